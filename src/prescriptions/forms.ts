import { z } from 'zod'
import { raw } from '../shared/field.js'
import {
  choice,
  decimal,
  type Field,
  idempotencyKey,
  longText,
  optional,
  optionalText,
  text,
  uuid,
  version,
  whole,
} from '../shared/fields.js'
import { oneLine } from '../shared/text.js'
import {
  type Frequency,
  frequencies,
  LONGEST_DAYS,
  MOST_MEDICINES,
  type RowField,
  rowFields,
} from './rules.js'
import type { Answers } from './warning-rules.js'

export const rowNumbers = Array.from({ length: MOST_MEDICINES }, (_, index) => index + 1)

/** The choice that says: as it is typed, from no catalogue. */
export const FREE = 'free'

export interface PrescribedRow {
  /** Its place on the form. */
  row: number
  /** Null for what was written freely. */
  medicineId: string | null
  medicine: string
  amount: number
  unit: string | null
  frequency: Frequency
  maxPerDay: number | null
  days: number
  route: string | null
  instructions: string | null
}

const missingMedicine = 'Find the medicine and choose it, or say that it is not from the catalogue.'
const amounts = { min: 0.01, max: 5000, decimals: 2 }

const cells = {
  medicine: text({ max: 120, missing: 'Enter the medicine.' }),
  amount: decimal({
    ...amounts,
    missing: 'Enter how much each time.',
    wrong: 'Enter an amount from {{min}} to {{max}}, such as 1 or 0.5.',
  }),
  unit: optionalText(30),
  frequency: choice(frequencies, { missing: 'Choose how often.' }),
  max: optional(whole({ min: 1, max: 24, wrong: 'Enter a whole number from {{min}} to {{max}}.' })),
  days: whole({
    min: 1,
    max: LONGEST_DAYS,
    missing: 'Enter for how many days.',
    wrong: 'Enter days as a whole number from {{min}} to {{max}}.',
  }),
  route: optionalText(40),
  instructions: optionalText(300),
}

/** A row as typed; what is wrong with it is said beside the very field. A row that is wholly empty is none. */
const typedRow = z
  .object({ ...cells, medicineId: optionalText(40), found: optionalText(120) })
  .superRefine((row, context) => {
    const wrong = (field: RowField, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (row.medicineId === null || (row.medicineId !== FREE && !uuid().safeParse(row.medicineId).success))
      wrong('medicine', missingMedicine)
    else if (row.found !== row.medicine)
      wrong('medicine', 'What you typed has changed: choose the medicine again.')
    if (row.medicineId === FREE && row.unit === null)
      wrong('unit', 'Enter what is counted, such as tablet or ml.')
    if (row.frequency === 'SOS' && row.max === null) wrong('max', 'Enter how often a day at most.')
    if (row.frequency !== 'SOS' && row.max !== null)
      wrong('max', 'This is only for what is taken when needed (SOS). Leave it empty.')
    if (row.frequency === 'STAT' && row.days !== 1) wrong('days', 'STAT is given once: enter 1 day.')
  })

const REASON = /^(reason|read)-([0-9a-f]{12})$/

/** Six digits of every field a browser sends; reasons and ticks have the names of their warnings. */
const common = {
  idempotency_key: idempotencyKey(),
  ...Object.fromEntries(
    rowNumbers.flatMap((number) =>
      rowFields.map((field): [string, Field<string | null>] => [`${field}${number}`, optionalText(500)]),
    ),
  ),
  rows: optionalText(3),
  seen: optionalText(15_000),
  favourite: optionalText(40),
  favouriteName: optionalText(100),
  answers: raw((value) => (value ?? {}) as Record<string, unknown>),
}

/** A new prescription. */
export const prescriptionForm = z
  .preprocess(gathered, z.strictObject(common))
  .transform((typed, context) => ({
    idempotency_key: typed.idempotency_key,
    medicines: medicinesIn(typed, context),
    answers: answersIn(typed, context),
  }))

export type NewPrescription = z.output<typeof prescriptionForm>

/** One that takes the place of another. */
export const versionForm = z
  .preprocess(gathered, z.strictObject({ ...common, version: version() }))
  .transform((typed, context) => ({
    idempotency_key: typed.idempotency_key,
    version: typed.version,
    medicines: medicinesIn(typed, context),
    answers: answersIn(typed, context),
  }))

export type NewVersion = z.output<typeof versionForm>

/** What stands on the form, kept under a name. */
export const favouriteForm = z
  .preprocess(
    gathered,
    z.strictObject({
      ...common,
      version: optionalText(10),
      keep: optionalText(10),
      favouriteName: text({ max: 60, missing: 'Enter a name for the favourite.' }),
    }),
  )
  .transform((typed, context) => ({ name: typed.favouriteName, medicines: medicinesIn(typed, context) }))

export type NewFavourite = z.output<typeof favouriteForm>

export const stopForm = z.strictObject({
  version: version(),
  reason: longText({ max: 300, missing: 'Enter why it is stopped.' }),
})

export type StopForm = z.output<typeof stopForm>

/** The rows that can be read as they are, for a look at them before the whole form is right. */
export function readableRows(values: Record<string, unknown>): PrescribedRow[] {
  return rowNumbers.flatMap((number) => {
    const row = isEmptyRow(values, number) ? null : typedRow.safeParse(rowOf(values, number))
    return row?.success ? [prescribed(row.data, number)] : []
  })
}

export const isEmptyRow = (values: Record<string, unknown>, number: number): boolean =>
  rowFields.every(
    (field) => field === 'found' || field === 'unit' || (values[`${field}${number}`] ?? '') === '',
  )

/** What was answered to the warnings, as it was typed. */
export function typedAnswers(values: Record<string, unknown>): Answers {
  const named = Object.entries(values).flatMap(([name, value]) => {
    const [, kind, key] = REASON.exec(name) ?? []
    return kind && key && typeof value === 'string' ? [{ kind, key, value: oneLine(value) }] : []
  })
  const of = (wanted: string) => named.filter(({ kind }) => kind === wanted)
  return {
    reasons: Object.fromEntries(of('reason').map(({ key, value }) => [key, value])),
    read: of('read').flatMap(({ key, value }) => (value === 'on' ? [key] : [])),
    seen: typeof values.seen === 'string' ? values.seen.split(',') : [],
  }
}

type Context = z.core.$RefinementCtx

function medicinesIn(typed: Record<string, unknown>, context: Context): PrescribedRow[] {
  const before = context.issues.length
  const medicines = rowNumbers.flatMap((number) => {
    if (isEmptyRow(typed, number)) return []
    const row = typedRow.safeParse(rowOf(typed, number))
    if (row.success) return [prescribed(row.data, number)]
    for (const { path, message, ...issue } of row.error.issues)
      context.addIssue({
        code: 'custom',
        path: [`${String(path[0])}${number}`],
        message,
        ...('params' in issue && { params: issue.params }),
      })
    return []
  })
  if (medicines.length === 0 && context.issues.length === before)
    context.addIssue({ code: 'custom', path: ['medicine1'], message: 'Enter at least one medicine.' })
  return medicines
}

const rowOf = (typed: Record<string, unknown>, number: number): Record<RowField, unknown> =>
  // Every field of the list becomes a key.
  Object.fromEntries(rowFields.map((field) => [field, typed[`${field}${number}`] ?? ''])) as Record<
    RowField,
    unknown
  >

const prescribed = (row: z.output<typeof typedRow>, number: number): PrescribedRow => ({
  row: number,
  medicineId: row.medicineId === FREE ? null : row.medicineId,
  medicine: row.medicine,
  amount: row.amount,
  unit: row.unit,
  frequency: row.frequency,
  maxPerDay: row.max,
  days: row.days,
  route: row.route,
  instructions: row.instructions,
})

const reason = optionalText(300)

function answersIn(
  { answers, seen }: { answers: Record<string, unknown>; seen: string | null },
  context: Context,
): Answers {
  for (const [name, value] of Object.entries(answers)) {
    const read = name.startsWith('reason-') ? reason.safeParse(value) : null
    if (read && !read.success) {
      const [issue] = read.error.issues
      context.addIssue({
        code: 'custom',
        path: [name],
        message: issue?.message ?? '',
        ...(issue?.code === 'custom' && { params: issue.params }),
      })
    }
  }
  return typedAnswers({ ...answers, seen: seen ?? '' })
}

/** Reasons and ticks, however many, in one field. */
function gathered(body: unknown): unknown {
  const entries = Object.entries(body ?? {})
  const isAnswer = ([name]: [string, unknown]) => REASON.test(name)
  return {
    ...Object.fromEntries(entries.filter((entry) => !isAnswer(entry))),
    answers: Object.fromEntries(entries.filter(isAnswer)),
  }
}
