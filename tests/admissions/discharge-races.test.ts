import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { admission, admitSomebody, bill, createWard } from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
/** Twenty people at four desks: a session does not stand in its own way. */
const desks: Browser[] = []
let doctorId: string
beforeAll(async () => {
  app = openApp()
  while (desks.length < 4) desks.push(await logInAs(app, 'RECEPTIONIST'))
  while (desks.length < 20) desks.push(...desks.slice(0, 4))
  doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
})

test('R-07 G-C6 20 discharges of one patient at once: one invoice, 19 sentences', async () => {
  const [desk] = desks
  if (!desk) throw new Error('no desk')
  const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId])
  const answers = await Promise.all(
    desks.map((each) => each.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['800']))),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status === 422)
  expect(refused).toHaveLength(19)
  for (const { text } of refused) expect(text).toContain('is not admitted: this stay has ended already.')
  expect(await db.invoice.count({ where: { admissionId: stay.id } })).toBe(1)
})

test('G-C3 20 copies of the same discharge form: one invoice, and all answers lead to it', async () => {
  const [desk] = desks
  if (!desk) throw new Error('no desk')
  const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId])
  const form = bill([doctorId], ['800'])
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => desk.post(`/reception/admissions/${stay.id}/discharge`, form)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  const invoice = await db.invoice.findFirstOrThrow({ where: { admissionId: stay.id }, select: { id: true } })
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(
    new Set([`/reception/invoices/${invoice.id}`]),
  )
})

test('G-C4 20 discharges at once number their invoices one after the other, and a refused one leaves no hole', async () => {
  const ward = await createWard({ beds: 20 })
  const stays: { id: string }[] = []
  for (const [index, bed] of ward.beds.entries()) {
    const desk = desks[index]
    if (desk) stays.push(await admitSomebody(desk, bed.id, [doctorId]))
  }
  const before = await db.invoice.count()
  const discharged = desks.map((desk, index) =>
    desk.post(`/reception/admissions/${stays[index]?.id}/discharge`, bill([doctorId], ['800'])),
  )
  const mistaken = desks
    .slice(0, 5)
    .map((desk, index) => desk.post(`/reception/admissions/${stays[index]?.id}/discharge`, bill([], [])))
  for (const { status } of await Promise.all(discharged)) expect(status).toBe(303)
  for (const { status } of await Promise.all(mistaken)) expect(status).toBe(422)
  const issued = await db.invoice.findMany({ orderBy: { number: 'asc' }, select: { number: true } })
  expect(issued).toHaveLength(before + 20)
  const counted = issued.map(({ number }) => Number(number.split('-').at(-1)))
  expect(counted).toEqual(issued.map((_, index) => index + 1))
  const [counter] = await db.invoiceCounter.findMany()
  expect(counter?.last).toBe(issued.length)
})

test('G-C1 a bed is not given away while its patient is being discharged', async () => {
  const [desk, other] = desks
  if (!desk || !other) throw new Error('no desk')
  for (let round = 0; round < 5; round++) {
    const ward = await createWard()
    const bedId = ward.beds[0]?.id ?? ''
    const stay = await admitSomebody(desk, bedId, [doctorId])
    const next = await createPatient()
    const [discharged, admitted] = await Promise.all([
      desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])),
      other.post(`/reception/patients/${next.id}/admissions`, admission(bedId, [doctorId])),
    ])
    expect(discharged.status).toBe(303)
    expect(admitted.status).toBe(422)
    expect(admitted.text).toMatch(
      /Bed 12 (was just taken by another admission|is being cleaned); choose another\./,
    )
  }
})

test('R-02 a doctor put in charge while the patient is discharged is told to the discharge, or is not in charge of the stay', async () => {
  const [desk, other] = desks
  if (!desk || !other) throw new Error('no desk')
  const second = (await createPerson('DOCTOR')).doctorId ?? ''
  const seen = new Set<number>()
  for (let round = 0; round < 16; round++) {
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId])
    const [discharged, assigned] = await Promise.all([
      desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['0'])),
      pause(round).then(() =>
        other.post(`/reception/patients/${stay.patientId}/doctors`, {
          idempotency_key: randomUUID(),
          doctorId: second,
          reason: 'Knows the patient from before.',
        }),
      ),
    ])
    seen.add(discharged.status)
    expect(assigned.status).toBe(303)
    const left = await db.careAssignment.findMany({
      where: { patientId: stay.patientId, endedAt: null },
      select: { admissionId: true },
    })
    if (discharged.status === 303) expect(left).toEqual([{ admissionId: null }])
    else {
      expect(discharged.text).toContain('The doctors in charge have changed meanwhile.')
      expect(left).toEqual([{ admissionId: stay.id }, { admissionId: stay.id }])
    }
  }
  expect([...seen]).toContain(303)
})
