import { randomInt } from 'node:crypto'
import { audit } from '../audit/commands.js'
import type { Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import type { Role } from '../generated/prisma/enums.js'
import { dayToColumn } from '../shared/calendar.js'
import { settings } from '../settings/queries.js'
import type { DoctorSignUp, PatientSignUp } from './forms.js'
import { requireGoodPassword } from './good-password.js'
import { alreadyRegistered, approved, signedUp } from './mails.js'
import { hashPassword } from './password-hash.js'
import { roleLabels, usernameFrom } from './rules.js'

/** What a visitor sees next, whether or not the address was free: the mail tells its owner which. */
export interface SignedUp {
  [key: string]: string | null
  /** Null where the address was taken; the page is the same. */
  accountId: string | null
  /** How such an account begins, by the hospital's settings. */
  status: 'PENDING' | 'ACTIVE'
}

/** A patient's account and their record, made together; approved by an admin, unless the settings say at once. */
export async function signUpPatient(form: PatientSignUp): Promise<SignedUp> {
  const { patientsNeedApproval } = await settings()
  return signUp('PATIENT', patientsNeedApproval ? 'PENDING' : 'ACTIVE', form, (tx, accountId) =>
    tx.patient.create({
      data: {
        accountId,
        name: form.name,
        localName: form.localName,
        dateOfBirth: dayToColumn(form.dateOfBirth),
        sex: form.sex,
        phone: form.phone,
        email: form.email,
        address: form.address,
      },
      select: { id: true },
    }),
  )
}

/** A doctor's application: the profile is made now and shown in the directory once an admin approves. */
export async function signUpDoctor(form: DoctorSignUp): Promise<SignedUp> {
  return signUp('DOCTOR', 'PENDING', form, (tx, accountId) =>
    tx.doctor.create({
      data: {
        accountId,
        specialisationId: form.specialisationId,
        registrationNumber: form.registrationNumber,
        qualification: form.qualification,
      },
      select: { id: true },
    }),
  )
}

async function signUp(
  role: Role,
  status: 'PENDING' | 'ACTIVE',
  form: PatientSignUp | DoctorSignUp,
  createProfile: (tx: Tx, accountId: string) => Promise<{ id: string }>,
): Promise<SignedUp> {
  await requireGoodPassword(form.password, [form.name, form.email, roleLabels[role]])
  const passwordHash = await hashPassword(form.password)
  const { name, email, phone } = form
  try {
    return await once('visitor', `account.sign-up.${role}`, form, async (tx) => {
      const username = await freeUsername(tx, name)
      const account = await tx.account.create({
        data: { role, status, name, email, phone, username, passwordHash },
        select: { id: true },
      })
      const profile = await createProfile(tx, account.id)
      await audit(tx, null, 'visitor.sign-up', {
        type: 'account',
        id: account.id,
        ...(role === 'PATIENT' && { patientId: profile.id }),
      })
      const tell = status === 'ACTIVE' ? approved : signedUp
      await tell(tx, { name, address: email, accountId: account.id }, { username })
      return { accountId: account.id, status }
    })
  } catch (error) {
    if (violatedConstraint(error) !== 'account_email_key') throw error
    return once('visitor', `account.sign-up.${role}`, form, async (tx) => {
      await alreadyRegistered(tx, { name, address: email }, {})
      return { accountId: null, status }
    })
  }
}

/** 'asha.kulkarni', or with four digits where that is taken. */
export async function freeUsername(tx: Tx, name: string): Promise<string> {
  const wanted = usernameFrom(name)
  const taken = await tx.account.findUnique({ where: { username: wanted }, select: { id: true } })
  return taken ? `${wanted}.${randomInt(1000, 10_000)}` : wanted
}
