/** What the check-in field was given: a visit's number, its id, or the secret of its link. */
export type Code = { number: number } | { id: string } | { secret: string }

/**
 * Reads what a person types ('V-004211', '4211') or a scanner sends: the number, or an address with the visit in it.
 * Null where it is none of these. At most nine digits, the largest that the column holds.
 */
export function readCode(typed: string): Code | null {
  const text = typed.trim()
  const number = /^(?:v[\s-]*)?(\d{1,9})$/i.exec(text)?.[1]
  if (number && Number(number) > 0) return { number: Number(number) }
  const id = /\/appointments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/i.exec(text)?.[1]
  if (id) return { id: id.toLowerCase() }
  const secret = /\/visits\/([\w-]{20,100})(?:[/?#]|$)/.exec(text)?.[1]
  return secret ? { secret } : null
}
