/**
 * A number as people write it: with a point or a comma before the decimals, and nothing between thousands. Null for
 * anything else, and for '1,200', which is a thousand two hundred to one reader and one and a fifth to another: after
 * one to three digits that do not begin with 0, a comma and three digits more are never guessed at.
 */
export function readDecimal(typed: string): { number: number; decimals: number } | null {
  const text = typed.trim()
  const parts = /^[-+]?\d{1,12}(?:[.,](\d{1,9}))?$/.exec(text)
  if (!parts || /^[-+]?[1-9]\d{0,2},\d{3}$/.test(text)) return null
  // -0 is no number that anybody means.
  return { number: Number(text.replace(',', '.')) + 0, decimals: (parts[1] ?? '').length }
}
