import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'
import { filledForm } from './filled-form.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

type Patient = Browser & TestPerson

async function report(patient: Patient, changes: Parameters<typeof filledForm>[0] = {}) {
  const page = await patient.get('/patient/triage/new').expect(200)
  return patient.post('/patient/triage', { ...filledForm(changes), ...hidden(page.text) })
}

/** The page that the patient reads after reporting. */
async function resultOf(patient: Patient, changes: Parameters<typeof filledForm>[0] = {}) {
  const answer = await report(patient, changes)
  expect(answer.status, answer.text).toBe(303)
  const page = await patient.get(answer.headers.location ?? '').expect(200)
  return page.text
}

const bornDaysAgo = (patient: Patient, years: number | null) =>
  db.patient.update({
    where: { id: patient.patientId ?? '' },
    data: {
      dateOfBirth: years === null ? null : new Date(Date.UTC(new Date().getUTCFullYear() - years, 0, 1)),
    },
  })

describe('a patient reports a positive test and reads what to do', () => {
  test('C-01 C-02 C-03 mild: which rule decided, by which system and version, and care at home', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await resultOf(patient)
    expect(page).toContain('Mild')
    expect(page).toContain('MoHFW adult COVID-19 triage')
    expect(page).toContain('revised 05/01/2023')
    expect(page).toContain(
      'No breathlessness, a respiratory rate of 18/min (9 to 23) and SpO2 97 % on room air (94 or more).',
    )
    expect(page).toContain('You can be cared for at home')
    expect(page).toContain('href="/patient/isolation"')
    expect(page).toContain('A clinician must approve this rule set')
    const instructions = await patient.get('/patient/isolation').expect(200)
    expect(instructions.text).toContain('Stay apart from the others')
    expect(instructions.text).toContain('Twice a day')
  })

  test('C-02 moderate: SpO2 92 % on air, the value and the limit, and admission is advised', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await resultOf(patient, { spo2: '92' })
    expect(page).toContain('Moderate')
    expect(page).toContain('SpO2 92 % on room air is from 90 to 93 %.')
    expect(page).toContain('You should be cared for in the hospital')
    expect(page).toContain('112')
    expect(page).not.toContain('What to do at home')
  })

  test('C-05 severe: come now, and the red flag by name', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await resultOf(patient, { spo2: '88', symptoms: ['FEVER', 'BLUISH_LIPS'] })
    expect(page).toContain('Severe')
    expect(page).toContain('SpO2 88 % on room air is below 90 %.')
    expect(page).toContain('You need care in the hospital now')
    expect(page).toContain('Bluish lips or face')
  })

  test.each([
    ['the respiratory rate', { respiratoryRate: '' }, 'How many breaths you take in one minute'],
    ['the SpO2', { spo2: '' }, 'The oxygen in your blood (SpO2)'],
    ['air or oxygen', { oxygen: '' }, 'Whether you were getting oxygen while you measured'],
    ['breathlessness', { breathlessness: '' }, 'Whether it is hard for you to breathe'],
    ['consciousness', { consciousness: '' }, 'How awake and clear you are'],
    ['symptoms', { symptoms: '' }, 'What you have, or that it is nothing of the list'],
    ['conditions', { conditions: '' }, 'Which illnesses you have already, or that you have none'],
    ['the caregiver', { caregiver: '' }, 'Whether somebody can look after you day and night'],
  ])(
    'C-02 without %s it is incomplete, never mild, and says what is missing',
    async (_, changes, missing) => {
      const patient = await logInAs(app, 'PATIENT')
      const page = await resultOf(patient, changes)
      expect(page).toContain('Incomplete')
      expect(page).not.toContain('Mild')
      expect(page).toContain(`<li>${missing}</li>`)
      expect(page).toContain('We cannot say yet how ill you are')
      expect(await db.homeIsolation.count({ where: { patientId: patient.patientId ?? '' } })).toBe(0)
    },
  )

  test('an incomplete report is begun again with what was told, and completed', async () => {
    const patient = await logInAs(app, 'PATIENT')
    expect(await resultOf(patient, { respiratoryRate: '', symptoms: 'NONE' })).toContain('Report again')
    const form = await patient.get('/patient/triage/new').expect(200)
    expect(form.text).toContain('value="City Laboratory, Pune"')
    expect(form.text).toMatch(/name="symptoms" value="NONE" checked/)
    expect(form.text).toMatch(/name="spo2" value="97"/)
    expect(await resultOf(patient, { symptoms: 'NONE' })).toContain('You can be cared for at home')
    const afterwards = await patient.get('/patient/triage/new').expect(200)
    expect(afterwards.text).not.toContain('City Laboratory')
  })

  test('C-02 without a date of birth the age is missing, and the form says so before', async () => {
    const patient = await logInAs(app, 'PATIENT')
    await bornDaysAgo(patient, null)
    const form = await patient.get('/patient/triage/new').expect(200)
    expect(form.text).toContain('The date of birth is not recorded')
    expect(await resultOf(patient)).toContain('<li>Your date of birth</li>')
  })

  test('C-02 under 18 the adult rules do not apply: no class, and paediatrics', async () => {
    const patient = await logInAs(app, 'PATIENT')
    await bornDaysAgo(patient, 10)
    const page = await resultOf(patient)
    expect(page).toContain('Rule does not apply')
    expect(page).toContain('ask for paediatrics')
    expect(page).not.toContain('Mild')
  })

  test('C-02 normal SpO2 on oxygen is never mild, and the rule is marked as our policy', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await resultOf(patient, { spo2: '98', oxygen: 'ON_OXYGEN' })
    expect(page).toContain('Moderate')
    expect(page).not.toContain('Mild')
    expect(page).toContain('Our policy')
  })

  test('C-02 over 60 and with diabetes: high risk by name, and a doctor decides about home', async () => {
    const patient = await logInAs(app, 'PATIENT')
    await bornDaysAgo(patient, 67)
    const page = await resultOf(patient, { conditions: ['DIABETES'] })
    expect(page).toContain('High risk')
    expect(page).toContain('Over 60 years')
    expect(page).toContain('<li>Diabetes</li>')
    expect(page).toContain('A doctor decides whether you can stay at home')
  })

  test('C-02 the result is stored whole, with what it was reckoned from and the version of the rules', async () => {
    const patient = await logInAs(app, 'PATIENT')
    await resultOf(patient, { temperature: '38,4', temperatureUnit: 'C' })
    const stored = await db.triageAssessment.findFirstOrThrow({
      where: { patientId: patient.patientId ?? '' },
      include: { observation: true },
    })
    expect(stored).toMatchObject({
      status: 'OK',
      severity: 'MILD',
      site: 'HOME',
      homeIsolation: 'ELIGIBLE',
      recordedById: patient.accountId,
      laboratory: 'City Laboratory, Pune',
      symptoms: ['FEVER', 'COUGH'],
      conditions: [],
      observation: { spo2: 97, oxygen: 'ROOM_AIR', temperatureTenthsC: 384, consciousness: 'A' },
    })
    expect(stored.ruleSetVersion).toContain('05/01/2023')
    expect(stored.result).toMatchObject({
      severity: 'MILD',
      told: { ageYears: expect.any(Number), feverDays: 2 },
    })
    expect(await db.auditEvent.count({ where: { action: 'triage.create', subjectId: stored.id } })).toBe(1)
  })
})

describe('a form with mistakes comes back', () => {
  test('E-5 with the sentence beside the field and a summary, everything still typed, and nothing saved', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const answer = await report(patient, {
      spo2: '140',
      laboratory: 'Sahyadri <Lab>',
      symptoms: ['COUGH', 'CHEST_PAIN'],
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error:')
    expect(answer.text).toContain('There is a problem')
    expect(answer.text).toContain('href="#field-spo2"')
    expect(answer.text).toContain('SpO2 is a whole percentage from 50 to 100; 140 is not possible.')
    expect(answer.text).toContain('value="140"')
    expect(answer.text).toContain('value="Sahyadri &lt;Lab&gt;"')
    expect(answer.text).toMatch(/value="CHEST_PAIN" checked/)
    expect(answer.text).not.toMatch(/value="FEVER" checked/)
    expect(answer.text).toMatch(/name="temperatureUnit" value="F" checked/)
    expect(await db.observation.count({ where: { patientId: patient.patientId ?? '' } })).toBe(0)
  })

  test('G-Z6 a field that does not belong to the form is refused: nobody chooses their own severity', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const answer = await report(patient, { severity: 'MILD', patientId: patient.patientId ?? '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This form has a field that does not belong to it.')
    expect(await db.triageAssessment.count({ where: { patientId: patient.patientId ?? '' } })).toBe(0)
  })
})

describe('twice', () => {
  test('G-C3 20 copies of one report are one assessment, and all lead to it', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await patient.get('/patient/triage/new').expect(200)
    const form = { ...filledForm(), ...hidden(page.text) }
    const answers = await Promise.all(Array.from({ length: 20 }, () => patient.post('/patient/triage', form)))
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(303)
    const where = { patientId: patient.patientId ?? '' }
    expect(await db.triageAssessment.count({ where })).toBe(1)
    expect(await db.observation.count({ where })).toBe(1)
    expect(await db.homeIsolation.count({ where })).toBe(1)
  })

  test('G-C3 the same key with other content is refused, and what was typed stays', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const page = await patient.get('/patient/triage/new').expect(200)
    await patient.post('/patient/triage', { ...filledForm(), ...hidden(page.text) }).expect(303)
    const again = await patient.post('/patient/triage', {
      ...filledForm({ spo2: '91' }),
      ...hidden(page.text),
    })
    expect(again.status).toBe(409)
    expect(again.text).toContain('already sent, with other content')
    expect(again.text).toContain('value="91"')
  })

  test('a later report stands beside the first, whose page points to it', async () => {
    const patient = await logInAs(app, 'PATIENT')
    const first = await report(patient)
    const second = await report(patient, { spo2: '92' })
    const old = await patient.get(first.headers.location ?? '').expect(200)
    expect(old.text).toContain('There is a newer triage')
    expect(old.text).toContain(`href="${second.headers.location}"`)
    expect(await db.triageAssessment.count({ where: { patientId: patient.patientId ?? '' } })).toBe(2)
  })
})

describe('not theirs', () => {
  test('G-Z1 G-Z2 somebody else’s result is not found, the same as none', async () => {
    const [asha, ravi] = [await logInAs(app, 'PATIENT'), await logInAs(app, 'PATIENT')]
    const { headers } = await report(asha)
    const theirs = await ravi.get(headers.location ?? '').expect(404)
    const none = await ravi.get('/patient/triage/01900000-0000-7000-8000-000000000000').expect(404)
    const plain = (html: string) =>
      html
        .replace(/<code>.*?<\/code>/, '')
        .replace(/data-live-at="\d+"/, '')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    expect(plain(theirs.text)).toBe(plain(none.text))
    await ravi.get('/patient/triage/not-an-id').expect(404)
  })

  test('G-Z2 a patient cannot report for another: that address is not in their portal', async () => {
    const ravi = await logInAs(app, 'PATIENT')
    const other = await createPatient()
    await ravi.get(`/reception/patients/${other.id}/triage/new`).expect(403)
    await ravi.post(`/reception/patients/${other.id}/triage`, filledForm()).expect(403)
    expect(await db.triageAssessment.count({ where: { patientId: other.id } })).toBe(0)
  })

  test('S-03 who is signed out goes to log in', async () => {
    const answer = await visitor(app).get('/patient/triage/new').expect(303)
    expect(answer.headers.location).toBe('/login?next=%2Fpatient%2Ftriage%2Fnew')
  })
})
