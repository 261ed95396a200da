import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { dayFromColumn, formatDay } from '../../src/shared/calendar.js'
import { admitSomebody, bill, createWard } from '../admissions/hospital.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { charged, ticking } from './charged.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** What this person was told of invoices, by which way. */
const toldOf = ({ accountId }: TestPerson) =>
  db.message.findMany({
    where: { accountId, kind: { in: ['invoice', 'invoice-ready'] } },
    orderBy: [{ createdAt: 'asc' }, { channel: 'asc' }],
    select: { kind: true, channel: true, subject: true, link: true },
  })

test('E-12 G-C3 the form of an invoice twenty times and once more tells the patient once, by notice and by mail', async () => {
  const person = await createPerson('PATIENT')
  const form = ticking([await charged(person.patientId ?? '', 125_050n)])
  const post = () => desk.post(`/reception/patients/${person.patientId}/invoices`, form)
  const answers = await Promise.all(Array.from({ length: 20 }, post))
  expect(new Set([...answers, await post()].map(({ status }) => status))).toEqual(new Set([303]))

  const invoice = await db.invoice.findFirstOrThrow({ where: { patientId: person.patientId ?? '' } })
  const dueOn = formatDay(dayFromColumn(invoice.dueOn ?? new Date(NaN)), 'en-IN')
  const told = await toldOf(person)
  expect(told.map(({ kind, channel }) => [kind, channel]).sort()).toEqual([
    ['invoice', 'IN_APP'],
    ['invoice-ready', 'MAIL'],
  ])
  const notice = told.find(({ channel }) => channel === 'IN_APP')
  expect(notice?.subject).toBe(`Your invoice of ₹1,250.50 is ready. It is to be paid by ${dueOn}.`)
  const own = await logIn(app, person)
  expect((await own.get('/patient/notices').expect(200)).text).toContain('Your invoice of ₹1,250.50')
  expect((await own.get(notice?.link ?? '').expect(200)).text).toContain(invoice.number)
})

test('E-12 a draft tells nothing before it is issued, and then once', async () => {
  const person = await createPerson('PATIENT')
  const form = ticking([await charged(person.patientId ?? '', 50_000n)])
  const draft = await desk.post(`/reception/patients/${person.patientId}/drafts`, form).expect(303)
  expect(await toldOf(person)).toEqual([])
  const page = await desk.get(String(draft.headers.location)).expect(200)
  const line = [...page.text.matchAll(/name="line" value="([^"]+)"/g)].map(([, id]) => id ?? '')
  const fields = { ...hidden(page.text), line, lineDiscount: [''], lineReason: [''] }
  await desk.post(`${draft.headers.location}/issue`, fields).expect(303)
  expect(await toldOf(person)).toHaveLength(2)
})

test('U-14 the invoice of a stay is told when the patient is discharged, not before, and not by a refused form', async () => {
  const person = await createPerson('PATIENT')
  const doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
  const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId], {
    id: person.patientId ?? '',
  })
  const discharge = (amount: string) =>
    desk.post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], [amount]))
  await discharge('-1').expect(422)
  expect(await toldOf(person)).toEqual([])
  await discharge('800').expect(303)
  await discharge('800').expect(422)
  expect((await toldOf(person)).map(({ channel }) => channel).sort()).toEqual(['IN_APP', 'MAIL'])
})

test('E-12 where nothing is to be paid the notice says so; who has no account that is open is told nothing', async () => {
  const person = await createPerson('PATIENT')
  const free = ticking([await charged(person.patientId ?? '', 0n)])
  await desk.post(`/reception/patients/${person.patientId}/invoices`, free).expect(303)
  expect((await toldOf(person)).map(({ subject }) => subject)).toContain(
    'Your invoice is ready. Nothing of it is to be paid.',
  )

  const before = await db.message.count()
  const walkIn = await createPatient()
  const closed = await createPerson('PATIENT')
  await db.account.update({ where: { id: closed.accountId }, data: { status: 'SUSPENDED' } })
  for (const id of [walkIn.id, closed.patientId ?? '']) {
    const form = ticking([await charged(id, 10_000n)])
    await desk.post(`/reception/patients/${id}/invoices`, form).expect(303)
  }
  expect(await db.message.count()).toBe(before)
})
