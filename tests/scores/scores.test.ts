import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admit } from '../isolation/admitted.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

async function doctorAndPatient({ admitted = true } = {}) {
  const doctor = await logInAs(app, 'DOCTOR')
  const patient = await createPatient({ name: 'Meera Joshi' })
  await db.careAssignment.create({
    data: {
      ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(),
    },
  })
  if (admitted) await admit(patient.id, doctor.accountId)
  return { doctor, patient, scores: `/doctor/patients/${patient.id}/scores` }
}

type Doctor = Awaited<ReturnType<typeof doctorAndPatient>>['doctor']
type Filled = Record<string, string | string[]>

async function workOut(doctor: Doctor, scores: string, kind: string, form: Filled) {
  const page = await doctor.get(`${scores}/${kind}/new`).expect(200)
  return doctor.post(`${scores}/${kind}`, { ...form, ...hidden(page.text) })
}

/** The form of a man of 46 with a total of 8, everything known. */
const fourC = (changes: Filled = {}): Filled => ({
  sex: 'MALE',
  comorbidities: ['DIABETES'],
  respiratoryRate: '25',
  spo2: '90',
  oxygen: 'ROOM_AIR',
  spo2OnAir: '',
  gcs: '15',
  urea: '60',
  ureaUnit: 'mg/dL',
  crp: '12',
  crpUnit: 'mg/dL',
  ...changes,
})

const severity = (changes: Filled = {}): Filled => ({
  respiratoryRate: '18',
  spo2: '92',
  oxygen: 'ROOM_AIR',
  spo2OnAir: '',
  support: 'NONE',
  severeDistress: 'no',
  vasopressors: 'no',
  ards: 'no',
  sepsis: 'no',
  septicShock: 'no',
  ...changes,
})

const progression = (changes: Filled = {}): Filled => ({
  dead: 'no',
  infected: 'yes',
  setting: 'HOSPITAL',
  support: 'LOW_FLOW',
  ...changes,
})

describe('T-17 the mortality score of an adult who is admitted', () => {
  test('shows every part, the group, the published deaths and where they are from', async () => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const answer = await workOut(doctor, scores, 'four-c', fourC())
    expect(answer.status).toBe(303)
    const page = (await doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(page).toContain('8 of 21 points: Intermediate (4 to 8)')
    expect(page).toContain('190 of 1315 patients with this score died in hospital (14.4 %).')
    expect(page).toContain('United Kingdom, 2020, before vaccination.')
    expect(page).toContain('60 mg/dL')
    expect(page).toContain('42.042 to 84.084')
    expect(page).toContain('ISARIC 4C Mortality Score, BMJ 2020;370:m3339; Wardwell 1')
    const [row] = await db.clinicalScore.findMany({ where: { patientId: patient.id } })
    expect(row).toMatchObject({ kind: 'FOUR_C', status: 'OK', total: 8, grade: 'INTERMEDIATE' })
    expect(row?.admissionId).not.toBeNull()
    const list = (await doctor.get(scores).expect(200)).text
    expect(list).toContain('8 points: Intermediate (4 to 8)')
  })

  test('with something missing tells between which totals it lies, and no percentage', async () => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const answer = await workOut(
      doctor,
      scores,
      'four-c',
      fourC({ oxygen: 'ON_OXYGEN', spo2: '97', crp: '' }),
    )
    const page = (await doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(page).toContain('No total: something is missing')
    expect(page).toContain('It will lie between 4 and 8 points.')
    expect(page).toContain('<li>SpO2 on room air, measured before the oxygen was given</li>')
    expect(page).not.toContain('died in hospital (')
    const [row] = await db.clinicalScore.findMany({ where: { patientId: patient.id } })
    expect(row).toMatchObject({ status: 'INCOMPLETE', total: null, grade: null })
  })

  test.each<[string, Filled, string]>([
    ['spo2', { spo2: '101' }, 'SpO2 is a whole percentage from 50 to 100; 101 is not possible.'],
    ['gcs', { gcs: '16' }, 'Enter a whole number from 3 to 15.'],
    ['urea', { urea: 'high' }, 'A urea is a number; high is not one.'],
    ['urea', { urea: '700' }, 'A urea is a number from 0.6 to 600 mg/dL; 700 is not possible.'],
    ['ureaUnit', { ureaUnit: '' }, 'Say in which unit the urea is: mmol/L, mg/dL of urea or mg/dL of BUN.'],
    ['crpUnit', { crpUnit: '' }, 'Say whether the CRP is in mg/L or in mg/dL.'],
    ['crp', { crp: '180' }, 'A CRP is a number from 0 to 100 mg/dL; 180 is not possible.'],
    [
      'comorbidities',
      { comorbidities: ['DIABETES', 'NONE'] },
      'Tick what there is, or “None of these”, but not both.',
    ],
  ])('%s %j is refused beside its field, and what was typed is kept', async (field, changes, sentence) => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const answer = await workOut(doctor, scores, 'four-c', fourC(changes))
    expect(answer.status).toBe(422)
    const error = new RegExp(`id="field-${field}-error"><span[^>]*>Error:</span> ([^<]*)`).exec(answer.text)
    expect(error?.[1]).toBe(sentence)
    expect(answer.text).toMatch(/name="respiratoryRate"[^>]*value="25"/)
    expect(await db.clinicalScore.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('is not offered for those who are not admitted, nor for children', async () => {
    const { doctor, scores } = await doctorAndPatient({ admitted: false })
    const list = (await doctor.get(scores).expect(200)).text
    expect(list).not.toContain(`${scores}/four-c/new`)
    expect(list).toContain(`${scores}/severity/new`)
    await doctor.get(`${scores}/four-c/new`).expect(404)
    const page = await doctor.get(`${scores}/severity/new`).expect(200)
    const answer = await doctor.post(`${scores}/four-c`, { ...fourC(), ...hidden(page.text) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This score is only for adults who are admitted.')
    const child = await doctorAndPatient()
    await db.patient.update({
      where: { id: child.patient.id },
      data: { dateOfBirth: new Date('2015-01-01') },
    })
    await child.doctor.get(`${child.scores}/four-c/new`).expect(404)
  })

  test('begins with what the record knows, and says from where', async () => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const takenAt = new Date(Date.now() - 3_600_000)
    await db.observation.create({
      data: {
        ...{
          patientId: patient.id,
          takenAt,
          recordedAt: takenAt,
          recordedById: doctor.accountId,
          source: 'STAFF',
        },
        ...{ spo2: 91, oxygen: 'ROOM_AIR', respiratoryRate: 27, consciousness: 'A' },
      },
    })
    const page = (await doctor.get(`${scores}/four-c/new`).expect(200)).text
    expect(page).toContain('Filled in from the record: check each value')
    expect(page).toContain('From the round of')
    expect(page).toMatch(/name="respiratoryRate"[^>]*value="27"/)
    expect(page).toMatch(/value="ROOM_AIR" checked/)
    expect(page).toMatch(/value="MALE" checked/)
    expect(page).not.toMatch(/value="mg\/L" selected/)
  })
})

describe('C-02 WHO severity and the progression scale', () => {
  test('92 % on air is non-severe for WHO, with the caution beside it', async () => {
    const { doctor, scores } = await doctorAndPatient({ admitted: false })
    const answer = await workOut(doctor, scores, 'severity', severity())
    const page = (await doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(page).toContain('Non-severe')
    expect(page).toContain('SpO2 92 % is within 2 points of a cut-off')
    expect(page).toContain('WHO severity, living guideline of November 2021; Wardwell 1')
  })

  test('on oxygen nobody is non-severe, and what is missing is said', async () => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const answer = await workOut(
      doctor,
      scores,
      'severity',
      severity({ oxygen: 'ON_OXYGEN', support: 'LOW_FLOW' }),
    )
    const page = (await doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(page).toContain('No class: something is missing')
    expect(page).not.toContain('>Non-severe<')
    const [row] = await db.clinicalScore.findMany({ where: { patientId: patient.id } })
    expect(row).toMatchObject({ status: 'INCOMPLETE', grade: null })
  })

  test('the step of the scale is told in words, and kept', async () => {
    const { doctor, patient, scores } = await doctorAndPatient()
    const answer = await workOut(doctor, scores, 'progression', progression())
    const page = (await doctor.get(answer.headers.location ?? '').expect(200)).text
    expect(page).toContain('Step 5 of 10')
    expect(page).toContain('In hospital, oxygen by mask or nasal prongs')
    const [row] = await db.clinicalScore.findMany({ where: { patientId: patient.id } })
    expect(row).toMatchObject({ kind: 'WHO_PROGRESSION', total: 5 })
  })

  test('a ratio with the FiO2 in per cent is refused', async () => {
    const { doctor, scores } = await doctorAndPatient()
    const answer = await workOut(
      doctor,
      scores,
      'progression',
      progression({ support: 'INVASIVE', pfRatio: '1.5' }),
    )
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('P/F is a number from 20 to 700 mmHg; 1.5 is not possible.')
  })
})

test('G-C2 sent twice a score is kept once, and it is never changed', async () => {
  const { doctor, patient, scores } = await doctorAndPatient()
  const page = await doctor.get(`${scores}/progression/new`).expect(200)
  const form = { ...progression(), ...hidden(page.text) }
  await Promise.all([doctor.post(`${scores}/progression`, form), doctor.post(`${scores}/progression`, form)])
  const where = { patientId: patient.id }
  expect(await db.clinicalScore.count({ where })).toBe(1)
  await expect(db.clinicalScore.updateMany({ where, data: { total: 4 } })).rejects.toThrow()
  await expect(db.clinicalScore.deleteMany({ where })).rejects.toThrow()
  expect(await db.auditEvent.count({ where: { ...where, action: 'score.record' } })).toBe(1)
})

test('G-Z2 scores of others are not found; the administration reads, and the reception does not', async () => {
  const { doctor, patient, scores } = await doctorAndPatient()
  const answer = await workOut(doctor, scores, 'progression', progression())
  const address = answer.headers.location ?? ''
  const other = await doctorAndPatient()
  await other.doctor.get(scores).expect(404)
  await other.doctor.get(address).expect(404)
  await other.doctor.get(address.replace(patient.id, other.patient.id)).expect(404)
  await doctor.get(`${scores}/apache/new`).expect(404)
  const admin = await logInAs(app, 'ADMIN')
  const read = (await admin.get(address.replace('/doctor/', '/admin/')).expect(200)).text
  expect(read).toContain('Step 5 of 10')
  const list = (await admin.get(scores.replace('/doctor/', '/admin/')).expect(200)).text
  expect(list).not.toContain('Work out a score')
  const receptionist = await logInAs(app, 'RECEPTIONIST')
  await receptionist.get(scores.replace('/doctor/', '/reception/')).expect(404)
  expect((await visitor(app).get(scores)).status).toBe(303)
})
