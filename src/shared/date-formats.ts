/** How the parts of a date are written in a language: `calendar.ts` puts them together. */
const MINUTE_MS = 60_000
const MOST_MINUTES = 10_000

const minutes = new Map<string, string>()

/** Lists write the same few minutes again and again, and asking the calendars of the world costs more than a row. */
export function remembered(what: string, instant: Date, write: () => string): string {
  const key = `${what} ${Math.floor(instant.getTime() / MINUTE_MS)}`
  const known = minutes.get(key)
  if (known !== undefined) return known
  const made = write()
  if (minutes.size === MOST_MINUTES) minutes.clear()
  minutes.set(key, made)
  return made
}

export function partsOf(formatter: Intl.DateTimeFormat, instant: Date): Partial<Record<string, string>> {
  return Object.fromEntries(formatter.formatToParts(instant).map(({ type, value }) => [type, value]))
}

const shapes = {
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' },
  weekday: { weekday: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a hundred times as much as using it, so each is made once. */
export function formatter(shape: keyof typeof shapes, zone: string, locale: string): Intl.DateTimeFormat {
  const key = `${shape} ${zone} ${locale}`
  const known = formatters.get(key)
  if (known) return known
  // The names of British and Indian English changed between versions of Unicode's data ("Sept"); American ones did not.
  const names = locale.startsWith('en') ? 'en-US' : locale
  const made = new Intl.DateTimeFormat(names, {
    ...shapes[shape],
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
  })
  formatters.set(key, made)
  return made
}
