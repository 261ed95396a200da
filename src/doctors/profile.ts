import type { Actor } from '../access/actor.js'
import { authorize, can } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { replacePhoto } from '../files/photos.js'
import type { Upload } from '../files/store.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import { plainAmount } from '../shared/money.js'
import type { EditedDoctor, NewDoctor } from './forms.js'
import { atWork, type DoctorProfile, doctorProfile } from './queries.js'

/** Changes a doctor's profile; an admin's work, or the doctor's own. */
export async function editDoctor(actor: Actor, id: string, form: EditedDoctor): Promise<void> {
  authorize(actor, 'doctor.edit', { doctorId: id })
  await transaction(async (tx) => {
    if (!can(actor, 'doctor.set-credentials')) await requireSameCredentials(tx, id, form)
    await requireDeputyAtWork(tx, form, id)
    const { count } = await tx.doctor.updateMany({
      where: { id, version: form.version },
      data: { ...profileColumns(form), version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await doctorProfile(id, tx)
      throw new Stale(formValues(current), current.version)
    }
    const { accountId } = await tx.doctor.findUniqueOrThrow({ where: { id }, select: { accountId: true } })
    await tx.account.update({
      where: { id: accountId },
      data: { name: form.name, phone: form.phone },
      select: { id: true },
    })
    await audit(tx, actor, 'doctor.edit', { type: 'doctor', id })
  })
}

export async function replaceDoctorPhoto(actor: Actor, id: string, upload: Upload | null): Promise<void> {
  authorize(actor, 'doctor.edit', { doctorId: id })
  await replacePhoto(actor, upload, (tx, photoId) => savePhoto(tx, actor, id, photoId))
}

/** A doctor's profile as the columns of their row. */
export const profileColumns = (form: EditedDoctor | NewDoctor) => ({
  specialisationId: form.specialisationId,
  qualification: form.qualification,
  registrationNumber: form.registrationNumber,
  chamber: form.chamber,
  consultationFeeMinor: form.fee,
  address: form.address,
  bio: form.bio,
  deputyId: form.deputyId,
})

/** A doctor's profile as the form has it. */
export function formValues(doctor: DoctorProfile): Record<string, string> {
  return {
    version: String(doctor.version),
    name: doctor.account.name,
    phone: doctor.account.phone ?? '',
    specialisationId: doctor.specialisationId,
    qualification: doctor.qualification,
    registrationNumber: doctor.registrationNumber,
    chamber: doctor.chamber ?? '',
    fee: plainAmount(doctor.consultationFeeMinor, config.currency),
    address: doctor.address ?? '',
    bio: doctor.bio ?? '',
    deputyId: doctor.deputyId ?? '',
  }
}

/** What the administration approved a doctor by, it alone changes. */
async function requireSameCredentials(tx: Tx, id: string, form: EditedDoctor): Promise<void> {
  const approved = await tx.doctor.findUnique({
    where: { id },
    select: { specialisationId: true, qualification: true, registrationNumber: true },
  })
  if (!approved) throw new NotFound()
  for (const field of ['specialisationId', 'qualification', 'registrationNumber'] as const)
    if (form[field] !== approved[field])
      throw new Refusal('Only the administration changes this. Ask them to.', { field })
}

/** A deputy answers alerts, so it is another doctor, who works here. One who has left stays until another is chosen. */
export async function requireDeputyAtWork(
  tx: Tx,
  { deputyId }: { deputyId: string | null },
  id?: string,
): Promise<void> {
  if (deputyId === null) return
  if (deputyId === id)
    throw new Refusal('Choose another doctor: nobody is their own deputy.', { field: 'deputyId' })
  const deputy = await tx.doctor.findFirst({
    where: { id: deputyId, OR: [atWork, ...(id ? [{ deputyOf: { some: { id } } }] : [])] },
    select: { id: true },
  })
  if (!deputy)
    throw new Refusal('This doctor does not work here now. Choose another one.', { field: 'deputyId' })
}

async function savePhoto(tx: Tx, actor: Actor, id: string, photoId: string) {
  const former = await tx.doctor.findUnique({ where: { id }, select: { photoId: true } })
  if (!former) throw new NotFound()
  await tx.doctor.update({ where: { id }, data: { photoId }, select: { id: true } })
  await audit(tx, actor, 'doctor.edit', { type: 'doctor', id, details: { changed: 'photo' } })
  return { formerPhotoId: former.photoId }
}
