import { randomBytes } from 'node:crypto'

let last = 0
let within = 0

/** A new id (UUID version 7, RFC 9562): of two that this process makes, the later is the greater. */
export function newId(): string {
  const now = Date.now()
  if (now > last) {
    last = now
    within = 0
  } else if (++within > MOST_WITHIN) {
    last++
    within = 0
  }
  const random = randomBytes(8)
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const hex = last.toString(16).padStart(12, '0') + (0x7000 | within).toString(16) + random.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** In one millisecond: twelve bits. */
const MOST_WITHIN = 0xfff
