import { createHash } from 'node:crypto'

/** Numbers that look thrown and are the same at every start: each subject has its own row of them. */
export interface Chance {
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  oneIn(times: number): boolean
}

export function chance(subject: string): Chance {
  let state = hash(subject).readUInt32BE(0)
  // mulberry32 (public domain)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    whole,
    pick: (list) => {
      const [found] = list.slice(whole(0, list.length - 1))
      if (found === undefined) throw new RangeError(`nothing to pick from for ${subject}`)
      return found
    },
    oneIn: (times) => whole(1, times) === 1,
  }
}

/** A UUIDv7 of that instant, the same whenever the same thing is named at the same instant. */
export function identify(kind: string, name: string, at: Date): string {
  const bytes = hash(`${kind} ${name}`).subarray(0, 16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const hash = (text: string) => createHash('sha256').update(`Wardwell demonstration 1: ${text}`).digest()
