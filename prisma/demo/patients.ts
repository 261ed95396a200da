import { usernameFrom } from '../../src/accounts/rules.js'
import type { BloodGroup, GovernmentIdKind } from '../../src/generated/prisma/enums.js'
import { verhoeffDigit } from '../../src/patients/government-id-rules.js'
import { addDays, type Day, dayToColumn } from '../../src/shared/calendar.js'
import { signUp } from './accounts.js'
import { type Chance, chance, identify } from './chance.js'
import { areas, buildings, mobilePrefixes } from './data/addresses.js'
import { known } from './data/conditions.js'
import type { Person } from './data/people.js'
import { writeHistory } from './histories.js'
import { type House, leaveTrail, receptionistAt } from './house.js'

export interface Registered extends Person {
  id: string
  /** Of those who have a log-in. */
  account: { id: string; email: string } | null
  bornOn: Day | null
  /** Their place among the patients: those who come after one another do not tell the same. */
  turn: number
  address: string | null
  phone: string | null
}

/** A walk-in, written down at the desk. */
export function registerAtDesk(house: House, person: Person, at: Date): Registered {
  const patient = addPatient(house, person, at, null)
  leaveTrail(house, at, receptionistAt(house, at), 'patient.create', {
    type: 'patient',
    id: patient.id,
    patientId: patient.id,
  })
  return patient
}

/** Somebody who signed up; the administration let them in at `approvedAt`, or has not looked at it yet. */
export function registerOnline(
  house: House,
  person: Person,
  {
    at,
    approvedAt,
    suspended,
  }: { at: Date; approvedAt: Date | null; suspended?: { at: Date; reason: string } },
): Registered {
  const email = person.email ?? `${usernameFrom(person.name)}@example.com`
  const account = {
    role: 'PATIENT' as const,
    name: person.name,
    email,
    phone: phoneOf(person),
    createdAt: at,
  }
  const decision = suspended ? { status: 'SUSPENDED' as const, ...suspended } : null
  const approval = approvedAt ? { status: 'ACTIVE' as const, at: approvedAt } : undefined
  const id = signUp(house, account, decision ?? approval)
  return addPatient(house, person, at, { id, email })
}

function addPatient(
  house: House,
  person: Person,
  createdAt: Date,
  account: Registered['account'],
): Registered {
  const { name, localName, sex, age, conditions } = person
  const thrown = chance(`patient ${name}`)
  const id = identify('patient', name, createdAt)
  const bornOn =
    age === null
      ? null
      : bornBefore(house.moments.today, age, person.bornAs ? chance(`patient ${person.bornAs}`) : thrown)
  const address = addressOf(person, thrown)
  const phone = age === null ? null : phoneOf(person)
  const illnesses = conditions.flatMap((condition) => known[condition]?.history ?? [])
  const sinceWhen = illnesses.map((illness) => illness.replace('{{years}}', String(thrown.whole(3, 14))))
  const history = [person.history ?? [], ...sinceWhen].flat().join(' ')
  house.rows.patients.push({
    id,
    accountId: account?.id ?? null,
    name,
    localName,
    sex,
    dateOfBirth: bornOn && dayToColumn(bornOn),
    phone,
    email: account?.email ?? null,
    address,
    bloodGroup: age === null || person.bornAs || thrown.oneIn(5) ? null : thrown.pick(bloodGroups),
    ...(age === null ? {} : identityOf(age, thrown)),
    medicalHistory: history || null,
    noKnownAllergiesAt: writeHistory(
      house,
      { ...person, id, years: age === null ? 0 : Math.min(8, age / 2) },
      person.allergies !== undefined ? person.allergies : thrown.pick(allergies),
      chance(`history ${name}`),
      createdAt,
    ),
    createdAt,
  })
  const turn = house.rows.patients.length
  return { ...person, id, account, bornOn, turn, address, phone }
}

/** Somewhere in the middle of that year of life, so that nobody's age changes with the hour of the start. */
const bornBefore = (today: Day, age: number, thrown: Chance): Day =>
  addDays(today, -Math.ceil(age * 365.25) - thrown.whole(20, 340))

const phoneOf = ({ name }: Person) => {
  const thrown = chance(`phone ${name}`)
  return `+91${thrown.pick(mobilePrefixes)}${thrown.whole(10_000, 99_999)}`
}

function addressOf({ area }: Person, thrown: Chance): string | null {
  if (!area) return null
  const [town, ...places] = areas[area]
  const house = town.startsWith('Taluka') || thrown.oneIn(4)
  const door = house
    ? `House ${thrown.whole(3, 240)}`
    : `Flat ${thrown.whole(1, 7)}0${thrown.whole(1, 6)}, ${thrown.pick(buildings)}`
  return `${door}, ${thrown.pick<string>(places)}, ${area}, ${town}`
}

/** As frequent as around Pune. */
const bloodGroups: BloodGroup[] = [
  ...Array<BloodGroup>(30).fill('O_POSITIVE'),
  ...Array<BloodGroup>(31).fill('B_POSITIVE'),
  ...Array<BloodGroup>(24).fill('A_POSITIVE'),
  ...Array<BloodGroup>(9).fill('AB_POSITIVE'),
  'O_NEGATIVE',
  'O_NEGATIVE',
  'B_NEGATIVE',
  'B_NEGATIVE',
  'A_NEGATIVE',
  'AB_NEGATIVE',
]

const allergies = [
  null,
  null,
  null,
  'None known',
  'None known',
  'None known',
  'None known',
  'Penicillin (rash)',
  'Dust',
]

type Identity = { governmentIdKind: GovernmentIdKind; governmentIdNumber: string }

/** For every third. Nobody's: the Aadhaar numbers are from the range that UIDAI keeps for tests. */
function identityOf(age: number, thrown: Chance): Identity | object {
  if (age < 18 || !thrown.oneIn(3)) return {}
  const digits = (count: number) => String(thrown.whole(10 ** (count - 1), 10 ** count - 1))
  const aadhaar = (): Identity => {
    const eleven = `9999${digits(7)}`
    return { governmentIdKind: 'AADHAAR', governmentIdNumber: `${eleven}${verhoeffDigit(eleven)}` }
  }
  return thrown.pick<Identity>([
    aadhaar(),
    aadhaar(),
    { governmentIdKind: 'VOTER_ID', governmentIdNumber: `ZZZ${digits(7)}` },
    { governmentIdKind: 'DRIVING_LICENCE', governmentIdNumber: `MH12200${thrown.whole(1, 9)}00${digits(5)}` },
    { governmentIdKind: 'PASSPORT', governmentIdNumber: `Z${digits(7)}` },
  ])
}
