import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs } from '../support/people.js'
import { admission, admitSomebody, createWard, summaryOf } from './hospital.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let desks: Browser[]
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desks = await severalDesks(20)
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

test('G-C1 20 receptionists admit 20 patients into one free bed: one stay, 19 sentences, no server error', async () => {
  const ward = await createWard({ beds: 3 })
  const bed = ward.beds[0]
  const patients = await Promise.all(desks.map(() => createPatient()))
  const answers = await Promise.all(
    desks.map((desk, index) =>
      desk.post(
        `/reception/patients/${patients[index]?.id}/admissions`,
        admission(bed?.id ?? '', [doctorId]),
      ),
    ),
  )
  expect(tally(answers)).toEqual({ 303: 1, 422: 19 })
  for (const { text } of answers.filter(({ status }) => status === 422)) {
    expect(summaryOf(text)).toContain('Bed 12 was just taken by another admission; choose another.')
    expect(text).toContain('Tires when speaking, needs oxygen.')
    expect(text).toContain(`value="${doctorId}" checked`)
    expect(text).not.toContain(`value="${bed?.id}"`)
    expect(text).toContain(`value="${ward.beds[1]?.id}"`)
  }
  const stays = await db.bedStay.findMany({ where: { bedId: bed?.id ?? '' }, select: { admission: true } })
  expect(stays).toHaveLength(1)
  const patientIds = patients.map(({ id }) => id)
  expect(await db.admission.count({ where: { patientId: { in: patientIds } } })).toBe(1)
  expect(await db.careAssignment.count({ where: { patientId: { in: patientIds } } })).toBe(1)
  const page = await desks[0]?.get(`/reception/wards`)
  expect(page?.text).toContain('1 of 3')
})

test('G-C3 E-67 20 copies of the same admission form: one admission, and all answers lead to it', async () => {
  const ward = await createWard({ beds: 2 })
  const patient = await createPatient()
  const person = await createPerson('RECEPTIONIST')
  const desk = await logIn(app, person)
  const form = admission(ward.beds[0]?.id ?? '', [doctorId])
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => desk.post(`/reception/patients/${patient.id}/admissions`, form)),
  )
  expect(tally(answers)).toEqual({ 303: 20 })
  const stay = await db.admission.findFirstOrThrow({ where: { patientId: patient.id }, select: { id: true } })
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(
    new Set([`/reception/admissions/${stay.id}`]),
  )
  expect(await db.bedStay.count({ where: { admissionId: stay.id } })).toBe(1)
  const other = { ...form, bedId: ward.beds[1]?.id ?? '' }
  const changed = await desk.post(`/reception/patients/${patient.id}/admissions`, other).expect(409)
  expect(changed.text).toContain('This form was already sent, with other content.')
  const stranger = await createPatient()
  await desk.post(`/reception/patients/${stranger.id}/admissions`, form).expect(409)
  expect(await db.admission.count({ where: { patientId: stranger.id } })).toBe(0)
})

test('R-07 two desks admit one patient into two beds at the same instant: one stay, and the other reads where', async () => {
  for (let round = 0; round < 5; round++) {
    const ward = await createWard({ beds: 2 })
    const patient = await createPatient({ name: 'Kavita Rane' })
    const answers = await Promise.all(
      ward.beds.map((bed, index) =>
        desks[index]?.post(`/reception/patients/${patient.id}/admissions`, admission(bed.id, [doctorId])),
      ),
    )
    expect(tally(answers)).toEqual({ 303: 1, 422: 1 })
    const refused = answers.find((answer) => answer?.status === 422)
    expect(summaryOf(refused?.text ?? '')).toMatch(
      new RegExp(`Kavita Rane is already admitted, in ${ward.name}, bed 1[23]\\.`),
    )
    expect(await db.admission.count({ where: { patientId: patient.id } })).toBe(1)
    expect(await db.bedStay.count({ where: { bed: { wardId: ward.id } } })).toBe(1)
  }
})

test('G-C1 the database itself refuses a second stay in a bed, whoever writes it', async () => {
  const ward = await createWard()
  const desk = await logInAs(app, 'RECEPTIONIST')
  await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  const patient = await createPatient()
  const insert = `WITH a AS (INSERT INTO admission (id, patient_id, reason, admitted_at, admitted_by_id)
    VALUES (gen_random_uuid(), $1, 'by hand', now(), $2) RETURNING id)
    INSERT INTO bed_stay (id, admission_id, bed_id, started_at)
    SELECT gen_random_uuid(), a.id, $3, now() FROM a`
  await expect(
    asOwner(database, (owner) => owner.query(insert, [patient.id, desk.accountId, ward.beds[0]?.id])),
  ).rejects.toThrow('bed_stay_no_overlap')
})

test('G-C8 an admission without a bed, and a bed without an admission, cannot be committed', async () => {
  const ward = await createWard()
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  const bedless = `INSERT INTO admission (id, patient_id, reason, admitted_at, admitted_by_id)
    VALUES (gen_random_uuid(), $1, 'by hand', now(), $2)`
  await expect(
    asOwner(database, (owner) => owner.query(bedless, [patient.id, desk.accountId])),
  ).rejects.toThrow('an open admission has one open bed stay')
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId])
  const vacate = 'UPDATE bed_stay SET ended_at = now() WHERE admission_id = $1'
  await expect(asOwner(database, (owner) => owner.query(vacate, [stay.id]))).rejects.toThrow(
    'an open admission has one open bed stay',
  )
  const end = `UPDATE admission SET status = 'DISCHARGED', discharged_at = now(), discharged_by_id = $2 WHERE id = $1`
  await expect(asOwner(database, (owner) => owner.query(end, [stay.id, desk.accountId]))).rejects.toThrow(
    'an open admission has one open bed stay',
  )
})

test('G-C8 when a step of an admission fails, nothing of it is left', async () => {
  const ward = await createWard()
  const desk = await logInAs(app, 'RECEPTIONIST')
  const patient = await createPatient()
  const stranger = '0198c5a0-0000-7000-8000-000000000000'
  const form = admission(ward.beds[0]?.id ?? '', [doctorId, stranger])
  await desk.post(`/reception/patients/${patient.id}/admissions`, form).expect(422)
  expect(await db.admission.count({ where: { patientId: patient.id } })).toBe(0)
  expect(await db.bedStay.count({ where: { bedId: ward.beds[0]?.id ?? '' } })).toBe(0)
  expect(await db.submission.count({ where: { key: form.idempotency_key } })).toBe(0)
  await desk
    .post(`/reception/patients/${patient.id}/admissions`, { ...form, doctorIds: [doctorId] })
    .expect(303)
})

/** So many receptionists, logged in one after the other: passwords are checked four at a time. */
async function severalDesks(count: number): Promise<Browser[]> {
  const opened: Browser[] = []
  while (opened.length < count) opened.push(await logInAs(app, 'RECEPTIONIST'))
  return opened
}

function tally(answers: ({ status: number } | undefined)[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const answer of answers) counts[answer?.status ?? 0] = (counts[answer?.status ?? 0] ?? 0) + 1
  return counts
}
