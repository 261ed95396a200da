/** What a patient is called by today: 'A-17'. */
export const tokenOf = (letter: string, number: number) => `${letter}-${number}`

/** The number of a token, which counts the arrivals of a day at one doctor: 'A-17' → 17. */
export const numberOf = (token: string) => Number(token.slice(token.lastIndexOf('-') + 1))

/** The letters after these, as a sheet of columns counts: none → 'A', 'A' → 'B', 'Z' → 'AA', 'AZ' → 'BA'. */
export function lettersAfter(last: string | null): string {
  if (last === null || last === '') return 'A'
  const before = last.slice(0, -1)
  const final = last.slice(-1)
  return final === 'Z'
    ? `${lettersAfter(before)}A`
    : `${before}${String.fromCharCode(final.charCodeAt(0) + 1)}`
}
