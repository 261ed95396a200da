import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { PrintedKind } from '../../src/generated/prisma/enums.js'
import { printedCode, supersede } from '../../src/verification/printing.js'
import { invoiced, paid } from '../credits/billed.js'
import { openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'
import { inPune } from '../support/zone.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
const papers: { kind: PrintedKind; id: string; number: string }[] = []

/** Late in the evening of that day in UTC, which is the next day in the hospital. */
const at = new Date('2026-03-05T20:00:00Z')
const shownDay = 'Fri 6 Mar 2026'

beforeAll(async () => {
  app = openApp(inPune)
  const { accountId } = await createPerson('RECEPTIONIST')
  const { id: patientId } = await createPatient({ name: 'Sunita Joshi' })
  const invoice = await invoiced(patientId, [{ description: 'Isolation ward', minor: 123_400n }], {
    issuedAt: at,
  })
  const receipt = await paid(patientId, 43_200n, { puts: [[invoice.id, 43_200n]], at })
  const by = { issuedAt: at, issuedById: accountId }
  const note = await db.creditNote.create({
    data: {
      ...{ number: 'CRN-T-1', invoiceId: invoice.id, reason: 'Fewer days', totalMinor: 56_700n, ...by },
      lines: {
        create: [{ position: 1, invoiceLineId: invoice.lines[0]?.id ?? '', netMinor: 56_700n, taxMinor: 0n }],
      },
    },
  })
  const days = { fromDay: new Date('2026-01-01'), untilDay: new Date('2026-03-06') }
  const statement = await db.statement.create({
    data: { patientId, ...days, openingMinor: 0n, closingMinor: 23_500n, ...by },
  })
  papers.push(
    { kind: 'INVOICE', id: invoice.id, number: invoice.number },
    { kind: 'RECEIPT', id: receipt.id, number: receipt.number },
    { kind: 'CREDIT_NOTE', id: note.id, number: note.number },
    { kind: 'STATEMENT', id: statement.id, number: statement.id },
  )
})

const names = ['Invoice', 'Receipt', 'Credit note', 'Statement of account']

test('E-13 whoever holds a bill of ours reads that it is genuine, its kind and its date, and nothing that it says', async () => {
  for (const [index, { kind, id, number }] of papers.entries()) {
    const code = await printedCode(db, kind, id)
    const { text } = await visitor(app).get(`/verify/${code}`).expect(200)
    for (const words of ['Genuine', names[index], shownDay]) expect(text, kind).toContain(words)
    for (const secret of [
      ...['Sunita', 'Joshi', 'Isolation', 'Fewer days', number, id],
      ...['1,234', '432.00', '567.00', '235.00'],
    ])
      expect(text, kind).not.toContain(secret)
  }
})

test('E-13 a bill that does not hold any more says since when, and still nothing that it says', async () => {
  for (const [index, { kind, id, number }] of papers.entries()) {
    await supersede(db, kind, id, new Date('2026-04-01T06:00:00Z'))
    const code = await printedCode(db, kind, id)
    const { text } = await visitor(app).get(`/verify/${code}`).expect(200)
    for (const words of ['Superseded', names[index], shownDay, 'Wed 1 Apr 2026'])
      expect(text, kind).toContain(words)
    for (const secret of ['Genuine', 'Sunita', number]) expect(text, kind).not.toContain(secret)
  }
})

test('G-C6 credit notes and statements are never changed or taken away, by whomever', async () => {
  for (const statement of [
    'UPDATE credit_note SET total_minor = 1',
    'DELETE FROM credit_note',
    'UPDATE credit_note_line SET net_minor = 1',
    'DELETE FROM credit_note_line',
    'UPDATE statement SET closing_minor = 0',
    'DELETE FROM statement',
  ])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow('is append-only')
})
