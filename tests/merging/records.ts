import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { db } from '../../src/db/client.js'
import { type Browser, hidden } from '../support/app.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'
import { fillMoney } from './money.js'

export const hoursFrom = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000)

/** Doctors and others whom every record of a test names. */
export async function staffOfRecords() {
  const [doctor, colleague, guardian] = [
    await createPerson('DOCTOR', 'Dr. Anjali Rao'),
    await createPerson('DOCTOR', 'Dr. Colleague'),
    await createPerson('PATIENT', 'Guardian'),
  ]
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId ?? '' } })
  const item = await db.catalogueItem.findFirstOrThrow({ where: { kind: 'TEST' }, orderBy: { code: 'asc' } })
  return {
    doctorId: doctor.doctorId ?? '',
    colleagueId: colleague.doctorId ?? '',
    by: doctor.accountId,
    guardianId: guardian.accountId,
    specialisationId,
    itemId: item.id,
  }
}

type Staff = Awaited<ReturnType<typeof staffOfRecords>>
let taken = 0

/** A row, and where rows hang together more than one, in every table that holds something of a patient. */
export async function fillRecord(patientId: string, staff: Staff) {
  const { doctorId, colleagueId, by, guardianId, specialisationId, itemId } = staff
  const now = new Date()
  // Nobody is seen twice at one time: each call takes hours of its own.
  const slot = hoursFrom(now, 24 + 2 * ++taken)
  const mark = String(taken)
  const dayOf = (days: number) => new Date(Date.UTC(2026, 0, 1 + days))
  const account = await createPerson('PATIENT', `Books ${mark}`)
  await db.guardianship.create({
    data: { accountId: account.accountId, patientId, relation: 'PARENT', createdById: by },
  })
  const former = {
    patientId,
    doctorId,
    assignedById: by,
    startedAt: hoursFrom(now, -90),
    endedAt: hoursFrom(now, -80),
  }
  await db.careAssignment.create({ data: former })
  const stay = await db.admission.create({
    data: {
      ...{ patientId, status: 'DISCHARGED', reason: 'Fever', admittedById: by, dischargedById: by },
      ...{ admittedAt: hoursFrom(now, -60), dischargedAt: hoursFrom(now, -30) },
    },
    select: { id: true },
  })
  const observation = await db.observation.create({
    data: { patientId, recordedById: by, takenAt: hoursFrom(now, -50), pulse: 80, admissionId: stay.id },
    select: { id: true },
  })
  const assessment = await db.triageAssessment.create({
    data: {
      ...{
        patientId,
        observationId: observation.id,
        recordedById: by,
        testedOn: dayOf(1),
        testKind: 'RT_PCR',
      },
      ...{ laboratory: 'City', symptoms: [], conditions: [], status: 'OK', severity: 'MILD', site: 'HOME' },
      ...{ highRisk: false, result: {}, ruleSetVersion: 'test' },
    },
    select: { id: true },
  })
  const isolation = await db.homeIsolation.create({
    data: {
      ...{ patientId, assessmentId: assessment.id, startedOn: dayOf(1), earliestEndOn: dayOf(8) },
      ...{ endedAt: now, endReason: 'Over' },
    },
    select: { id: true },
  })
  await fillPathway(patientId, staff, { stay, assessment, isolation })
  const note = await db.clinicalNote.create({
    data: { patientId, doctorId, text: `Note ${mark}`, admissionId: stay.id },
    select: { id: true },
  })
  await db.clinicalNote.create({ data: { patientId, doctorId, text: 'Amended', amendsId: note.id } })
  const prescription = await prescribe(patientId, staff, { status: 'REPLACED' })
  await prescribe(patientId, staff, { replacesId: prescription.id })
  await fillMoney(patientId, by, { stay, prescription })
  const visit = await db.appointment.create({
    data: {
      ...{ patientId, doctorId, status: 'CONFIRMED', day: dayOf(2), reason: 'Cough', createdById: by },
      ...{ startsAt: slot, endsAt: hoursFrom(slot, 0.5) },
    },
    select: { id: true },
  })
  const waiting = await db.waitingEntry.create({
    data: {
      ...{ patientId, specialisationId, status: 'BOOKED', reason: 'Earlier', createdById: by },
      ...{ earliestOn: dayOf(0), latestOn: dayOf(9), appointmentId: visit.id },
    },
    select: { id: true },
  })
  await db.slotHold.create({
    data: {
      ...{ kind: 'WAITING', doctorId: colleagueId, patientId, waitingEntryId: waiting.id, heldUntil: slot },
      ...{ startsAt: hoursFrom(slot, 1), endsAt: hoursFrom(slot, 1.5) },
    },
  })
  await db.allergy.create({ data: { patientId, kind: 'OTHER', substance: `Dust ${mark}`, recordedById: by } })
  await db.condition.create({ data: { patientId, name: 'Asthma', recordedById: by } })
  for (const position of [1, 2])
    await db.patientContact.create({
      data: {
        patientId,
        position,
        name: `Contact ${mark}.${position}`,
        relation: 'SPOUSE',
        phone: '+919800000001',
      },
    })
  await db.noteDraft.create({
    data: { patientId, doctorId: await anotherDoctor(), kind: 'PROGRESS', text: 'Draft', updatedAt: now },
  })
  await db.breakGlass.create({
    data: {
      patientId,
      doctorId,
      reason: 'Unconscious in the hall',
      startedAt: now,
      endsAt: hoursFrom(now, 0.5),
    },
  })
  const order = await db.clinicalOrder.create({
    data: {
      patientId,
      doctorId,
      itemId,
      kind: 'TEST',
      orderedAt: now,
      orderedById: by,
      admissionId: stay.id,
    },
    select: { id: true },
  })
  await db.$transaction([
    db.clinicalOrder.update({
      where: { id: order.id },
      data: { status: 'PRELIMINARY' },
      select: { id: true },
    }),
    db.testResult.create({
      data: { orderId: order.id, version: 1, status: 'PRELIMINARY', recordedById: by, recordedAt: now },
      select: { id: true },
    }),
  ])
  await fileDocument(patientId, by, order.id)
  await db.dailyReport.create({
    data: { patientId, day: dayOf(20 + taken), mood: 'GOOD', rating: 7, symptoms: [] },
  })
  await db.dischargeSummary.create({
    data: {
      ...{
        admissionId: stay.id,
        patientId,
        version: 1,
        doctorId,
        diagnosis: 'D',
        course: 'C',
        condition: 'Well',
      },
      ...{ advice: 'Rest', signedAt: now },
    },
  })
  await db.colleagueLetter.create({
    data: { patientId, fromId: doctorId, toId: colleagueId, kind: 'QUESTION', text: 'Why?', sentAt: now },
  })
  await db.spo2ScaleDecision.create({
    data: { patientId, doctorId, scale: 2, reason: 'COPD', decidedAt: now },
  })
  await db.guardianship.upsert({
    where: { accountId_patientId: { accountId: guardianId, patientId } },
    create: { accountId: guardianId, patientId, relation: 'OTHER', createdById: by },
    update: {},
  })
  return { stay, note, visit, order, prescription }
}

const anotherDoctor = async () => (await createPerson('DOCTOR')).doctorId ?? ''

export function prescribe(
  patientId: string,
  { doctorId }: Staff,
  data: { status?: 'REPLACED'; replacesId?: string; appointmentId?: string } = {},
) {
  const items = {
    create: { position: 1, medicine: 'Paracetamol', dose: '1', frequency: 'BD', durationDays: 3 },
  }
  return db.prescription.create({ data: { patientId, doctorId, ...data, items }, select: { id: true } })
}

export async function fileDocument(patientId: string, by: string, orderId: string | null) {
  const file = await db.storedFile.create({
    data: { originalName: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'x', uploadedById: by },
    select: { id: true },
  })
  return db.document.create({
    data: {
      ...{ patientId, orderId, fileId: file.id, kind: 'LAB_REPORT', title: 'Report' },
      ...{ day: new Date('2026-01-02'), uploadedById: by },
    },
    select: { id: true },
  })
}

export interface Place {
  name: string
  holder: string
}

export const places = () => db.$queryRaw<Place[]>`SELECT name, holder FROM patient_places() ORDER BY name`

/** Every row of these patients in every table, and their accounts; versions and the search text are left out. */
export async function dump(ids: string[]): Promise<Record<string, unknown[]>> {
  const rows = await db.$queryRaw<{ name: string; rows: unknown[] | null }[]>`
    SELECT p.name, (xpath('/row/r/text()', query_to_xml(format(
      'SELECT jsonb_agg(to_jsonb(x) - ''version'' ORDER BY x.id) AS r FROM %I x WHERE x.%I = ANY(%L::uuid[])',
      p.name, p.holder, ${ids}::uuid[]), FALSE, TRUE, '')))[1]::text AS rows
    FROM (SELECT name, holder FROM patient_places() UNION ALL SELECT 'patient', 'id') p ORDER BY p.name`
  const accounts = await db.account.findMany({
    where: { patient: { id: { in: ids } } },
    orderBy: { id: 'asc' },
    select: { id: true, status: true, decisionReason: true, decidedAt: true, decidedById: true },
  })
  return { ...Object.fromEntries(rows.map(({ name, rows: found }) => [name, [found]])), accounts }
}

/** Two records of one person, each filled to the brim. */
export async function twoRecords(staff: Staff) {
  const kept = await createPatient({ name: 'Asha Kulkarni' })
  const gone = await createPatient({ name: 'Asha Kulkarni' })
  await fillRecord(kept.id, staff)
  const held = await fillRecord(gone.id, staff)
  return { kept, gone, held }
}

/** Through the pages, as an administrator does it. */
export async function mergeThrough(
  admin: Browser,
  keptId: string,
  goneId: string,
  reason = 'Registered twice at the desk',
) {
  const page = await admin.get(`/admin/patients/${keptId}/merge?patientId=${goneId}`).expect(200)
  const form = { patientId: goneId, keeps: 'this', reason, ...hidden(page.text) }
  const asked = await admin.post(`/admin/patients/${keptId}/merge`, form)
  if (asked.status !== 200) return asked
  return admin.post(`/admin/patients/${keptId}/merge`, { ...form, confirmed: 'yes', ...hidden(asked.text) })
}

export async function undoThrough(admin: Browser, goneId: string, reason = 'They are sisters') {
  const { id } = await db.patientMerge.findFirstOrThrow({ where: { goneId, undoneAt: null } })
  const page = await admin.get(`/admin/merges/${id}/undo`).expect(200)
  return admin.post(`/admin/merges/${id}/undo`, { reason, ...hidden(page.text) })
}

export const adminOf = (app: Express) => logInAs(app, 'ADMIN')

interface Ids {
  id: string
}

/** What the pathway keeps of a patient: a row in each of its tables. */
async function fillPathway(
  patientId: string,
  { by, doctorId }: Staff,
  { stay, assessment, isolation }: { stay: Ids; assessment: Ids; isolation: Ids },
) {
  const now = new Date()
  const reading = await db.observation.create({
    data: { patientId, recordedById: by, takenAt: now, spo2: 89, source: 'PATIENT' },
    select: { id: true },
  })
  await db.homeCheck.create({
    data: {
      ...{ patientId, isolationId: isolation.id, observationId: reading.id, reportedById: by, takenAt: now },
      ...{ symptoms: [], alert: 'EMERGENCY', result: {}, ruleSetVersion: 'test' },
    },
  })
  const alert = await db.alert.create({
    data: { patientId, kind: 'RED_FLAG', subjectId: randomUUID(), text: 'Low', doctorId, raisedAt: now },
    select: { id: true },
  })
  const decided = { kind: 'OVERRIDE', site: 'WARD', reason: 'Looks worse than the numbers' } as const
  await db.triageDecision.create({
    data: { patientId, assessmentId: assessment.id, ...decided, doctorId, decidedAt: now },
  })
  await db.clinicalScore.create({
    data: {
      ...{ patientId, admissionId: stay.id, kind: 'FOUR_C', status: 'OK', total: 4, grade: 'INTERMEDIATE' },
      ...{ told: {}, result: {}, ruleSetVersion: 'test', recordedById: by, recordedAt: now },
    },
  })
  await db.admissionRequest.create({
    data: {
      ...{
        patientId,
        source: 'RED_FLAG',
        assessmentId: assessment.id,
        alertId: alert.id,
        priority: 'URGENT',
      },
      ...{ levels: ['WARD'], isolation: true, oxygen: true, reason: 'Red flag', requestedAt: now },
      ...{ status: 'ADMITTED', closedAt: now, admissionId: stay.id },
    },
  })
  const service = await db.serviceItem.findUniqueOrThrow({ where: { code: 'TELE' }, select: { id: true } })
  await db.serviceRequest.create({
    data: { patientId, itemId: service.id, isolationId: isolation.id, requestedById: by, requestedAt: now },
  })
  await db.charge.create({
    data: {
      ...{ patientId, admissionId: stay.id, kind: 'SERVICE', sourceType: 'manual', sourceId: randomUUID() },
      ...{ description: 'Call', unitPriceMinor: 100n, occurredAt: now, createdById: by },
    },
  })
}
