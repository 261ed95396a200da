import { z } from 'zod'
import type { Session } from '../availability/slot-rules.js'
import { parseTimeOfDay } from '../shared/calendar.js'
import { choice, type Field, optionalText, timeField, whole } from '../shared/fields.js'
import { faultsOf, sessionNumbers } from './rules.js'

/** A row as it is when it is filled in; a row without times is none. */
const row = {
  from: timeField({ missing: 'Enter when the session begins.' }),
  until: timeField({ missing: 'Enter when the session ends.' }),
  slot: whole({ min: 5, max: 240, missing: 'Enter how long one visit takes.' }),
  buffer: whole({ min: 0, max: 120, missing: 'Enter 0 if there is no pause.' }),
  urgent: whole({ min: 0, max: 50, missing: 'Enter 0 if none is kept.' }),
  room: optionalText(40),
  kind: choice(['IN_PERSON', 'VIDEO'], { missing: 'Choose how the patients are seen.' }),
}

/** What a row has before anybody wrote in it. */
const usual = { slot: '15', buffer: '0', urgent: '0', kind: 'IN_PERSON' }

/** The rows of the sessions of one day, named from1 … kind6. */
export function sessionFields(): Record<string, Field<string | null>> {
  const names = sessionNumbers.flatMap((number) => Object.keys(row).map((name) => `${name}${number}`))
  return Object.fromEntries(names.map((name) => [name, optionalText(500)]))
}

/** The sessions of those rows; what is wrong with any of them is said beside that very field. */
export function sessionsIn(typed: Record<string, unknown>, context: z.RefinementCtx): Session[] {
  const numbers: number[] = []
  const sessions: Session[] = []
  let readable = true
  for (const number of sessionNumbers) {
    const cells = cellsOf(typed, number)
    if (cells.from === '' && cells.until === '') continue
    const read = z.object(row).safeParse({ ...cells, from: padded(cells.from), until: padded(cells.until) })
    if (read.success) {
      numbers.push(number)
      sessions.push(asSession(read.data))
      continue
    }
    readable = false
    for (const { path, message, ...issue } of read.error.issues)
      context.addIssue({
        code: 'custom',
        path: [`${String(path[0])}${number}`],
        message,
        ...('params' in issue && { params: issue.params }),
      })
  }
  if (readable)
    for (const { field, index, sentence, values } of faultsOf(sessions))
      context.addIssue({
        code: 'custom',
        path: [`${field}${numbers[index]}`],
        message: sentence,
        ...(values && { params: values }),
      })
  return sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** Sessions as the rows of the form have them. */
export function sessionValues(sessions: readonly Session[]): Record<string, string> {
  const rows = sessionNumbers.map((number) => {
    const session = sessions[number - 1]
    const cells = session
      ? {
          from: session.startsAt,
          until: session.endsAt,
          slot: String(session.slotMinutes),
          buffer: String(session.bufferMinutes),
          urgent: String(session.urgentSlots),
          room: session.room ?? '',
          kind: session.visitKind,
        }
      : { from: '', until: '', ...usual, room: '' }
    return Object.entries(cells).map(([name, value]) => [`${name}${number}`, value])
  })
  return Object.fromEntries(rows.flat())
}

function cellsOf(typed: Record<string, unknown>, number: number): Record<keyof typeof row, string> {
  const cell = (name: keyof typeof row) => {
    const value = typed[`${name}${number}`]
    return typeof value === 'string' ? value : ''
  }
  return {
    ...{ from: cell('from'), until: cell('until'), room: cell('room') },
    ...{ slot: cell('slot'), buffer: cell('buffer'), urgent: cell('urgent'), kind: cell('kind') },
  }
}

/** '9:30' is written, too. */
const padded = (time: string) => (parseTimeOfDay(`0${time}`) ? `0${time}` : time)

const asSession = (cells: { [Name in keyof typeof row]: z.output<(typeof row)[Name]> }): Session => ({
  startsAt: cells.from,
  endsAt: cells.until,
  slotMinutes: cells.slot,
  bufferMinutes: cells.buffer,
  urgentSlots: cells.urgent,
  room: cells.kind === 'VIDEO' ? null : cells.room,
  visitKind: cells.kind,
})
