import type { Prisma } from '../../src/generated/prisma/client.js'
import { ASKED_BY_TRIAGE } from '../../src/triage/bed-requests.js'
import { bedNeeds } from '../../src/triage/bed-rules.js'
import { bedPriority } from '../../src/triage/site-decision-rules.js'
import { readResult } from '../../src/triage/stored-result.js'
import { identify } from './chance.js'
import { askedByDoctor, heldFor } from './data/bed-requests.js'
import { type House, leaveTrail, receptionistAt } from './house.js'
import { later } from './moments.js'

const HELD_AGO = 9
const HOLD_MINUTES = 60

/** Who waits for a bed, who waited, and the bed that is held. After all triages and stays are there. */
export function waitForBeds(house: House): void {
  for (const triage of house.rows.assessments) afterTriage(house, triage)
  askForOne(house)
  holdOne(house)
}

type Triage = House['rows']['assessments'][number]

/** A triage that advises a bed asks for one; a stay that began after it answers that. */
function afterTriage(house: House, triage: Triage) {
  const { rows } = house
  const { id: assessmentId = null, patientId } = triage
  const at = timeOf(triage.createdAt) ?? house.moments.now
  // Only `storedResult` writes it.
  const result = readResult(triage.result as Prisma.JsonValue)
  const need = bedNeeds(result)
  if (!need) return
  const stay = rows.admissions.find((one) => one.assessmentId === assessmentId)
  const since = rows.admissions.some((one) => one.patientId === patientId && !isBefore(one.dischargedAt, at))
  const isNewest = !rows.assessments.some(
    (one) => one.patientId === patientId && !isBefore(one.createdAt, later(at, 1)),
  )
  if (!stay && (since || !isNewest)) return
  addRequest(house, {
    ...{ patientId, assessmentId, source: 'TRIAGE', reason: ASKED_BY_TRIAGE },
    priority: bedPriority(result.site ?? result.atLeast?.site, result.urgency),
    ...{ ...need, levels: [...need.levels], requestedAt: at, requestedById: triage.recordedById },
    ...(stay && {
      ...{ status: 'ADMITTED', admissionId: stay.id, closedAt: stay.admittedAt },
      closedById: stay.admittedById,
    }),
  })
}

function askForOne(house: House) {
  const { name, doctor, minutesAgo, reason, need } = askedByDoctor
  const patient = house.rows.patients.find((one) => one.name === name)
  const waits = house.rows.requests.some((one) => one.patientId === patient?.id && !one.closedAt)
  if (!patient || waits) return
  addRequest(house, {
    ...{
      patientId: patient.id,
      source: 'STAFF',
      priority: 'URGENT',
      reason,
      ...need,
      levels: [...need.levels],
    },
    requestedAt: house.moments.minutesAgo(minutesAgo),
    requestedById: house.doctors[doctor].accountId,
  })
}

const timeOf = (instant: unknown) => (instant instanceof Date ? instant : null)

const isBefore = (instant: unknown, at: Date) => (timeOf(instant) ?? FOREVER) <= at

const FOREVER = new Date(8.64e15)

function addRequest(house: House, request: Omit<House['rows']['requests'][number], 'id'>) {
  const { patientId, requestedAt, requestedById } = request
  const id = identify('bed request', patientId, requestedAt)
  house.rows.requests.push({ id, ...request })
  leaveTrail(house, requestedAt, requestedById, 'request.create', {
    type: 'admission_request',
    id,
    patientId,
  })
}

/** For whom the desk has found a bed: on the way up. */
function holdOne(house: House) {
  const { rows, moments } = house
  const from = moments.minutesAgo(HELD_AGO)
  const patient = rows.patients.find(({ name }) => name === heldFor.name)
  const request = rows.requests.find((one) => one.patientId === patient?.id && !one.closedAt)
  const ward = rows.wards.find(({ code }) => code === heldFor.ward)
  const inUse = new Set(
    rows.bedStays.filter(({ endedAt }) => !isBefore(endedAt, from)).map(({ bedId }) => bedId),
  )
  const bed = rows.beds.find(({ id = '', wardId }) => wardId === ward?.id && !inUse.has(String(id)))
  if (!request || !bed) return
  const [byId, bedId] = [receptionistAt(house, from), String(bed.id)]
  rows.bedStays.push({
    ...{ id: identify('hold', request.patientId, from), kind: 'HELD', bedId, requestId: request.id },
    ...{ startedAt: from, endedAt: later(from, HOLD_MINUTES), startedById: byId },
  })
  const subject = { type: 'admission_request', id: request.id, patientId: request.patientId }
  leaveTrail(house, from, byId, 'bed.hold', subject)
}
