import type { Prisma } from '../../src/generated/prisma/client.js'
import { dayFromColumn, dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { earliestEndDay, hoursBetweenReadings, lastFeverOn } from '../../src/triage/isolation-period-rules.js'
import { readResult } from '../../src/triage/stored-result.js'
import { identify } from './chance.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'

/** Hours after the triage at which the doctor in charge has called and decided. */
const CALLED_AFTER = 2

/** One of those whom the rules leave to a medical officer is signed off, and is at home since; the others still wait. */
export function signOneOff(house: House): void {
  const { rows, zone, moments } = house
  for (const triage of rows.assessments) {
    const { id: assessmentId, patientId, createdAt, testedOn } = triage
    const doctorId = rows.assignments.find((one) => one.patientId === patientId && !one.endedAt)?.doctorId
    const doctor = Object.values(house.doctors).find(({ id }) => id === doctorId)
    const decidedAt = createdAt instanceof Date ? later(createdAt, CALLED_AFTER * 60) : moments.now
    const waits = triage.homeIsolation === 'MEDICAL_OFFICER_EVALUATION' && decidedAt < moments.now
    if (!waits || !doctor || typeof assessmentId !== 'string' || !(testedOn instanceof Date)) continue

    const id = identify('decision', patientId, decidedAt)
    rows.decisions.push({
      ...{ id, patientId, assessmentId, kind: 'SIGN_OFF', site: 'HOME', doctorId: doctor.id, decidedAt },
      reason:
        'Spoken to on the telephone: eats, drinks, walks without getting short of breath, and can measure alone. Somebody is at home day and night and knows when to call.',
    })
    leaveTrail(house, decidedAt, doctor.accountId, 'triage.decide', {
      type: 'triage_decision',
      id,
      patientId,
    })
    // Only `storedResult` writes it.
    const { told, highRisk } = readResult(triage.result as Prisma.JsonValue)
    const today = dayIn(decidedAt, zone)
    const isolationId = identify('isolation', patientId, decidedAt)
    rows.isolations.push({
      ...{ id: isolationId, patientId, assessmentId, doctorId: doctor.id },
      startedOn: dayToColumn(today),
      earliestEndOn: dayToColumn(earliestEndDay(dayFromColumn(testedOn), lastFeverOn(told, today))),
      ...{ createdAt: decidedAt, startedAt: decidedAt, checkHours: hoursBetweenReadings({ highRisk }) },
    })
    const subject = { type: 'home_isolation', id: isolationId, patientId }
    leaveTrail(house, decidedAt, null, 'system.isolation-begun', subject)
    return
  }
}
