import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { openAccount } from '../accounts/opening.js'
import { type Removal, removeAccount } from '../accounts/removal.js'
import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { NotFound } from '../shared/errors.js'
import { type DoctorRemoval, type NewDoctor, weekOf } from './forms.js'
import { profileColumns, requireDeputyAtWork } from './profile.js'
import { workingWeek } from './rules.js'

/** A doctor whom the administration takes on: invited, and listed from when they chose a password. */
export async function createDoctor(actor: Actor, form: NewDoctor, now: Date): Promise<{ id: string }> {
  authorize(actor, 'doctor.create')
  const slotMinutes = form.slotMinutes ?? USUAL_SLOT
  const hours = workingWeek(weekOf(form), slotMinutes).map((line) => ({ ...line, slotMinutes }))
  return once(actor.id, 'doctor.create', form, async (tx) => {
    await requireDeputyAtWork(tx, form)
    const { name, email, phone, employeeNumber } = form
    const account = await openAccount(
      tx,
      actor,
      { role: 'DOCTOR', name, email, phone, employeeNumber, username: null },
      now,
    )
    const doctor = await tx.doctor.create({
      data: { accountId: account.id, ...profileColumns(form), workingHours: { createMany: { data: hours } } },
      select: { id: true },
    })
    await audit(tx, actor, 'doctor.create', { type: 'doctor', id: doctor.id })
    return doctor
  })
}

/** How long a visit takes where nobody says otherwise, in minutes. */
const USUAL_SLOT = 15

/** Takes a doctor off the directory: removed where nothing refers to them, otherwise deactivated and kept. */
export async function removeDoctor(
  actor: Actor,
  id: string,
  form: DoctorRemoval,
  now: Date,
): Promise<{ name: string; removal: Removal }> {
  authorize(actor, 'doctor.remove')
  return once(actor.id, 'doctor.remove', form, async (tx) => {
    const doctor = await tx.doctor.findUnique({
      where: { id },
      select: { accountId: true, account: { select: { name: true } } },
    })
    if (!doctor) throw new NotFound()
    const removal = await removeAccount(tx, actor, doctor.accountId, form, now)
    await audit(tx, actor, 'doctor.remove', { type: 'doctor', id, details: { removal } })
    return { name: doctor.account.name, removal }
  })
}
