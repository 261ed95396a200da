import { toldAllergies } from '../../src/patients/allergy-rules.js'
import { addDays, type Day, dayToColumn } from '../../src/shared/calendar.js'
import type { Condition } from '../../src/triage/history-rules.js'
import { type Chance, identify } from './chance.js'
import { mobilePrefixes } from './data/addresses.js'
import { knownAllergies } from './data/allergies.js'
import type { Person } from './data/people.js'
import { type House, receptionistAt } from './house.js'

/** patient@demo.test */
const demoPatient = 'Anjali Deshpande'

interface Whose extends Person {
  id: string
  years: number
}

/** What is known of a patient for good: allergies, the problem list, and whom to call. */
export function writeHistory(
  house: House,
  patient: Whose,
  told: string | null,
  thrown: Chance,
  at: Date,
): Date | null {
  addConditions(house, patient, at)
  addContacts(house, patient, thrown, at)
  const { none, told: allergies } = toldAllergies(told ?? '')
  for (const { substance, reaction } of allergies) {
    const { kind = 'OTHER', code = null, severity = 'UNKNOWN' } = knownAllergies[substance] ?? {}
    house.rows.allergies.push({
      ...{ patientId: patient.id, kind, substance, code, reaction, severity },
      id: identify(`allergy ${substance}`, patient.name, at),
      recordedById: receptionistAt(house, at),
      recordedAt: at,
    })
  }
  return none ? at : null
}

const problems: Partial<Record<Condition, { name: string; code: string }>> = {
  HYPERTENSION: { name: 'Hypertension', code: 'I10' },
  DIABETES: { name: 'Type 2 diabetes', code: 'E11.9' },
  HEART_DISEASE: { name: 'Coronary heart disease', code: 'I25.1' },
  COPD: { name: 'COPD', code: 'J44.9' },
  ASTHMA: { name: 'Asthma', code: 'J45.9' },
  CHRONIC_KIDNEY_DISEASE: { name: 'Chronic kidney disease, stage 4', code: 'N18.4' },
  CHRONIC_LIVER_DISEASE: { name: 'Chronic liver disease', code: 'K76.9' },
  OBESITY: { name: 'Obesity', code: 'E66.9' },
  CANCER_THERAPY: { name: 'Breast cancer, under chemotherapy', code: 'C50.9' },
}

function addConditions(
  { rows, moments, doctors }: House,
  { id: patientId, name: whose, conditions, pregnant, years }: Whose,
  at: Date,
) {
  for (const condition of conditions) {
    const problem = problems[condition]
    if (!problem) continue
    rows.conditions.push({
      ...{ patientId, ...problem, recordedAt: at, recordedById: doctors.patil.accountId },
      id: identify(`condition ${condition}`, whose, at),
      since: dayToColumn(yearsBefore(moments.today, years)),
    })
  }
  if (pregnant)
    rows.conditions.push({
      ...{ patientId, name: 'Pregnancy', code: 'Z34.9', recordedAt: at },
      ...{ id: identify('condition pregnancy', whose, at), recordedById: doctors.patil.accountId },
    })
  // The demonstration's own patient has one that is over.
  if (whose === demoPatient)
    rows.conditions.push({
      ...{ patientId, name: 'Appendicitis, operated', code: 'K35.8', recordedAt: at },
      ...{ id: identify('condition appendix', whose, at), recordedById: doctors.patil.accountId },
      ...{
        status: 'RESOLVED',
        since: dayToColumn('2009-07-02' as Day),
        resolvedOn: dayToColumn('2009-07-20' as Day),
      },
    })
}

const yearsBefore = (today: Day, years: number): Day => addDays(today, -Math.round(years * 365.25))

/** For two of three: a relative of the same surname. */
function addContacts({ rows }: House, { id: patientId, name, sex, age }: Whose, thrown: Chance, at: Date) {
  if (age === null || (thrown.oneIn(3) && name !== demoPatient)) return
  const surname = name.split(' ').at(-1) ?? name
  const [first, relation] =
    age < 18
      ? [thrown.pick(['Sunita', 'Mahesh', 'Kavita']), 'PARENT' as const]
      : thrown.oneIn(2)
        ? [
            sex === 'FEMALE' ? thrown.pick(['Sanjay', 'Nitin']) : thrown.pick(['Manisha', 'Rekha']),
            'SPOUSE' as const,
          ]
        : [thrown.pick(['Aditya', 'Pooja', 'Sneha']), age > 45 ? ('CHILD' as const) : ('OTHER' as const)]
  rows.contacts.push({
    ...{ patientId, position: 1, name: `${first} ${surname}`, relation },
    id: identify('contact', name, at),
    phone: `+91${thrown.pick(mobilePrefixes)}${thrown.whole(10_000, 99_999)}`,
  })
}
