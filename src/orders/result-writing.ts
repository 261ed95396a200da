import type { Actor } from '../access/actor.js'
import type { Tx } from '../db/client.js'
import type { ResultStatus } from '../generated/prisma/enums.js'
import type { OrderToChange } from './changes.js'
import type { EnteredResult } from './result-forms.js'
import { isAbnormal, isCritical } from './rules.js'
import { fieldOf, type Line } from './sheet-rules.js'
import { flagOf, type Judged } from './value-rules.js'

const resultFields = {
  id: true,
  version: true,
  status: true,
  comment: true,
  isCritical: true,
  documentId: true,
  values: {
    orderBy: { position: 'asc' },
    select: { code: true, number: true, text: true, decimals: true, flag: true },
  },
  acknowledgement: { select: { accountId: true, action: true, acknowledgedAt: true } },
} as const

/** The newest version of an order's result. */
export const latestResult = (tx: Tx, orderId: string) =>
  tx.testResult.findFirst({ where: { orderId }, orderBy: { version: 'desc' }, select: resultFields })

export type SavedResult = NonNullable<Awaited<ReturnType<typeof latestResult>>>

export const valuesOf = ({ comment, values }: SavedResult, sheet: readonly Line[]) =>
  valuesOfRow(
    { comment, values: values.map((value) => ({ ...value, number: value.number?.toNumber() ?? null })) },
    sheet,
  )

interface SavedValues {
  comment: string | null
  values: { code: string; number: number | null; text: string | null; decimals: number }[]
}

/** A saved result as the form has it. */
export function valuesOfRow(
  { comment, values }: SavedValues,
  sheet: readonly Line[],
): Record<string, string> {
  const saved = new Map(
    values.map(({ code, number, text, decimals }) => [code, number?.toFixed(decimals) ?? text ?? '']),
  )
  return {
    ...Object.fromEntries(sheet.map(({ parameter: { code } }) => [fieldOf(code), saved.get(code) ?? ''])),
    comment: comment ?? '',
  }
}

interface ToWrite {
  order: OrderToChange
  form: EnteredResult
  status: ResultStatus
  judged: Judged[]
  former: SavedResult | null
  now: Date
}

/** The next version, with each value as it was judged. */
export async function writeResult(
  tx: Tx,
  actor: Actor,
  { order, form, status, judged, former, now }: ToWrite,
) {
  const measured = judged.flatMap(({ parameter, value, range }, index) =>
    value === null
      ? []
      : [
          {
            position: index + 1,
            code: parameter.code,
            name: parameter.name,
            unit: parameter.unit,
            decimals: parameter.decimals,
            number: 'number' in value ? value.number : null,
            text: 'text' in value ? value.text : null,
            flag: flagOf(value, parameter, range),
            low: range?.low ?? null,
            high: range?.high ?? null,
            criticalLow: range?.criticalLow ?? null,
            criticalHigh: range?.criticalHigh ?? null,
          },
        ],
  )
  // The file that came for this order since the last result was recorded, or still the one before.
  const file = await tx.document.findFirst({
    where: { orderId: order.id, removedAt: null, results: { none: {} } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  return tx.testResult.create({
    data: {
      orderId: order.id,
      version: (former?.version ?? 0) + 1,
      status,
      comment: form.comment,
      reason: status === 'AMENDED' ? form.reason : null,
      isAbnormal: measured.some(({ flag }) => isAbnormal(flag)),
      isCritical: measured.some(({ flag }) => isCritical(flag)),
      documentId: file?.id ?? former?.documentId ?? null,
      recordedById: actor.id,
      recordedAt: now,
      values: { create: measured },
    },
    select: resultFields,
  })
}

/** The same critical values as before, which a doctor has acknowledged, are not asked about once more. Gives whether they are. */
export async function carryAcknowledgement(
  tx: Tx,
  former: SavedResult,
  result: SavedResult,
): Promise<boolean> {
  const { acknowledgement } = former
  if (!acknowledgement || !result.isCritical || criticalsOf(former) !== criticalsOf(result)) return false
  await tx.resultAcknowledgement.create({ data: { ...acknowledgement, resultId: result.id } })
  return true
}

export const criticalsOf = ({ values }: Pick<SavedResult, 'values'>): string =>
  values
    .filter(({ flag }) => isCritical(flag))
    .map(({ code, number, text }) => `${code}=${number ?? text}`)
    .join(';')
