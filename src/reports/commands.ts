import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ownPatientId } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { openRecord } from '../patients/open-record.js'
import { type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { EditedReport, NewReport } from './forms.js'
import { formValues, reportById } from './queries.js'
import { isOpenOn } from './rules.js'

/** A patient tells how they are today: once a day, by the hospital's calendar. */
export function sendReport(actor: Actor, form: NewReport, now: Date): Promise<{ id: string }> {
  authorize(actor, 'daily-report.own')
  const patientId = ownPatientId(actor)
  const { idempotency_key: _key, day, ...told } = form
  return once(actor.id, 'daily-report.create', form, async (tx) => {
    requireToday(day, now)
    await openRecord(tx, actor, patientId, now)
    const { id } = await tx.dailyReport.create({
      data: { ...told, patientId, day: dayToColumn(day), createdAt: now, updatedAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'daily-report.own', { type: 'daily_report', id, patientId })
    return { id }
  })
}

/** Changes what was told today. What was told yesterday stays as it is: others have acted on it. */
export async function changeReport(actor: Actor, id: string, form: EditedReport, now: Date): Promise<void> {
  authorize(actor, 'daily-report.own')
  const patientId = ownPatientId(actor)
  const { version, day: _day, ...told } = form
  const today = dayIn(now, config.zone)
  await transaction(async (tx) => {
    const { count } = await tx.dailyReport.updateMany({
      where: { id, patientId, day: dayToColumn(today), version },
      data: { ...told, updatedAt: now, version: { increment: 1 } },
    })
    if (count === 0) {
      const current = await reportById(patientId, id, tx)
      if (!current) throw new NotFound()
      if (!isOpenOn(current, today))
        throw new Refusal('This report is of a day that is over. It stays as you sent it.')
      throw new Stale(formValues(current), current.version)
    }
    const details = { changed: true }
    await audit(tx, actor, 'daily-report.own', { type: 'daily_report', id, patientId, details })
  })
}

function requireToday(day: Day, now: Date): void {
  if (day !== dayIn(now, config.zone))
    throw new Refusal(
      'A new day has begun since you opened this form. Look at it again, then send it for today.',
    )
}
