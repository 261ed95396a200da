import type { Tx } from '../db/client.js'
import type { MedicineEntry } from './medicine-list-rules.js'

/** The medicines of a list with what is in them. */
export async function loadMedicines(tx: Tx, medicines: MedicineEntry[], releaseId: string): Promise<void> {
  const entries = JSON.stringify(
    medicines.map(({ priceMinor, ...rest }) => ({ ...rest, priceMinor: String(priceMinor) })),
  )
  await tx.$executeRaw`
    INSERT INTO medicine (id, code, name, form, strength, route, unit, price_minor, is_active, release_id)
    SELECT gen_random_uuid(), code, name, form, strength, route, unit, "priceMinor", TRUE, ${releaseId}::uuid
    FROM jsonb_to_recordset(${entries}::jsonb) AS entry(code text, name text, form text, strength text, route text,
      unit text, "priceMinor" bigint)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, form = excluded.form, strength = excluded.strength,
      route = excluded.route, unit = excluded.unit, price_minor = excluded.price_minor, is_active = TRUE,
      release_id = excluded.release_id`
  await tx.medicine.updateMany({
    where: { isActive: true, releaseId: { not: releaseId } },
    data: { isActive: false },
  })
  await tx.$executeRaw`
    DELETE FROM medicine_ingredient g USING medicine m
    WHERE m.id = g.medicine_id AND m.release_id = ${releaseId}::uuid`
  await tx.$executeRaw`
    INSERT INTO medicine_ingredient (id, medicine_id, code, amount_mg)
    SELECT gen_random_uuid(), m.id, part.code, part."amountMg"
    FROM jsonb_to_recordset(${entries}::jsonb) AS entry(code text, ingredients jsonb)
    JOIN medicine m ON m.code = entry.code,
    jsonb_to_recordset(entry.ingredients) AS part(code text, "amountMg" numeric)`
}
