import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { money, pay } from '../payments/billed.js'
import { billedTo, told } from '../payments/claimed.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { books, type Filled, filledIn, type Kind, odd, unlessEmpty } from './odd.js'
import { type MoneyForm, moneyForms } from './odd-forms.js'

const database = useDatabase()
let app: Express
let forms: Record<string, MoneyForm>
beforeAll(async () => {
  app = openApp()
  forms = await moneyForms(app, await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'ADMIN'))
}, 120_000)

describe('E-13 odd input is refused beside its field, with everything typed kept and the books unchanged', () => {
  test.each([
    ...[
      'payment',
      'use of credit',
      'advance',
      'cancellation',
      'refund asked for',
      'refund rejected',
      'refund paid',
    ],
    ...['draft', 'draft issued', 'credit note', 'counter opened', 'counter closed', 'charge by hand'],
    ...[
      'charge taken back',
      'void',
      'claim',
      'claim rejected',
      'medicine handed out',
      'medicine brought back',
    ],
    ...['discharge', 'rules of billing', 'tax', 'support rate', 'financial year'],
  ])(
    '%s',
    async (name) => {
      const one = forms[name]
      if (!one) throw new Error(`no such form: ${name}`)
      const opened = await one.who.get(one.page)
      expect(opened.status, one.page).toBe(200)
      expect(fieldsOf(one).length).toBeGreaterThan(0)
      const before = await books(database)
      const wrong: string[] = []
      for (const { field, kind, row } of fieldsOf(one))
        for (const value of oddOf(kind, row)) {
          const all: Filled = {
            ...one.form,
            ...(one.fresh && hidden(opened.text)),
            idempotency_key: randomUUID(),
          }
          const form: Filled = { ...all, [field]: row === undefined ? value : inRow(all[field], row, value) }
          const answer = await one.who.post(one.post, form)
          const said = `${field}${row ?? ''} = ${JSON.stringify(value).slice(0, 30)}`
          const key = row === undefined ? field : `${field}-${row}`
          if (answer.status !== 422) wrong.push(`${said}: ${answer.status} ${answer.headers.location ?? ''}`)
          else {
            if (!answer.text.includes(`id="field-${key}-error"`)) wrong.push(`${said}: not beside it`)
            wrong.push(...lost(form, filledIn(answer.text), kind, field).map((what) => `${said}: ${what}`))
          }
        }
      if ((await books(database)) !== before) wrong.push('the books have changed')
      expect(wrong).toEqual([])
    },
    240_000,
  )
})

const fieldsOf = ({ fields }: MoneyForm) =>
  [...fields.matchAll(/([\w-]+)(?:\.(\d))?=(\w+\??)/g)].map(([, field = '', row, kind = '']) => ({
    ...{ field, kind, row: row === undefined ? undefined : Number(row) },
  }))

/** What a field of this kind refuses; in a table of inputs what comes twice is only a further row. */
function oddOf(kind: string, row: number | undefined) {
  const [plain] = kind.split('?') as [Kind]
  const values = odd[plain].filter((value) => row === undefined || !Array.isArray(value))
  return kind.endsWith('?') ? unlessEmpty(values) : values
}

/** A table of inputs with something else in one of its rows. */
function inRow(column: string | string[] | undefined, row: number, value: string | string[]): string[] {
  const rows = [column ?? []].flat()
  return rows.map((typed, index) => (index === row - 1 ? ([value].flat()[0] ?? '') : typed))
}

/** What was typed and does not stand in the form any more. */
function lost(form: Filled, filled: Map<string, string[]>, kind: string, field: string): string[] {
  return Object.entries(form).flatMap(([name, value]) => {
    if ((name === field && kind === 'choice') || name === 'version' || name === 'idempotency_key') return []
    const stands = filled.get(name) ?? []
    const missing = [value]
      .flat()
      .filter((typed) => typed !== '' && !typed.includes('\u0000') && !stands.includes(typed))
    // Of a field that came twice, one is shown.
    if (missing.length === 0 || (name === field && Array.isArray(value) && missing.length < value.length))
      return []
    return [`lost ${name} ${JSON.stringify(missing).slice(0, 40)}`]
  })
}

test('E-13 what somebody else finished meanwhile is said, with the form as it was typed and the books unchanged', async () => {
  const [desk, own] = [await logInAs(app, 'RECEPTIONIST'), await logInAs(app, 'PATIENT')]
  const [paid, voided] = [
    await billedTo(desk, own.patientId ?? ''),
    await billedTo(desk, own.patientId ?? ''),
  ]
  await pay(desk, paid.id, money('1000')).expect(303)
  const voiding = { idempotency_key: randomUUID(), reason: 'Billed twice' }
  await desk.post(`/reception/invoices/${voided.id}/voiding`, voiding).expect(303)
  const before = await books(database)
  const typed = money('12.34', { reference: 'UPI-9', payer: 'An uncle' })
  const crediting = { idempotency_key: randomUUID(), 'amount-1': '12.34', reason: 'Not done' }
  for (const { id, number } of [paid, voided]) {
    const refused = [
      await pay(desk, id, typed).expect(422),
      await own.post(`/patient/invoices/${id}/claims`, told({ amount: '12.34' })).expect(422),
      ...(id === voided.id
        ? [await desk.post(`/reception/invoices/${id}/credit-notes`, crediting).expect(422)]
        : []),
    ]
    for (const { text } of refused) {
      expect(text).toMatch(new RegExp(`data-error-summary>[\\s\\S]*${number}`))
      expect([...filledIn(text).values()].flat()).toContain('12.34')
    }
    expect([...filledIn(refused[0]?.text ?? '').values()].flat()).toEqual(
      expect.arrayContaining(['UPI', 'UPI-9', 'An uncle']),
    )
    // Whoever opens the form now is told at once, and has nothing to fill in.
    const opened = await desk.get(`/reception/invoices/${id}/payments/new`).expect(200)
    expect(filledIn(opened.text).has('amount')).toBe(false)
  }
  expect(await books(database)).toBe(before)
})
