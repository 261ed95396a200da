import { db } from '../db/client.js'

/** Where this test or treatment was carried out lately, the most frequent place first: to be typed over. */
export async function placesInUse(itemId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ place: string }[]>`
    SELECT place FROM (
      SELECT place FROM clinical_order WHERE item_id = ${itemId}::uuid AND place IS NOT NULL
      ORDER BY ordered_at DESC LIMIT 200) lately
    GROUP BY place ORDER BY count(*) DESC, place LIMIT 8`
  return rows.map(({ place }) => place)
}
