export type ParsedEvent = Partial<Record<string, string>>

/** Reads an iCalendar file by RFC 5545 and nothing else: unfolds, splits names from values, unescapes texts. */
export function parseCalendar(content: string): { METHOD: string | undefined; events: ParsedEvent[] } {
  const lines = content.replace(/\r\n[ \t]/g, '').split('\r\n')
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.filter((line) => line !== '').at(-1) !== 'END:VCALENDAR')
    throw new Error('This is no calendar.')
  const events: ParsedEvent[] = []
  const calendar: ParsedEvent = {}
  let into = calendar
  for (const line of lines) {
    const [, name = '', , value = ''] =
      /^([A-Z-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:]*))*):(.*)$/su.exec(line) ?? []
    if (!name && line !== '') throw new Error(`This line means nothing: ${JSON.stringify(line)}`)
    if (line === 'BEGIN:VEVENT') {
      into = {}
      events.push(into)
    } else if (line === 'END:VEVENT') into = calendar
    else if (into[name] !== undefined && name !== 'BEGIN' && name !== 'END')
      throw new Error(`${name} stands twice in one entry.`)
    else if (name) into[name] = texts.has(name) ? unescaped(value) : value
  }
  return { METHOD: calendar.METHOD, events }
}

/** '20261123T043000Z' as an instant. */
export function instantOf(written: string | undefined): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(written ?? '') ?? []
  const [year = 0, month = 0, day, hour, minute, second] = parts.map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

const texts = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION'])
const unescaped = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_whole, character: string) => (/n/i.test(character) ? '\n' : character))
