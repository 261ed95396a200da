import { celsius } from '../observations/range-rules.js'
import { isSameRound } from '../observations/round-rules.js'
import type { Readings } from '../observations/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form, FormValues } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { BriefAssessment, TriagedPatient } from './assessment-rules.js'
import { conditions, symptoms } from './history-rules.js'
import { redFlagLabels } from './outcome-rules.js'
import { TEST_KINDS, testKindLabels } from './test-rules.js'
import { consciousnessChoices, formWords, NONE, oxygenChoices, type Voice } from './wording-rules.js'

/** What the form needs besides what was typed into it. */
type TriageForm = Omit<Components['components/triage-form'], 'form'>

/** A triage by a patient themselves (`staff` is null), or by staff under the patient's banner. */
export const newTriagePage = page<{
  staff: { patientId: string; banner: BannerPatient } | null
  /** Where the date of birth is recorded, when it is not: without it no result is complete. */
  birthday: string | null
  form: Form
  triage: TriageForm
}>('triage/new', ({ staff }, t) => (staff ? t('Triage') : t('Report a positive test')), {
  trail: ({ staff }, t) => (staff ? trailTo(staff.patientId, staff.banner.name, t) : []),
})

/** The pages above a triage in the portals of staff. */
export const trailTo = (patientId: string, name: string, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${patientId}` },
]

/** A triage completed by clinical data entry: what is missing, what was told, and nothing else of the record. */
export interface Completion {
  patient: { name: string; number: string; dateOfBirth: Day | null }
  missing: string[]
  toldAt: Date
  /** Readings taken too long ago to be one round with today's: shown, not filled in. */
  earlier: Components['components/readings']['items'] | null
  form: Form
  triage: TriageForm
}

export const completionPage = page<Completion>(
  'triage/completion',
  ({ patient }, t) => t('Complete the triage of {{name}}', { name: patient.name }),
  { trail: (_page, t) => [{ label: t('Today'), href: '' }] },
)

interface Around {
  voice: Voice
  patient: Pick<TriagedPatient, 'sex'>
  action: string
  cancel: string
  today: Day
}

export function triageForm({ voice, patient, action, cancel, today }: Around, t: T): TriageForm {
  const words = formWords[voice]
  const translated = Object.fromEntries(Object.entries(words).map(([name, sentence]) => [name, t(sentence)]))
  return {
    action,
    cancel,
    today,
    // The same names, each with its sentence translated.
    words: translated as TriageForm['words'],
    options: {
      testKind: TEST_KINDS.map((kind) => ({ value: kind, label: testKindLabels[kind] })),
      symptoms: [...symptomOptions(t), none(t)],
      yesNo: [
        { value: 'yes', label: t('Yes') },
        { value: 'no', label: t('No') },
      ],
      oxygen: optionsOf(oxygenChoices[voice], t),
      consciousness: optionsOf(consciousnessChoices[voice], t),
      conditions: [...conditions.map(({ code, label }) => ({ value: code, label: t(label) })), none(t)],
    },
    asksPregnancy: patient.sex !== 'MALE',
  }
}

/** Danger first. Breathlessness has its own question, which wants a yes or a no. */
function symptomOptions(t: T): Option[] {
  const asked = symptoms.filter(({ code }) => code !== 'BREATHLESSNESS')
  const option = (group: string) => (symptom: (typeof asked)[number]) => ({
    value: symptom.code,
    label: t(symptom.label),
    group: t(group),
  })
  return [
    ...asked.filter(({ code }) => code in redFlagLabels).map(option('Signs of danger')),
    ...asked.filter(({ code }) => !(code in redFlagLabels)).map(option('Other symptoms')),
  ]
}

const none = (t: T): Option => ({
  value: NONE,
  label: t('None of these'),
  group: t('If there is nothing to tick'),
})

const optionsOf = (labels: Partial<Record<string, string>>, t: T): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label: t(label ?? '') }))

type Earlier = Pick<BriefAssessment, 'testedOn' | 'testKind' | 'laboratory' | 'result'>

/** What was told in an earlier triage, as the form holds it; its readings only where they are of the same round. */
export function valuesOf(
  { testedOn, testKind, laboratory, result }: Earlier,
  sameRound: boolean,
): FormValues {
  const { readings, symptoms, breathlessness, feverDays, conditions, ...told } = result.told
  return {
    testedOn,
    testKind,
    laboratory,
    symptoms: tickedIn(symptoms),
    breathlessness: answerIn(breathlessness),
    feverDays: written(feverDays),
    conditions: tickedIn(conditions),
    pregnant: told.pregnant ? 'on' : '',
    homeFacility: answerIn(told.homeFacility),
    caregiver: answerIn(told.caregiver),
    ...(sameRound && readingValues(readings)),
  }
}

/** A new form begins with what an incomplete triage was told already: nobody types it again. */
export function valuesToBegin(latest: BriefAssessment | null, now: Date): FormValues {
  return latest?.status === 'INCOMPLETE' ? valuesOf(latest, isSameRound(latest.createdAt, now)) : {}
}

function readingValues({ temperatureTenthsC, ...readings }: Readings): FormValues {
  const temperature = celsius({ temperatureTenthsC })
  return {
    ...Object.fromEntries(Object.entries(readings).map(([name, value]) => [name, written(value)])),
    temperature: temperature ?? '',
    temperatureUnit: temperature ? 'C' : '',
  }
}

const written = (value: string | number | null) => (value === null ? '' : String(value))
const answerIn = (answer: boolean | null) => (answer === null ? '' : answer ? 'yes' : 'no')
const tickedIn = (codes: readonly string[] | null) => (codes?.length === 0 ? [NONE] : [...(codes ?? [])])
