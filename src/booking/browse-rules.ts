import { slipsBetween } from '../patients/search-rules.js'

export interface Found {
  id: string
  name: string
  specialisation: string
}

const MOST_WORDS = 6

/**
 * The doctors whose name or specialisation has every word of a search somewhere; where there is none, those whose
 * words are a slip or two away, nearest first, and `similar` says so. An empty search finds all.
 */
export function foundDoctors<Doctor extends Found>(
  doctors: Doctor[],
  typed: string,
): { doctors: Doctor[]; similar: boolean } {
  const words = typed
    .split(/[\s.,]+/)
    .filter((word) => word !== '' && !titles.has(word.toLowerCase()))
    .slice(0, MOST_WORDS)
  if (words.length === 0) return { doctors, similar: false }
  const near = doctors
    .map((doctor) => ({ doctor, slips: slipsBetween(words, `${doctor.name} ${doctor.specialisation}`) }))
    .filter((one): one is { doctor: Doctor; slips: number } => one.slips !== null)
  const exact = near.filter(({ slips }) => slips === 0)
  if (exact.length > 0) return { doctors: exact.map(({ doctor }) => doctor), similar: false }
  near.sort((one, other) => one.slips - other.slips)
  return { doctors: near.map(({ doctor }) => doctor), similar: near.length > 0 }
}

/** Every doctor has one of these, and nobody means them. */
const titles = new Set(['dr', 'doctor', 'prof'])
