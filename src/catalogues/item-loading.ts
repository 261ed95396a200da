import type { Tx } from '../db/client.js'
import type { CatalogueList } from './whole-list-rules.js'

/** The tests or the treatments of a list, with what the tests give, in a handful of statements. */
export async function loadItems(
  tx: Tx,
  { kind, items }: Extract<CatalogueList, { items: unknown }>,
  releaseId: string,
): Promise<void> {
  const orderKind = kind === 'TESTS' ? 'TEST' : 'TREATMENT'
  await tx.$executeRaw`
    INSERT INTO catalogue_item
      (id, kind, code, name, category, specimen, preparation, price_minor, turnaround_hours, is_active, release_id)
    SELECT gen_random_uuid(), ${orderKind}::"OrderKind", code, name, category, specimen, preparation, "priceMinor",
      "turnaroundHours", TRUE, ${releaseId}::uuid
    FROM jsonb_to_recordset(${asJson(items)}::jsonb) AS entry(code text, name text, category text, specimen text,
      preparation text, "priceMinor" bigint, "turnaroundHours" smallint)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, category = excluded.category, specimen = excluded.specimen,
      preparation = excluded.preparation, price_minor = excluded.price_minor,
      turnaround_hours = excluded.turnaround_hours, is_active = TRUE, release_id = excluded.release_id`
  await tx.catalogueItem.updateMany({
    where: { kind: orderKind, isActive: true, releaseId: { not: releaseId } },
    data: { isActive: false },
  })
  if (kind === 'TESTS') await loadParameters(tx, items, releaseId)
}

async function loadParameters(
  tx: Tx,
  items: Extract<CatalogueList, { items: unknown }>['items'],
  releaseId: string,
): Promise<void> {
  const parameters = items.flatMap(({ code: test, parameters }) =>
    parameters.map((parameter) => ({ test, ...parameter })),
  )
  const ranges = parameters.flatMap(({ test, code, ranges }) =>
    ranges.map((range) => ({ test, code, ...range })),
  )
  await tx.$executeRaw`
    DELETE FROM test_parameter p USING catalogue_item i
    WHERE i.id = p.item_id AND i.release_id = ${releaseId}::uuid AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${asJson(parameters)}::jsonb) AS entry(test text, code text)
      WHERE entry.test = i.code AND entry.code = p.code)`
  await tx.$executeRaw`
    INSERT INTO test_parameter (id, item_id, position, code, name, kind, unit, decimals, choices, abnormal, critical,
      possible_low, possible_high)
    SELECT gen_random_uuid(), i.id, entry.position, entry.code, entry.name, entry.kind::"ParameterKind", entry.unit,
      entry.decimals, entry.choices, entry.abnormal, entry.critical, entry."possibleLow", entry."possibleHigh"
    FROM jsonb_to_recordset(${asJson(parameters)}::jsonb) AS entry(test text, position smallint, code text, name text,
      kind text, unit text, decimals smallint, choices text[], abnormal text[], critical text[],
      "possibleLow" numeric, "possibleHigh" numeric)
    JOIN catalogue_item i ON i.code = entry.test
    ON CONFLICT (item_id, code) DO UPDATE SET position = excluded.position, name = excluded.name,
      kind = excluded.kind, unit = excluded.unit, decimals = excluded.decimals, choices = excluded.choices,
      abnormal = excluded.abnormal, critical = excluded.critical, possible_low = excluded.possible_low,
      possible_high = excluded.possible_high`
  await tx.$executeRaw`
    DELETE FROM reference_range r USING test_parameter p, catalogue_item i
    WHERE p.id = r.parameter_id AND i.id = p.item_id AND i.release_id = ${releaseId}::uuid`
  await tx.$executeRaw`
    INSERT INTO reference_range (id, parameter_id, sex, from_days, until_days, low, high, critical_low, critical_high)
    SELECT gen_random_uuid(), p.id, entry.sex::"Sex", entry."fromDays", entry."untilDays", entry.low, entry.high,
      entry."criticalLow", entry."criticalHigh"
    FROM jsonb_to_recordset(${asJson(ranges)}::jsonb) AS entry(test text, code text, sex text, "fromDays" int,
      "untilDays" int, low numeric, high numeric, "criticalLow" numeric, "criticalHigh" numeric)
    JOIN catalogue_item i ON i.code = entry.test
    JOIN test_parameter p ON p.item_id = i.id AND p.code = entry.code`
}

/** Amounts of money as text: JSON has no whole numbers of their size. */
const asJson = (rows: object[]) =>
  JSON.stringify(rows, (_name, value) => (typeof value === 'bigint' ? String(value) : value))
