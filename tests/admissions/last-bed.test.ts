import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPatient, createPerson, password } from '../support/people.js'
import { admission, createWard, moderate, summaryOf, triagePatient } from './hospital.js'

/** Two processes of one hospital, as behind a load balancer. */
const database = useDatabase()
const processes = hospitalProcesses(database, {}, {})

const PATIENTS = 50
const DESKS = 5

function post(url: string, form: Record<string, string | string[]>, cookie = '') {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
    body,
  })
}

async function logInAsDesk(): Promise<string> {
  const person = await createPerson('RECEPTIONIST')
  const answer = await post(`${processes[0].url}/login`, { identifier: person.email, password })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('G-C1 G-K16 50 patients are admitted into the last bed that fits by two processes at once: one stay and 49 sentences', {
  timeout: 90_000,
}, async () => {
  const doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
  const desks: string[] = []
  while (desks.length < DESKS) desks.push(await logInAsDesk())
  const [last, dry] = [await createWard({ beds: 1 }), await createWard({ beds: 60, oxygen: false })]
  const bedId = last.beds[0]?.id ?? ''
  const recorder = await createPerson('RECEPTIONIST')
  const patients = await Promise.all(Array.from({ length: PATIENTS }, () => createPatient()))
  for (const { id } of patients) await triagePatient(id, recorder.accountId, moderate)

  const answers = await Promise.all(
    patients.map(async ({ id }, index) => {
      const { url } = processes[index % 2] ?? processes[0]
      const answer = await post(
        `${url}/reception/patients/${id}/admissions`,
        admission(bedId, [doctorId]),
        desks[index % DESKS],
      )
      return { id, status: answer.status, text: await answer.text() }
    }),
  )
  const admitted = answers.filter(({ status }) => status === 303)
  const refused = answers.filter(({ status }) => status === 422)
  expect([admitted.length, refused.length]).toEqual([1, PATIENTS - 1])
  for (const { text } of refused) {
    expect(summaryOf(text)).toContain(
      'Bed 12 was just taken by another admission; choose another. No other bed that fits is free now.',
    )
    expect(text).toContain('Tires when speaking, needs oxygen.')
    expect(text).toContain(dry.name)
  }
  const stays = await db.bedStay.findMany({
    where: { bedId },
    select: { admission: { select: { patientId: true } } },
  })
  expect(stays).toEqual([{ admission: { patientId: admitted[0]?.id } }])
  expect(await db.admission.count({ where: { patientId: { in: patients.map(({ id }) => id) } } })).toBe(1)
  const requests = await db.admissionRequest.groupBy({
    by: ['status'],
    _count: true,
    orderBy: { status: 'asc' },
  })
  expect(requests).toEqual([
    { status: 'WAITING', _count: PATIENTS - 1 },
    { status: 'ADMITTED', _count: 1 },
  ])
})

test('G-C1 G-K16 the bed is held for 49 patients who wait by two processes at once: one hold and 48 sentences', {
  timeout: 90_000,
}, async () => {
  const desks: string[] = []
  while (desks.length < DESKS) desks.push(await logInAsDesk())
  await db.ward.updateMany({ data: { closedAt: new Date() } })
  const bedId = (await createWard({ beds: 1 })).beds[0]?.id ?? ''
  const waiting = await db.admissionRequest.findMany({ where: { status: 'WAITING' }, select: { id: true } })
  const answers = await Promise.all(
    waiting.map(async ({ id }, index) => {
      const { url } = processes[index % 2] ?? processes[0]
      const form = { idempotency_key: randomUUID(), bedId }
      const answer = await post(`${url}/reception/bed-requests/${id}/hold`, form, desks[index % DESKS])
      return { id, status: answer.status, text: await answer.text() }
    }),
  )
  const held = answers.filter(({ status }) => status === 303)
  expect([held.length, answers.filter(({ status }) => status === 422).length]).toEqual([1, PATIENTS - 2])
  for (const { text } of answers.filter(({ status }) => status === 422))
    expect(summaryOf(text)).toMatch(/Bed 12 is held for Ravi Deshmukh until \d+:\d\d [ap]m; choose another\./)
  expect(await db.bedStay.findMany({ where: { bedId }, select: { kind: true, requestId: true } })).toEqual([
    { kind: 'HELD', requestId: held[0]?.id },
  ])
})
