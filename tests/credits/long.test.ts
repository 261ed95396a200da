import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { chosenLines, LINES_SHOWN } from '../../src/credits/choosing-rules.js'
import { db } from '../../src/db/client.js'
import { lineKinds } from '../../src/invoices/rules.js'
import { type Day, dayFromColumn } from '../../src/shared/calendar.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'
import { balanceOf, crediting, invoiced } from './billed.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

const LINES = 260
const addressOf = (invoiceId: string) => `/reception/invoices/${invoiceId}/credit-notes`

/** The bill of a long stay: oxygen and medicine by turns, ten lines a day. */
async function longStay() {
  const { id } = await createPatient()
  const lines = Array.from({ length: LINES }, (_, index) => ({
    ...{ description: `Line ${index + 1}`, minor: 10_000n, tax: 500 },
    ...{ kind: index % 2 === 0 ? ('OXYGEN' as const) : ('MEDICINE' as const) },
    on: `2026-10-${String(Math.floor(index / 10) + 1).padStart(2, '0')}`,
  }))
  return invoiced(id, lines)
}

/** The fields beside the lines that a page shows, by the places of the lines, with what stands in them. */
const fieldsIn = (html: string) =>
  new Map(
    [...html.matchAll(/name="amount-(\d+)" value="([^"]*)"/g)].map(([, at, typed]) => [Number(at), typed]),
  )
const buttonsIn = (html: string) => [...html.matchAll(/name="show" value="(\d+)"/g)].map(([, from]) => from)
const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

test('E-13 a cashier reaches every line of a long bill, and credits the first and the last of them in one note', async () => {
  const invoice = await longStay()
  const form = crediting([])
  const first = await desk.get(`${addressOf(invoice.id)}/new`).expect(200)
  expect([...fieldsIn(first.text).keys()]).toEqual(from(1, LINES_SHOWN))
  expect(first.text).toContain('Lines 1 to 100 of 260')
  expect(buttonsIn(first.text)).toEqual(['1', '101'])

  const second = await desk
    .post(addressOf(invoice.id), { ...form, from: '1', show: '101', 'amount-1': '10.50' })
    .expect(200)
  expect([...fieldsIn(second.text).keys()]).toEqual([1, ...from(101, LINES_SHOWN)])
  expect(fieldsIn(second.text).get(1)).toBe('10.50')
  expect(buttonsIn(second.text)).toEqual(['1', '1', '201'])

  const third = await desk
    .post(addressOf(invoice.id), { ...form, from: '101', show: '201', 'amount-1': '10.50', 'amount-150': '' })
    .expect(200)
  expect([...fieldsIn(third.text).keys()]).toEqual([1, ...from(201, 60)])
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 0n })

  const typed = { ...form, from: '201', 'amount-1': '10.50', 'amount-260': '100' }
  const refused = await desk.post(addressOf(invoice.id), { ...typed, 'amount-260': '100.01' }).expect(422)
  expect(refused.text).toMatch(/id="field-amount-260-error">.*Only ₹100\.00 is left of this line\./)
  expect(fieldsIn(refused.text).get(260)).toBe('100.01')
  expect([...fieldsIn(refused.text).keys()]).toEqual([1, ...from(201, 60)])

  await desk.post(addressOf(invoice.id), typed).expect(303)
  const lines = await db.creditNoteLine.findMany({
    where: { creditNote: { invoiceId: invoice.id } },
    orderBy: { position: 'asc' },
    select: { netMinor: true, taxMinor: true, invoiceLine: { select: { position: true } } },
  })
  expect(
    lines.map(({ netMinor, taxMinor, invoiceLine }) => [invoiceLine.position, netMinor, taxMinor]),
  ).toEqual([
    [1, 1_050n, 53n],
    [260, 10_000n, 500n],
  ])
})

test('E-13 a cashier looks through a long bill by kind and day, and fills in all that is left of those lines', async () => {
  const invoice = await longStay()
  const ask = { kind: 'OXYGEN', day: '2026-10-26', from: '1' }
  const shown = await desk
    .post(addressOf(invoice.id), { ...crediting([]), ...ask, show: '1', 'amount-2': '5' })
    .expect(200)
  // The lines 251 to 260 are of that day.
  expect([...fieldsIn(shown.text).keys()]).toEqual([2, 251, 253, 255, 257, 259])
  expect(shown.text).toMatch(/value="OXYGEN" selected/)
  const filled = await desk
    .post(addressOf(invoice.id), { ...crediting([]), ...ask, fill: 'on', 'amount-251': '1' })
    .expect(200)
  expect(Object.fromEntries(fieldsIn(filled.text))).toEqual({
    ...{ '251': '1', '253': '100.00', '255': '100.00', '257': '100.00', '259': '100.00' },
  })
  const typed = Object.fromEntries(
    [...fieldsIn(filled.text)].map(([at, text]) => [`amount-${at}`, text ?? '']),
  )
  await desk.post(addressOf(invoice.id), { ...crediting([]), ...ask, ...typed }).expect(303)
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 42_105n })
  const none = await desk
    .post(addressOf(invoice.id), { ...crediting([]), kind: 'ROOM', day: 'x', from: 'नौ', show: '999999' })
    .expect(200)
  expect(fieldsIn(none.text).size).toBe(0)
  expect(none.text).toContain('Nothing is left of such lines.')
})

test('E-13 the whole of a long bill is credited in one go, and its paper says every line', async () => {
  const invoice = await longStay()
  const answer = await desk.post(addressOf(invoice.id), { ...crediting([]), whole: 'on' }).expect(303)
  const { creditedMinor, totalMinor } = await balanceOf(invoice.id)
  expect(creditedMinor).toBe(totalMinor)
  const page = await desk.get(String(answer.headers.location)).expect(200)
  expect(page.text).toContain('Line 260')
})

test('E-13 a field of a line that is not there, and one that is no line’s, are refused', async () => {
  const invoice = await longStay()
  for (const name of ['amount-261', 'amount-0', 'amount-x', 'amount', 'total'])
    await desk.post(addressOf(invoice.id), { ...crediting(['10']), [name]: '10' }).expect(422)
  expect(await balanceOf(invoice.id)).toMatchObject({ creditedMinor: 0n })
})

test('E-13 whoever goes on from page to page comes by every line of which something is left, once', () => {
  const day = fc.constantFrom<Day | null>(
    null,
    dayFromColumn(new Date('2026-10-01')),
    dayFromColumn(new Date('2026-10-02')),
  )
  const line = fc.record({ kind: fc.constantFrom(...lineKinds), occurredOn: day, left: fc.bigInt(0n, 2n) })
  const choice = { kind: fc.option(fc.constantFrom(...lineKinds)), day }
  fc.assert(
    fc.property(fc.array(line, { maxLength: 400 }), fc.record(choice), (drawn, { kind, day }) => {
      const lines = drawn.map(({ left, ...rest }, index) => ({
        ...{ id: String(index), position: index + 1, ...rest },
        ...{ netMinor: left, taxMinor: 0n, creditedNetMinor: 0n, creditedTaxMinor: 0n },
      }))
      const seen: number[] = []
      for (let from = 1; ; ) {
        const { rows, fitting } = chosenLines(lines, { kind, day, from }, () => false)
        seen.push(...rows.map(({ position }) => position))
        if (fitting.last >= fitting.count) break
        from = fitting.last + 1
      }
      const wanted = lines.filter(
        (one) => one.netMinor > 0n && (!kind || one.kind === kind) && (!day || one.occurredOn === day),
      )
      expect(seen).toEqual(wanted.map(({ position }) => position))
    }),
  )
})
