import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db, pool, type Tx, transaction } from '../../src/db/client.js'
import { violatedConstraint } from '../../src/db/errors.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'

/** What the database itself refuses, whatever the application does. */
const database = useDatabase()
let deskId: string
beforeAll(async () => {
  deskId = (await createPerson('RECEPTIONIST')).accountId
})

/** The name of the constraint that refused the transaction, or null when it was committed. */
const refusalOf = (work: (tx: Tx) => Promise<unknown>) =>
  transaction(work).then(
    () => null,
    (error: unknown) => violatedConstraint(error),
  )

const line = (position: number, amountMinor: bigint, quantity = 1, unitPriceMinor = amountMinor) => ({
  position,
  kind: 'OTHER' as const,
  description: 'Oxygen',
  quantity,
  unitPriceMinor,
  amountMinor,
})

async function issue(tx: Tx, totalMinor: bigint, lines: ReturnType<typeof line>[]) {
  const { id: patientId } = await createPatient()
  return tx.invoice.create({
    data: {
      number: randomUUID(),
      patientId,
      issuedAt: new Date(),
      issuedById: deskId,
      currency: 'INR',
      hospitalName: 'Wardwell Hospital',
      hospitalAddress: '12 Lake Road, Pune',
      hospitalPhone: '+91 20 5550 0100',
      hospitalEmail: 'desk@wardwell.example',
      patientName: 'Ravi Deshmukh',
      totalMinor,
      lines: { create: lines },
    },
    select: { id: true },
  })
}

describe('G-C8 G-C9 an invoice', () => {
  test.each([
    ['whose lines make its total is issued', 300n, [line(1, 100n), line(2, 200n, 2, 100n)], null],
    ['without lines is not', 0n, [], 'invoice_lines_make_total'],
    ['with another total is not', 299n, [line(1, 300n)], 'invoice_lines_make_total'],
    [
      'with a line that is not quantity times price is not',
      300n,
      [line(1, 300n, 2, 100n)],
      'invoice_line_amount',
    ],
    ['with a negative price is not', 0n, [line(1, 5n), line(2, -5n)], 'invoice_line_price'],
    ['with nothing of something is not', 0n, [line(1, 0n, 0, 5n)], 'invoice_line_quantity'],
  ])('%s', async (_title, total, lines, constraint) => {
    expect(await refusalOf((tx) => issue(tx, total, lines))).toBe(constraint)
  })

  test('once issued never changes: no line more, none less, no other amount, not even by the owner', async () => {
    const { id } = await transaction((tx) => issue(tx, 100n, [line(1, 100n)]))
    const more = { ...line(2, 50n), invoiceId: id }
    expect(await refusalOf((tx) => tx.invoiceLine.create({ data: more }))).toBe('invoice_lines_make_total')
    for (const sql of [
      `UPDATE "invoice" SET "total_minor" = 1 WHERE "id" = '${id}'`,
      `DELETE FROM "invoice" WHERE "id" = '${id}'`,
      `UPDATE "invoice_line" SET "amount_minor" = 1, "unit_price_minor" = 1 WHERE "invoice_id" = '${id}'`,
      `DELETE FROM "invoice_line" WHERE "invoice_id" = '${id}'`,
    ])
      for (const run of [(text: string) => pool.query(text), asTheOwner])
        await expect(run(sql), sql).rejects.toThrow(/append-only/)
  })
})

const asTheOwner = (sql: string) => asOwner(database, (owner) => owner.query(sql))

describe('G-C8 a stay', () => {
  const admission = async () => ({
    patientId: (await createPatient()).id,
    reason: 'COVID-19',
    admittedAt: new Date(),
    admittedById: deskId,
  })
  const freeBed = async () => {
    const ward = await db.ward.create({
      data: {
        name: randomUUID(),
        code: randomUUID().slice(0, 8),
        floor: '1',
        level: 'WARD',
        isolation: true,
        oxygen: true,
        rates: { create: { fromDay: new Date('2000-01-01'), dailyRateMinor: 100n } },
        beds: { create: { number: '1' } },
      },
      select: { beds: { select: { id: true } } },
    })
    return ward.beds[0]?.id ?? ''
  }

  test('without a bed is not begun, and a bed is not taken without a stay', async () => {
    const data = await admission()
    expect(await refusalOf((tx) => tx.admission.create({ data }))).toBe('admission_has_bed')
    const stay = {
      bedId: await freeBed(),
      admissionId: randomUUID(),
      startedAt: new Date(),
    }
    expect(await refusalOf((tx) => tx.bedStay.create({ data: stay }))).toBe('bed_stay_admission_id_fkey')
  })

  test('is not over while its bed is taken, and its bed is not free while it lasts', async () => {
    const bedId = await freeBed()
    const stays = { create: { bedId, startedAt: new Date() } }
    const { id } = await db.admission.create({
      data: { ...(await admission()), stays },
      select: { id: true },
    })
    const endedAt = new Date(Date.now() + 1000)
    const over = { status: 'DISCHARGED' as const, dischargedAt: endedAt, dischargedById: deskId }
    expect(await refusalOf((tx) => tx.admission.update({ where: { id }, data: over }))).toBe(
      'admission_has_bed',
    )
    const leaveBed = (tx: Tx) => tx.bedStay.updateMany({ where: { admissionId: id }, data: { endedAt } })
    expect(await refusalOf(leaveBed)).toBe('admission_has_bed')
    const both = async (tx: Tx) => {
      await leaveBed(tx)
      await tx.admission.update({ where: { id }, data: over })
    }
    expect(await refusalOf(both)).toBeNull()
  })
})

test('G-U2 G-Z8 the audit trail is written and never changed: the application may not, and the owner cannot', async () => {
  await db.auditEvent.create({ data: { action: 'visitor.log-in', subjectType: 'account' } })
  for (const sql of [
    `UPDATE "audit_event" SET "action" = 'x'`,
    `DELETE FROM "audit_event"`,
    `TRUNCATE "audit_event"`,
  ]) {
    await expect(pool.query(sql), sql).rejects.toThrow(/permission denied/)
    await expect(asTheOwner(sql), sql).rejects.toThrow(/append-only/)
  }
})

test('G-Z9 a question with a filter that is not there is refused, and does not find everybody', async () => {
  const nothing = { id: undefined } as unknown as { id: string }
  await expect(db.account.findFirst({ where: nothing })).rejects.toThrow(/undefined/)
  await expect(db.account.deleteMany({ where: nothing })).rejects.toThrow(/undefined/)
  await expect(db.account.updateMany({ where: nothing, data: { status: 'ACTIVE' } })).rejects.toThrow(
    /undefined/,
  )
})
