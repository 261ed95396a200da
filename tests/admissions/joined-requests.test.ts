import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { AlertKind } from '../../src/generated/prisma/enums.js'
import { hidden } from '../support/app.js'
import { setBed, stateOf } from '../support/beds.js'
import { createPatient, logInAs } from '../support/people.js'
import { app, askFor, asking, closeAllWards, desk, doctorId, hold, useAskedBeds } from './asked-beds.js'
import { admitSomebody, createWard, moderate, triagePatient } from './hospital.js'

useAskedBeds()

test('C-05 a triage and a person ask for one patient: one request, raised to the worse; whoever lies in a bed waits for none', async () => {
  const patient = await createPatient({ name: 'Nila Rao' })
  await triagePatient(patient.id, desk.accountId, moderate)
  const path = `/reception/patients/${patient.id}/bed-requests`
  const page = await desk.get(`${path}/new`).expect(200)
  expect(page.text).toContain('Waits for a bed')
  expect(page.text).toMatch(/value="WARD" checked/)
  const form = { ...asking({ priority: 'EMERGENCY', care: 'HDU_ICU' }), ...hidden(page.text) }
  await desk.post(path, form).expect(303)
  await desk.post(path, form).expect(303)
  const found = await db.admissionRequest.findMany({ where: { patientId: patient.id } })
  expect(found).toMatchObject([
    {
      source: 'STAFF',
      priority: 'EMERGENCY',
      levels: ['HDU', 'ICU'],
      isolation: true,
      oxygen: true,
      version: 2,
    },
  ])
  const bed = (await createWard({ level: 'HDU' })).beds[0]?.id ?? ''
  await admitSomebody(desk, bed, [doctorId], patient)
  const refused = await desk.post(path, asking()).expect(422)
  expect(refused.text).toContain('This patient is already admitted.')
  expect(refused.text).toContain('Her family cannot look after her.')
})

async function alertOf(patientId: string, kind: AlertKind = 'RED_FLAG') {
  const { id } = await db.alert.create({
    data: { patientId, kind, subjectId: randomUUID(), text: 'A red flag', raisedAt: new Date() },
    select: { id: true },
  })
  return id
}

test('C-04 one click on a red flag asks for a bed with the best that fits held for an hour, however often it is pressed', async () => {
  await closeAllWards()
  const hdu = await createWard({ level: 'HDU', beds: 2 })
  const patient = await createPatient({ name: 'Usha Menon' })
  const form = { idempotency_key: randomUUID(), alertId: await alertOf(patient.id) }
  const path = `/reception/patients/${patient.id}/bed-requests/hold`
  const answers = await Promise.all([1, 2, 3].map(() => desk.post(path, form)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  await desk.post(path, { ...form, idempotency_key: randomUUID() }).expect(303)
  const requests = await db.admissionRequest.findMany({
    where: { patientId: patient.id },
    include: { holds: true },
  })
  expect(requests).toMatchObject([{ source: 'RED_FLAG', priority: 'EMERGENCY', alertId: form.alertId }])
  const now = new Date()
  const held = requests[0]?.holds.filter(({ endedAt }) => endedAt && endedAt > now)
  expect(held).toMatchObject([{ bedId: hdu.beds[0]?.id, kind: 'HELD' }])
  const shown = await desk.get(String(answers[0]?.headers.location)).expect(200)
  expect(shown.text).toContain(`Held: ${hdu.name}, bed 12, until`)

  await setBed(hdu.beds[1]?.id ?? '', 'CLEANING')
  const other = await createPatient()
  const full = await desk
    .post(`/reception/patients/${other.id}/bed-requests/hold`, {
      ...{ idempotency_key: randomUUID(), alertId: await alertOf(other.id) },
    })
    .expect(303)
  expect((await desk.get(String(full.headers.location)).expect(200)).text).toContain(
    'No bed that fits is free now. The patient waits on the list.',
  )
  const foreign = { idempotency_key: randomUUID(), alertId: form.alertId }
  await desk.post(`/reception/patients/${other.id}/bed-requests/hold`, foreign).expect(404)
})

test('E-25 two records of one person become one: one request waits, the worse; whoever lies in a bed waits for none', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const merge = async (keptId: string, goneId: string) => {
    const { mergePatients } = await import('../../src/merging/merging.js')
    const actor = {
      id: admin.accountId,
      role: 'ADMIN' as const,
      name: admin.name,
      patientId: null,
      doctorId: null,
    }
    const form = { keptId, goneId, reason: 'Registered twice', idempotency_key: randomUUID() }
    await mergePatients(actor, form, new Date())
  }
  const ward = await createWard({ beds: 2 })
  const [kept, gone] = [
    await askFor('Lata Nair'),
    await askFor('Lata Nayar', { care: 'ICU', priority: 'EMERGENCY' }),
  ]
  await hold(gone.page, ward.beds[0]?.id ?? '')
  await merge(kept.id, gone.id)
  const found = await db.admissionRequest.findMany({
    where: { patientId: kept.id },
    orderBy: { requestedAt: 'asc' },
  })
  expect(found).toMatchObject([
    { id: kept.requestId, status: 'WAITING', priority: 'EMERGENCY', levels: ['ICU'] },
    { id: gone.requestId, status: 'WITHDRAWN' },
  ])
  expect(await stateOf(ward.beds[0]?.id ?? '')).toBe('FREE')
  const lying = await admitSomebody(desk, ward.beds[1]?.id ?? '', [doctorId])
  await merge(lying.patientId, kept.id)
  expect(await db.admissionRequest.count({ where: { patientId: lying.patientId, status: 'WAITING' } })).toBe(
    0,
  )
})
