import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EndInput, mayEnd } from '../../src/isolation/end-rules.js'
import { shownEnd } from '../../src/isolation/ending-pages.js'
import { scoreReport } from '../../src/isolation/monitoring-rules.js'
import { shownReason } from '../../src/isolation/report-pages.js'
import { COURSES, type HomeReport } from '../../src/isolation/report-rules.js'
import { CONSCIOUSNESS, OXYGEN_SUPPORT } from '../../src/observations/rules.js'
import { shownScore } from '../../src/scores/shown-pages.js'
import { shownChanges, shownChecks } from '../../src/triage/cross-check-pages.js'
import { factsOf, shownRule } from '../../src/triage/explanation-pages.js'
import { FOUR_C_COMORBIDITIES } from '../../src/triage/four-c-comorbidity-rules.js'
import type { FourCInput } from '../../src/triage/four-c-input-rules.js'
import { CRP_UNITS, UREA_UNITS } from '../../src/triage/four-c-laboratory-rules.js'
import { fourC } from '../../src/triage/four-c-rules.js'
import { CONDITIONS, SYMPTOMS } from '../../src/triage/history-rules.js'
import { inWords } from '../../src/triage/limit-pages.js'
import type { Presentation } from '../../src/triage/presentation-rules.js'
import { triage } from '../../src/triage/rules.js'
import { readResult, storedResult } from '../../src/triage/stored-result.js'
import { RESPIRATORY_SUPPORT } from '../../src/triage/support-rules.js'
import type { WhoInput } from '../../src/triage/who-input-rules.js'
import { whoSeverity } from '../../src/triage/who-severity-rules.js'
import { WHO_CHILD_SIGNS } from '../../src/triage/who-sign-rules.js'
import type { T } from '../../src/web/words.js'

const t: T = (sentence, values = {}) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(values[name] ?? whole))

/** What doctors write in capitals themselves. */
const abbreviations = new Set([
  ...['WHO', 'NIH', 'ICMR', 'NTF', 'JMG', 'AIIMS', 'FDA', 'RCP', 'BMJ', 'MoHFW', 'ISARIC', 'NEWS2', 'COVID'],
  ...['HDU', 'ICU', 'COPD', 'ARDS', 'CRP', 'BUN', 'GCS', 'ACVPU', 'CPAP', 'BiPAP', 'HIV'],
])

/** No code of ours, no comparison sign, no range of one number, nothing left to be filled in. */
function expectReadable(phrases: readonly string[]) {
  for (const phrase of phrases) {
    expect(phrase).not.toMatch(/[A-Z]+_[A-Z]/)
    expect(phrase).not.toMatch(/[<>]=?|\{\{|undefined|null|NaN/)
    expect(phrase).not.toMatch(/(?<![\d.])([\d.]+) to \1(?![\d.])/)
    for (const [word] of phrase.matchAll(/\b[A-Z][A-Z0-9]+\b/g))
      expect(abbreviations, `${word} in “${phrase}”`).toContain(word)
  }
}

const whole = (min: number, max: number) => fc.integer({ min, max })
const known = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { freq: 6 })
const some = <Code>(codes: readonly Code[]) => fc.subarray([...codes], { maxLength: 3 })

const presentations: fc.Arbitrary<Presentation> = fc.record({
  ageYears: known(whole(0, 100)),
  readings: fc.record({
    spo2: known(fc.oneof(whole(86, 100), whole(50, 100))),
    oxygen: known(fc.constantFrom(...OXYGEN_SUPPORT)),
    respiratoryRate: known(fc.oneof(whole(6, 34), whole(0, 80))),
    temperatureTenthsC: known(whole(340, 410)),
    pulse: known(whole(35, 140)),
    systolic: known(whole(80, 225)),
    diastolic: fc.constant(null),
    consciousness: known(fc.constantFrom(...CONSCIOUSNESS)),
  }),
  breathlessness: known(fc.boolean()),
  symptoms: known(some(SYMPTOMS)),
  feverDays: known(whole(0, 6)),
  conditions: known(some(CONDITIONS)),
  pregnant: known(fc.boolean()),
  homeFacility: known(fc.boolean()),
  caregiver: known(fc.boolean()),
})

const healthy: Partial<Presentation['readings']> = { spo2: 97, oxygen: 'ROOM_AIR', consciousness: 'A' }

describe('C-02 everything that explains a decision can be read by people', () => {
  test.each([
    ['whoever comes', presentations],
    [
      'whoever may go home, where most findings would change the answer',
      presentations.map((patient) => ({ ...patient, readings: { ...patient.readings, ...healthy } })),
    ],
  ])(
    'of a triage, %s: each rule, its value and its limit, and what would change the answer',
    (_who, patients) => {
      fc.assert(
        fc.property(patients, (patient) => {
          const result = triage(patient)
          if (result.status === 'INVALID') return
          const stored = readResult(JSON.parse(JSON.stringify(storedResult(patient, result))))
          const rules = [...result.fired, ...result.cautions].map((rule) => shownRule(rule, [], t))
          expectReadable(
            rules.flatMap(({ text, value, threshold, source }) => [text, value, threshold, source]),
          )
          expectReadable(shownChanges(stored, t).flatMap(({ finding, answer }) => [finding, answer]))
          for (const { finding, answer } of shownChanges(stored, t)) {
            expect(finding).not.toBe('')
            expect(answer).not.toBe('')
          }
          expectReadable(shownChecks(stored, t).flatMap(({ answer, why }) => [answer, ...why]))
          const facts = factsOf({ ...result, status: result.status, result: stored } as never, t)
          expectReadable(facts.flatMap(({ label, value }) => [label, value]))
        }),
      )
    },
  )

  const reports: fc.Arbitrary<HomeReport> = fc
    .record({
      minutes: whole(0, 300),
      spo2: known(whole(86, 99)),
      onOxygen: known(fc.boolean()),
      respiratoryRate: known(fc.oneof(fc.constant(24), whole(6, 34))),
      breathing: known(fc.constantFrom(...COURSES)),
      feeling: known(fc.constantFrom(...COURSES)),
      symptoms: known(some(SYMPTOMS)),
      feverDays: known(whole(0, 6)),
      consciousness: known(fc.constantFrom(...CONSCIOUSNESS)),
    })
    .map(({ minutes, ...told }) => ({
      ...{
        at: new Date(1_790_000_000_000 + minutes * 60_000),
        temperature: null,
        temperatureUnit: null,
        pulse: null,
      },
      ...told,
    }))

  test('C-03 of a report from home: each reason and its limit', () => {
    fc.assert(
      fc.property(
        reports,
        fc.array(reports, { maxLength: 4 }),
        known(whole(5, 90)),
        (report, others, ageYears) => {
          const { reasons } = scoreReport(report, others, { ageYears, zone: 'Asia/Kolkata' })
          const shown = reasons.map((reason) => shownReason(reason, t))
          expectReadable(shown.flatMap(({ text, threshold, source }) => [text, threshold, source]))
        },
      ),
    )
  })

  test('C-03 of the end of an isolation: each condition, what was found and what is asked', () => {
    const ends: fc.Arbitrary<EndInput> = fc.record({
      severity: known(fc.constantFrom('MILD', 'MODERATE', 'SEVERE')),
      immunocompromised: known(fc.boolean()),
      daysSincePositive: known(whole(0, 20)),
      feverFreeDays: known(whole(0, 20)),
      symptomsResolved: known(fc.boolean()),
      onOxygen: known(fc.boolean()),
      daysAbove93OnAir: known(whole(0, 20)),
      comorbiditiesStable: known(fc.boolean()),
    })
    fc.assert(
      fc.property(ends, (input) => {
        const { conditions, answer } = shownEnd(mayEnd(input), t)
        expectReadable([
          answer.text ?? '',
          ...conditions.flatMap((one) => [one.text, one.value, one.threshold]),
        ])
      }),
    )
  })

  const saturation = {
    ageYears: known(whole(0, 100)),
    respiratoryRate: known(whole(5, 60)),
    spo2: known(whole(50, 100)),
    oxygen: known(fc.constantFrom(...OXYGEN_SUPPORT)),
    spo2OnAir: fc.constant(null),
  }

  test('T-17 of the scores: each part, what was found and its limit', () => {
    const fourCs: fc.Arbitrary<FourCInput> = fc.record({
      ...saturation,
      admitted: fc.constant(true),
      sex: known(fc.constantFrom('MALE', 'FEMALE', 'OTHER')),
      comorbidities: known(some(FOUR_C_COMORBIDITIES)),
      comorbidityCount: fc.constant(null),
      gcs: fc.option(whole(3, 15)),
      consciousness: known(fc.constantFrom(...CONSCIOUSNESS)),
      sedated: fc.boolean(),
      urea: known(whole(1, 90)),
      ureaUnit: known(fc.constantFrom(...UREA_UNITS)),
      crp: known(whole(0, 90)),
      crpUnit: known(fc.constantFrom(...CRP_UNITS)),
    })
    const whos: fc.Arbitrary<WhoInput> = fc.record({
      ...saturation,
      ageMonths: fc.constant(null),
      severeDistress: known(fc.boolean()),
      support: known(fc.constantFrom(...RESPIRATORY_SUPPORT)),
      vasopressors: known(fc.boolean()),
      ards: known(fc.boolean()),
      sepsis: known(fc.boolean()),
      septicShock: known(fc.boolean()),
      childSigns: known(some(WHO_CHILD_SIGNS)),
    })
    const brief = { total: 3, grade: 'LOW' } as const
    fc.assert(
      fc.property(fourCs, whos, (told, whoTold) => {
        const scored = fourC(told)
        const who = whoSeverity(whoTold)
        const shown = [
          shownScore(
            { kind: 'FOUR_C', told, result: scored } as never,
            { ...brief, kind: 'FOUR_C', status: 'OK' },
            t,
          ),
          shownScore(
            { kind: 'WHO_SEVERITY', told: whoTold, result: who } as never,
            { ...brief, grade: 'SEVERE', kind: 'WHO_SEVERITY', status: 'OK' },
            t,
          ),
        ]
        for (const { parts, missing, cautions } of shown)
          expectReadable([
            ...missing,
            ...cautions,
            ...parts.flatMap(({ label, value, limit }) => [label, value, limit]),
          ])
      }),
    )
  })
})

test.each([
  ['24 to 24', '24'],
  ['WORSE', 'Worse'],
  ['>= 94', '94 or more'],
  ['P, U', 'Responds to pain only or Unresponsive'],
  ['HIGH_FLOW_OR_VENTILATED', 'On high-flow oxygen or a ventilator'],
  ['19.6 to 39.2', '19.6 to 39.2'],
  ['24 to 240', '24 to 240'],
  ['Fast for the age', 'Fast for the age'],
])('C-02 the limit %s reads “%s”', (written, read) => {
  expect(inWords(written, t, { WORSE: 'Worse' })).toBe(read)
})
