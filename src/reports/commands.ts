import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { ownPatientId } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { type ReportedIsolation, recordHomeReport } from '../isolation/recording.js'
import { isolationToReport } from '../isolation/sending.js'
import { openRecord } from '../patients/open-record.js'
import { type Day, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal, Stale } from '../shared/errors.js'
import type { EditedReport, NewReport } from './forms.js'
import { formValues, reportById } from './queries.js'
import { isOpenOn } from './rules.js'

/**
 * A patient tells how they are today: once a day, by the hospital's calendar. Of who is cared for at home it is a report
 * from home as well, scored on arrival; `homeReportId` leads to what it means.
 */
export function sendReport(
  actor: Actor,
  form: NewReport,
  now: Date,
): Promise<{ id: string; homeReportId: string | null }> {
  authorize(actor, 'daily-report.own')
  const patientId = ownPatientId(actor)
  const { idempotency_key: _key, day, atHome: _atHome, ...told } = form
  return once(actor.id, 'daily-report.create', form, async (tx) => {
    requireToday(day, now)
    const isolation = await isolationToReport(tx, patientId)
    await openRecord(tx, actor, patientId, now)
    const { id } = await tx.dailyReport.create({
      data: { ...told, patientId, day: dayToColumn(day), createdAt: now, updatedAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'daily-report.own', { type: 'daily_report', id, patientId })
    return { id, homeReportId: await fromHome(tx, actor, isolation, form, id, now) }
  })
}

/** Changes what was told today. What was told yesterday stays as it is: others have acted on it. */
export async function changeReport(
  actor: Actor,
  id: string,
  form: EditedReport,
  now: Date,
): Promise<{ homeReportId: string | null }> {
  authorize(actor, 'daily-report.own')
  const patientId = ownPatientId(actor)
  const { version, day: _day, atHome: _atHome, ...told } = form
  const today = dayIn(now, config.zone)
  return transaction(async (tx) => {
    const isolation = await isolationToReport(tx, patientId)
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
    return { homeReportId: await fromHome(tx, actor, isolation, form, id, now) }
  })
}

/** What the same words mean for the care at home, where the patient is in it. */
async function fromHome(
  tx: Tx,
  actor: Actor,
  isolation: ReportedIsolation | null,
  { atHome, symptoms, spo2, pulse }: Pick<NewReport, 'atHome' | 'symptoms' | 'spo2' | 'pulse'>,
  dailyReportId: string,
  now: Date,
): Promise<string | null> {
  if (!isolation) return null
  const told = { ...atHome, at: now, symptoms, spo2, pulse, respiratoryRate: null, feverDays: null }
  const { id } = await recordHomeReport(tx, actor, isolation, told, dailyReportId)
  return id
}

function requireToday(day: Day, now: Date): void {
  if (day !== dayIn(now, config.zone))
    throw new Refusal(
      'A new day has begun since you opened this form. Look at it again, then send it for today.',
    )
}
