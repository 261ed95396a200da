import { hashPassword } from '../accounts/password-hash.js'
import { freeUsername, withFreeUsername } from '../accounts/usernames.js'
import { audit } from '../audit/commands.js'
import { db, type Tx } from '../db/client.js'
import { violatedConstraint } from '../db/errors.js'
import { once } from '../db/once.js'
import type { Role } from '../generated/prisma/enums.js'
import { settings } from '../settings/queries.js'
import { dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import type { DoctorSignUp, PatientSignUp } from './forms.js'
import { keepAlike, keepTime } from './kept-time.js'
import { alreadyRegistered, approved, signedUp } from './mails.js'

/** What a visitor sees next, whether or not the address was free: the mail tells its owner which. */
export interface SignedUp {
  [key: string]: string | null
  /** Null where the address was taken; the page is the same. */
  accountId: string | null
  /** How such an account begins, by the hospital's settings. */
  status: 'PENDING' | 'ACTIVE'
  /** Until when the time that they had chosen is kept for them, as ISO text; null where there is none. */
  keptUntil: string | null
}

/**
 * A patient's account and their record, made together; approved by an admin, unless the settings say at once. The time
 * that they chose as a visitor is kept for them meanwhile.
 */
export async function signUpPatient(
  form: PatientSignUp,
  holdId: string | null,
  now: Date,
): Promise<SignedUp> {
  const { patientsNeedApproval } = await settings()
  const chosen = { holdId, now }
  return signUp('PATIENT', patientsNeedApproval ? 'PENDING' : 'ACTIVE', form, chosen, (tx, accountId) =>
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
export async function signUpDoctor(form: DoctorSignUp, now: Date): Promise<SignedUp> {
  // After the form has no other mistake, because it tells who is here; but before the address is looked at, so
  // that this answer does not tell whether the address has an account.
  const taken = await db.doctor.findUnique({
    where: { registrationNumber: form.registrationNumber },
    select: { id: true },
  })
  if (taken)
    throw new Refusal('Another doctor has this registration number.', { field: 'registrationNumber' })
  return signUp('DOCTOR', 'PENDING', form, { holdId: null, now }, (tx, accountId) =>
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

type Applicant = PatientSignUp | DoctorSignUp
type Chosen = { holdId: string | null; now: Date }
type MakeProfile = (tx: Tx, accountId: string) => Promise<{ id: string }>

async function signUp(
  role: Role,
  status: SignedUp['status'],
  form: Applicant,
  chosen: Chosen,
  makeProfile: MakeProfile,
): Promise<SignedUp> {
  const passwordHash = await hashPassword(form.password)
  const command = `account.sign-up.${role}`
  try {
    return await withFreeUsername(() =>
      once('visitor', command, form, (tx) =>
        insert(tx, { role, status, form, chosen, passwordHash, makeProfile }),
      ),
    )
  } catch (error) {
    if (violatedConstraint(error) !== 'account_email_key') throw error
    return once('visitor', command, form, async (tx) => {
      // Addressed by the name that they have here: whoever typed this one may be a stranger.
      const owner = await tx.account.findUnique({
        where: { email: form.email },
        select: { id: true, name: true },
      })
      if (owner)
        await alreadyRegistered(tx, { name: owner.name, address: form.email, accountId: owner.id }, {})
      const until = await keepAlike(tx, chosen.holdId, chosen.now)
      return { accountId: null, status, keptUntil: until?.toISOString() ?? null }
    })
  }
}

interface NewApplicant {
  role: Role
  status: SignedUp['status']
  form: Applicant
  chosen: Chosen
  passwordHash: string
  makeProfile: MakeProfile
}

async function insert(
  tx: Tx,
  { role, status, form, chosen, passwordHash, makeProfile }: NewApplicant,
): Promise<SignedUp> {
  const { name, email, phone } = form
  const username = await freeUsername(tx, name)
  const account = await tx.account.create({
    data: { role, status, name, email, phone, username, passwordHash },
    select: { id: true },
  })
  const profile = await makeProfile(tx, account.id)
  await audit(tx, null, 'visitor.sign-up', {
    type: 'account',
    id: account.id,
    ...(role === 'PATIENT' && { patientId: profile.id }),
  })
  const kept = role === 'PATIENT' ? await keepTime(tx, profile.id, chosen.holdId, chosen.now) : null
  const tell = status === 'ACTIVE' ? approved : signedUp
  await tell(tx, { name, address: email, accountId: account.id }, { username, kept })
  return { accountId: account.id, status, keptUntil: kept?.until.toISOString() ?? null }
}
