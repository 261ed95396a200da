/** A whole number in English words, each with a capital: 'Twelve Lakh Thirty-Four Thousand Five Hundred'. */
export function numberInWords(whole: bigint, system: 'indian' | 'international'): string {
  if (whole < 0n) throw new RangeError('negative numbers are said by the caller')
  if (whole < 100n) return belowHundred(Number(whole))
  const [size, name] = scales[system].find(([size]) => whole >= size) ?? [100n, 'Hundred']
  const rest = whole % size
  const words = `${numberInWords(whole / size, system)} ${name}`
  return rest === 0n ? words : `${words} ${numberInWords(rest, system)}`
}

/** From the largest down; beyond the largest its own count grows: 'One Lakh Crore', as Indian budgets say it. */
const scales: Record<'indian' | 'international', [bigint, string][]> = {
  indian: [
    [10_000_000n, 'Crore'],
    [100_000n, 'Lakh'],
    [1_000n, 'Thousand'],
    [100n, 'Hundred'],
  ],
  international: [
    [1_000_000_000_000n, 'Trillion'],
    [1_000_000_000n, 'Billion'],
    [1_000_000n, 'Million'],
    [1_000n, 'Thousand'],
    [100n, 'Hundred'],
  ],
}

const small =
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen'.split(
    ' ',
  )
const tens = 'Zero Ten Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety'.split(' ')

function belowHundred(number: number): string {
  if (number < 20) return small[number] ?? ''
  const ten = tens[Math.floor(number / 10)] ?? ''
  return number % 10 === 0 ? ten : `${ten}-${small[number % 10]}`
}
