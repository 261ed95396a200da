/** What a patient complained of, at one time: codes of symptoms, and words of their own. */
export interface Complaint {
  at: Date
  symptoms: readonly string[]
  words: string | null
}

/** The last of what was told in a triage, in a daily report, and for a visit; null where nothing was. */
export function latestComplaint(told: readonly (Complaint | null)[]): Complaint | null {
  const known = told.filter(
    (one): one is Complaint => one !== null && (one.symptoms.length > 0 || one.words !== null),
  )
  return known.reduce<Complaint | null>((last, one) => (last && last.at >= one.at ? last : one), null)
}

const SHORTEST = 3

/** The symptoms that what was typed may mean, by the words that the reader knows them by: from 3 letters. */
export function symptomsNamed(typed: string, labels: Readonly<Record<string, string>>): string[] {
  const words = typed.trim().toLowerCase()
  if (words.length < SHORTEST) return []
  return Object.entries(labels).flatMap(([code, label]) =>
    label.toLowerCase().includes(words) ? [code] : [],
  )
}
