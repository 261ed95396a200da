import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn } from '../../src/shared/calendar.js'
import { advance, type Cashier, cash, idOf, money, openCounter, taken } from '../payments/billed.js'
import { hidden, openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let admin: Cashier
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const cashierWith = async (float = '1000') => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await openCounter(desk, float)
  return desk
}

const close = (desk: Cashier, counted: Record<string, string>) =>
  desk.post('/reception/counter/closing', { idempotency_key: randomUUID(), other: '', note: '', ...counted })

const counterOf = (desk: Cashier) =>
  db.cashSession.findFirstOrThrow({ where: { cashierId: desk.accountId }, orderBy: { openedAt: 'desc' } })

test('E-35 a cashier opens with a float, takes money, counts by notes and coins, and closes: the count and what should be there agree', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk.get('/reception/counter').expect(200)
  await desk.post('/reception/counter/opening', { ...hidden(page.text), float: '500.00' }).expect(303)
  const patient = await createPatient()
  await taken(advance(desk, patient.id, cash('250.50')))
  await taken(advance(desk, patient.id, money('4000')))
  const wrong = await taken(advance(desk, patient.id, cash('99')))
  await desk
    .post(`/reception/payments/${wrong.id}/cancellation`, { idempotency_key: randomUUID(), reason: 'Twice' })
    .expect(303)
  const open = await desk.get('/reception/counter').expect(200)
  for (const words of ['₹750.50', '₹4,000.00', 'with a float of ₹500.00']) expect(open.text).toContain(words)
  const counting = await desk.get('/reception/counter/closing/new').expect(200)
  expect(counting.text).toContain('>₹500<')
  const counted = { count50000: '1', count20000: '1', count5000: '1', count50: '1' }
  const closed = await close(desk, { ...hidden(counting.text), ...counted }).expect(303)
  const { id } = await counterOf(desk)
  expect(await counterOf(desk)).toMatchObject({
    ...{ expectedMinor: 75_050n, countedMinor: 75_050n, note: null },
    counts: { 50000: 1, 20000: 1, 5000: 1, 50: 1 },
  })
  const session = await desk.get(String(closed.headers.location)).expect(200)
  for (const words of ['₹750.50', 'None', wrong.number, 'Cancelled']) expect(session.text).toContain(words)
  expect((await desk.get('/reception/counter').expect(200)).text).toContain(
    `/reception/counter/sessions/${id}`,
  )
  const refused = await advance(desk, patient.id, cash('10')).expect(422)
  expect(refused.text).toContain('Open your counter first')
})

test('a count that differs needs a word why; until then nothing is closed and everything typed stays', async () => {
  const desk = await cashierWith('1000')
  const less = await close(desk, { count50000: '1', other: '0.25' }).expect(422)
  expect(less.text).toContain(
    'That is ₹499.75 less than the ₹1,000.00 that should be there. Count again, or say why.',
  )
  expect(less.text).toContain('value="0.25"')
  const more = await close(desk, { count50000: '3' }).expect(422)
  expect(more.text).toContain('That is ₹500.00 more than the ₹1,000.00')
  expect((await counterOf(desk)).closedAt).toBeNull()
  await close(desk, { count50000: '3', note: 'A note was found behind the drawer' }).expect(303)
  const row = await counterOf(desk)
  expect(row).toMatchObject({ expectedMinor: 100_000n, countedMinor: 150_000n })
  const seen = await admin.get(`/admin/counter/sessions/${row.id}`).expect(200)
  for (const words of ['₹500.00 too much', 'A note was found behind the drawer'])
    expect(seen.text).toContain(words)
  expect((await close(desk, {}).expect(422)).text).toContain('Your counter is not open.')
})

describe('a counter that was forgotten', () => {
  const closeOf = (who: Cashier, id: string, counted: Record<string, string>) =>
    who.post(`/admin/counter/sessions/${id}/closing`, {
      ...{ idempotency_key: randomUUID(), other: '', note: '', reason: 'Went home', ...counted },
    })

  test('an admin counts and closes it, says why, and the cashier is told; cash-up and counter say who', async () => {
    const desk = await cashierWith('1000')
    const { id } = await counterOf(desk)
    const seen = await admin.get(`/admin/counter/sessions/${id}`).expect(200)
    expect(seen.text).toContain(`/admin/counter/sessions/${id}/closing/new`)
    const page = await admin.get(`/admin/counter/sessions/${id}/closing/new`).expect(200)
    expect(page.text).toContain(`Close the counter of ${desk.name}`)
    const silent = await closeOf(admin, id, { count50000: '2', reason: ' ' }).expect(422)
    expect(silent.text).toContain('Say why you close it: the cashier reads it.')
    expect(silent.text).toMatch(/name="count50000"[^>]*value="2"/)
    const less = await closeOf(admin, id, { count50000: '1' }).expect(422)
    expect(less.text).toContain('That is ₹500.00 less than the ₹1,000.00')
    expect((await counterOf(desk)).closedAt).toBeNull()
    await closeOf(admin, id, { ...hidden(page.text), count50000: '1', note: 'A note is missing' }).expect(303)
    expect(await counterOf(desk)).toMatchObject({
      ...{ countedMinor: 50_000n, expectedMinor: 100_000n, note: 'A note is missing' },
      ...{ closedById: admin.accountId, closingReason: 'Went home' },
    })
    const told = await db.message.findMany({ where: { accountId: desk.accountId, channel: 'IN_APP' } })
    expect(told).toMatchObject([
      {
        subject: `${admin.name} counted and closed your counter: Went home`,
        link: expect.stringContaining(id),
      },
    ])
    const own = await desk.get(`/reception/counter/sessions/${id}`).expect(200)
    for (const words of [`by ${admin.name}: Went home`, '₹500.00 missing']) expect(own.text).toContain(words)
    expect((await desk.get('/reception/counter')).text).toContain(`by ${admin.name}`)
    const cashUp = await desk.get('/reception/counter/cash-up').expect(200)
    expect(cashUp.text).toContain(`Closed in their place by ${admin.name}`)
    const audited = await db.auditEvent.findFirstOrThrow({
      where: { action: 'counter.close', subjectId: id },
    })
    expect(audited).toMatchObject({ actorId: admin.accountId, details: { reason: 'Went home' } })
    expect((await closeOf(admin, id, {}).expect(422)).text).toContain('This counter was closed already.')
    expect((await close(desk, {}).expect(422)).text).toContain('Your counter is not open.')
    await openCounter(desk, '10')
  })

  test('G-C6 cashier and admin close it at once: one of them does', async () => {
    for (let round = 0; round < 3; round += 1) {
      const desk = await cashierWith('0')
      const { id } = await counterOf(desk)
      const answers = await Promise.all([
        ...Array.from({ length: 3 }, () => close(desk, {})),
        ...Array.from({ length: 3 }, () => closeOf(admin, id, {})),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(5).fill(422)])
      const deeds = { action: { in: ['counter.close', 'counter.own'] }, subjectId: id }
      const closings = (await db.auditEvent.findMany({ where: deeds })).filter(({ details }) =>
        JSON.stringify(details).includes('"close"'),
      )
      expect(closings).toHaveLength(1)
      const { closedById } = await counterOf(desk)
      expect(closedById).toBe(closings[0]?.actorId === admin.accountId ? admin.accountId : null)
    }
  })

  test('no cashier closes another’s, and an admin closes their own where everybody does', async () => {
    const [one, two] = [await cashierWith(), await cashierWith()]
    const { id } = await counterOf(one)
    await two.get(`/reception/counter/sessions/${id}/closing/new`).expect(403)
    await two
      .post(`/reception/counter/sessions/${id}/closing`, { idempotency_key: randomUUID(), reason: 'x' })
      .expect(403)
    const other = await logInAs(app, 'ADMIN')
    await other.post('/admin/counter/opening', { idempotency_key: randomUUID(), float: '0' }).expect(303)
    const own = await counterOf(other)
    expect((await closeOf(other, own.id, {}).expect(422)).text).toContain('This is your own counter.')
    await admin.get(`/admin/counter/sessions/${randomUUID()}/closing/new`).expect(404)
  })

  test('the database keeps it: whoever closes another’s says why', async () => {
    const desk = await cashierWith('0')
    const { id } = await counterOf(desk)
    const silent = db.cashSession.update({
      where: { id },
      data: {
        ...{ closedAt: new Date(), counts: {}, countedMinor: 0n, expectedMinor: 0n },
        closedById: admin.accountId,
      },
    })
    await expect(silent).rejects.toThrow(/cash_session_closed_for_cashier/)
  })
})

test.each([
  [{ count50000: '-1' }, 'Enter a whole number from 0 to 9999.'],
  [{ count50000: '1.5' }, 'Enter a whole number from 0 to 9999.'],
  [{ other: '0.005' }, 'Enter an amount like 1250 or 1,250.50.'],
])('a count of %o is refused beside its field', async (counted, sentence) => {
  const desk = await cashierWith('0')
  expect((await close(desk, counted).expect(422)).text).toContain(sentence)
  expect((await counterOf(desk)).closedAt).toBeNull()
})

test('G-C3 one counter is open at a time: 20 openings at once make one', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      desk.post('/reception/counter/opening', { idempotency_key: randomUUID(), float: '10' }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 422)])
  expect(answers.find(({ status }) => status === 422)?.text).toContain('Your counter is open already.')
  expect(await db.cashSession.count({ where: { cashierId: desk.accountId } })).toBe(1)
})

test('G-C6 cash is taken while the counter is being closed: it is in the count that should be there, or it is refused', async () => {
  const desk = await cashierWith('0')
  const { id } = await createPatient()
  const answers = await Promise.all([
    ...Array.from({ length: 6 }, () => advance(desk, id, cash('10'))),
    close(desk, { count1000: '1', note: 'Closed in a hurry' }),
    ...Array.from({ length: 6 }, () => advance(desk, id, cash('10'))),
  ])
  const taken = answers.filter(({ headers }) => String(headers.location).includes('/payments/'))
  const counter = await counterOf(desk)
  expect(counter.closedAt).not.toBeNull()
  expect(counter.expectedMinor).toBe(BigInt(taken.length) * 1_000n)
  expect(await db.payment.count({ where: { sessionId: counter.id } })).toBe(taken.length)
})

test('the database keeps it: a closed counter stays as it was counted, and nobody takes cash at another’s', async () => {
  const desk = await cashierWith('0')
  await close(desk, {}).expect(303)
  const { id } = await counterOf(desk)
  for (const statement of [
    `UPDATE cash_session SET counted_minor = 1 WHERE id = '${id}'`,
    `DELETE FROM cash_session WHERE id = '${id}'`,
  ])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow()
})

test('E-35 the daily cash-up says for each cashier what came in and went out by method, on the page and as a file', async () => {
  const desk = await cashierWith('50')
  const { id } = await createPatient()
  await taken(advance(desk, id, cash('120')))
  await taken(advance(desk, id, money('30.25')))
  await db.account.update({ where: { id: desk.accountId }, data: { name: '=HYPERLINK("x")' } })
  const day = dayIn(new Date(), config.zone)
  const own = await desk.get('/reception/counter/cash-up').expect(200)
  for (const words of ['₹120.00', '₹30.25', '₹150.25']) expect(own.text).toContain(words)
  expect(own.text).not.toContain('All cashiers')
  const all = await admin.get(`/admin/counter/cash-up?day=${day}`).expect(200)
  expect(all.text).toContain('All cashiers')
  const file = await admin.get(`/admin/counter/cash-up/csv?day=${day}`).expect(200)
  expect(file.headers['content-disposition']).toContain(`cash-up-${day}.csv`)
  expect(file.text).toContain(`${day},"'=HYPERLINK(""x"")",Cash,120.00,0.00,120.00`)
  const wrong = await desk.get('/reception/counter/cash-up?day=2026-02-31').expect(422)
  expect(wrong.text).toContain('Enter a real date like 2026-11-21.')
  expect((await desk.get('/reception/counter/cash-up?day=2020-01-01').expect(200)).text).toContain(
    'Nothing came in on this day',
  )
})

test('G-Z1 an admin finds every counter, a cashier their own, and nobody else any', async () => {
  const [one, two] = [await cashierWith(), await cashierWith()]
  const { id } = await counterOf(one)
  await one.get(`/reception/counter/sessions/${id}`).expect(200)
  await two.get(`/reception/counter/sessions/${id}`).expect(404)
  expect((await two.get('/reception/counter/sessions').expect(200)).text).not.toContain(id)
  expect((await admin.get('/admin/counter/sessions').expect(200)).text).toContain(id)
  for (const role of ['DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get('/reception/counter').expect(403)
})

test('G-D5 a long counter goes on in pages', async () => {
  const desk = await cashierWith()
  const { id: patientId } = await createPatient()
  const first = await taken(advance(desk, patientId, cash('1')))
  const { id, allocations: _, ...row } = first
  await db.payment.createMany({
    data: Array.from({ length: 54 }, (_none, at) => ({
      ...row,
      number: `OLD-${at}-${id.slice(-6)}`,
      receivedAt: new Date(first.receivedAt.getTime() - at),
    })),
  })
  const links = (html: string) =>
    new Set([...html.matchAll(/\/reception\/payments\/([0-9a-f-]{36})/g)].map(([, at]) => at))
  const page = await desk.get(`/reception/counter/sessions/${String(first.sessionId)}`).expect(200)
  expect(links(page.text).size).toBe(50)
  const older = /href="([^"]+)" rel="next"/.exec(page.text)?.[1] ?? ''
  const second = await desk.get(older.replaceAll('&amp;', '&')).expect(200)
  expect(links(second.text).size).toBe(5)
  expect(idOf({ headers: { location: older.split('?')[0] ?? '' } })).toBe(first.sessionId)
})
