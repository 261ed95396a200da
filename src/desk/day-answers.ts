import type { Request, Response } from 'express'
import { z } from 'zod'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import type { VisitRow } from '../appointments/visit-queries.js'
import { config } from '../config.js'
import { addDays, type Day, startOfDay } from '../shared/calendar.js'
import type { Components } from '../web/components.js'
import { actor } from '../web/sign-in.js'
import type { Schedule } from './day-queries.js'
import { absenceOn, type Cell, isShownDay, rowsOf } from './day-rules.js'
import { type DoctorChoice, doctorChoices } from './list-queries.js'

type Rows = Components['components/timegrid']['rows']
type GridCell = Rows[number]['cells'][number][number]

/** A day or an id of an address; what is none is read as not given. */
export const aDay = z
  .custom<Day>((typed) => typeof typed === 'string' && isShownDay(typed))
  .nullable()
  .default(null)
export const anId = z.uuid().nullable().default(null)

/** Whose days this person looks at: a doctor's own, or everybody's who is at work. */
export async function doctorsOf(req: Request): Promise<DoctorChoice[]> {
  const { role, doctorId } = actor(req)
  const doctors = await doctorChoices()
  return doctors.filter(({ id, atWork }) => (role === 'DOCTOR' ? id === doctorId : atWork))
}

/** The rows of a timegrid, each visit and each free slot a link. */
export function gridRows(
  columns: { doctorId: string; cells: Cell<VisitRow>[] }[],
  req: Request,
  { locals: { format } }: Response,
): Rows {
  const rows = rowsOf(
    columns.map(({ cells }) => cells),
    config.zone,
  )
  return rows.map(({ at, cells }) => ({
    time: format.time(at),
    cells: cells.map((column, index) =>
      column.map((cell) => shownCell(cell, columns[index]?.doctorId ?? '', req)),
    ),
  }))
}

function shownCell(cell: Cell<VisitRow>, doctorId: string, req: Request): GridCell {
  if (cell.kind === 'VISIT') {
    const { visit } = cell
    return {
      kind: 'visit',
      name: visit.patient.name,
      href: `${req.baseUrl}/${visit.id}`,
      status: `appointment.${visit.status}`,
      priority: visit.priority === 'ROUTINE' ? null : `priority.${visit.priority}`,
      walkIn: visit.walkIn,
      stranded: needsAnotherTime(visit),
    }
  }
  const { slot, kind } = cell
  if (kind !== 'FREE') return { kind: kind === 'HELD' ? 'held' : kind === 'AWAY' ? 'away' : 'past' }
  const asked = new URLSearchParams({
    ...{ doctorId, startsAt: slot.startsAt.toISOString() },
    ...(slot.keptBack && { priority: 'URGENT' }),
  })
  return {
    kind: 'free',
    startsAt: slot.startsAt,
    keptBack: slot.keptBack,
    href: `${req.baseUrl}/new?${asked}`,
  }
}

/** Below the head of a column: why there are no hours, or fewer. */
export function noteOn(
  day: Day,
  doctorId: string,
  schedule: Schedule,
  { locals: { t } }: Response,
): string | null {
  const whole = { startsAt: startOfDay(day, config.zone), endsAt: startOfDay(addDays(day, 1), config.zone) }
  const known = schedule.known(doctorId)
  switch (absenceOn(day, known, whole)) {
    case 'HOLIDAY':
      return t('Holiday: {{name}}', { name: known.holidays.get(day) ?? '' })
    case 'AWAY':
      return t('Away')
    case 'PARTLY_AWAY':
      return t('Away for a part of the day')
    case 'NOT_WORKING':
      return t('No hours')
    case null:
      return null
  }
}
