import type { Actor } from '../access/actor.js'
import { raiseAlert } from '../alerts/commands.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import { recordObservation } from '../observations/commands.js'
import { ageOn, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { closeAlertsAtHome, HEARD } from '../triage/home-isolation.js'
import { earliestEndDay } from '../triage/isolation-period-rules.js'
import { alertsAnew, gravityOf, tellsOfFever } from './answer-rules.js'
import type { AlertLevel } from './home-alert-rules.js'
import { type ReportScore, scoreReport } from './monitoring-rules.js'
import { earlierReports } from './report-queries.js'
import { type HomeReport, presentationOf } from './report-rules.js'
import { storedReport } from './stored-report.js'

/** The home isolation that a report is about. */
export interface ReportedIsolation {
  id: string
  patientId: string
  version: number
  earliestEndOn: Date
  dateOfBirth: Date | null
  testedOn: Date
}

/**
 * Scores a report on arrival and keeps it with its readings. A red flag alerts the doctor in charge and the desk in the
 * same transaction, or goes on with the one that nobody has answered; any report ends an alert of silence; fever moves the end of the isolation. A changed daily report is
 * a report of its own that takes the place of the one before: that one's readings are struck out.
 */
export async function recordHomeReport(
  tx: Tx,
  actor: Actor,
  isolation: ReportedIsolation,
  told: HomeReport,
  dailyReportId: string | null,
): Promise<{ id: string; alert: AlertLevel }> {
  const { patientId } = isolation
  const now = told.at
  const all = await earlierReports(tx, isolation.id)
  const before =
    all.find((report) => dailyReportId !== null && report.dailyReportId === dailyReportId) ?? null
  const others = all.filter((report) => report !== before)
  const score = scoreReport(
    told,
    others.map(({ report }) => report),
    { ageYears: ageAt(isolation, now), zone: config.zone },
  )
  const alert = alertOf(score)
  const observationId = await keepReadings(tx, actor, patientId, told)
  if (before?.observationId) await strikeReplaced(tx, actor, before.observationId, now)
  const { id } = await tx.homeCheck.create({
    data: {
      ...{ patientId, isolationId: isolation.id, observationId, dailyReportId, reportedById: actor.id },
      ...{ takenAt: now, createdAt: now, breathing: told.breathing, feeling: told.feeling },
      ...{ symptoms: [...(told.symptoms ?? [])], feverDays: told.feverDays, alert },
      ...{ result: storedReport(told, score), ruleSetVersion: score.ruleSet.version },
    },
    select: { id: true },
  })
  await audit(tx, actor, 'isolation.report', { type: 'home_check', id, patientId, details: { alert } })
  await closeAlertsAtHome(tx, patientId, ['SILENCE'], HEARD, now)
  if (tellsOfFever(told)) await moveEnd(tx, isolation, now)
  if (alertsAnew(before?.score ?? null, score)) await alertOthers(tx, actor, patientId, id, score, now)
  await announce(tx, ['isolations'])
  return { id, alert }
}

function alertOf({ alert, problems }: ReportScore): AlertLevel {
  // The form refuses whatever is impossible before; this is for an impossible age.
  if (alert === null) throw new Refusal(problems[0]?.text ?? '', { values: problems[0]?.values ?? {} })
  return alert
}

const ageAt = ({ dateOfBirth }: ReportedIsolation, now: Date) =>
  dateOfBirth && ageOn(dayFromColumn(dateOfBirth), dayIn(now, config.zone)).years

/** What was measured as a round of its own: without a NEWS2, which nobody reckons from a finger and a thermometer. */
async function keepReadings(
  tx: Tx,
  actor: Actor,
  patientId: string,
  told: HomeReport,
): Promise<string | null> {
  const { readings } = presentationOf(told, null)
  const { spo2, respiratoryRate, pulse, temperatureTenthsC } = readings
  if ([spo2, respiratoryRate, pulse, temperatureTenthsC].every((value) => value === null)) return null
  return recordObservation(tx, actor, patientId, {
    round: readings,
    takenAt: told.at,
    source: 'PATIENT',
    scored: false,
  })
}

async function strikeReplaced(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  await tx.observation.updateMany({
    where: { id, struckAt: null },
    data: { struckAt: now, struckById: actor.id, struckReason: 'The report was changed.' },
  })
}

async function moveEnd(tx: Tx, { id, testedOn, earliestEndOn }: ReportedIsolation, now: Date): Promise<void> {
  const end = dayToColumn(earliestEndDay(dayFromColumn(testedOn), dayIn(now, config.zone)))
  if (end > earliestEndOn) await tx.homeIsolation.update({ where: { id }, data: { earliestEndOn: end } })
}

async function alertOthers(
  tx: Tx,
  actor: Actor,
  patientId: string,
  id: string,
  score: ReportScore,
  now: Date,
): Promise<void> {
  const [worst] = score.reasons
  if (!worst) return
  const { text, values } = worst
  const raisedById = actor.id
  const alert = { patientId, kind: 'RED_FLAG', subjectId: id, text, facts: values, raisedById } as const
  await raiseAlert(tx, { ...alert, gravity: gravityOf(score) }, now)
}
