import type { Tx } from '../../src/db/client.js'
import type { Appointment, Prisma } from '../../src/generated/prisma/client.js'
import type { Sex } from '../../src/generated/prisma/enums.js'
import { chargeWork } from './charges.js'
import type { DemoClaim } from './claims.js'
import type { DemoDocument } from './documents.js'
import { type DemoOrder, insertOrders } from './order-rows.js'
import { supersedePapers } from './papers.js'
import { type DemoCounter, type DemoRefund, insertPayments } from './payments.js'
import { writePrescriptions } from './prescribed.js'
import { type DemoService, insertServices } from './services.js'

interface DemoPatient {
  id: string
  name: string
  accountId: string | null
  sex: Sex | null
  dateOfBirth: Date | null
  createdAt: Date
}

/** A visit with all that decides what becomes of it. */
export interface DemoVisit extends Omit<Appointment, 'number' | 'version' | 'strandedAt'> {
  number?: number
}

/** A prescription, and what its doctor said to what the check found, where it is nothing usual. */
export interface DemoPrescription extends Prisma.PrescriptionCreateManyInput {
  id: string
  createdAt: Date
  reason?: string
}

export interface DemoNote extends Prisma.ClinicalNoteCreateManyInput {
  id: string
  admissionId: string | null
  createdAt: Date
}

/** A medicine as doctors say it; which product that is, the catalogue knows. */
export interface DemoItem
  extends Pick<
    Prisma.PrescriptionItemCreateManyInput,
    'position' | 'medicine' | 'dose' | 'frequency' | 'durationDays'
  > {
  id: string
  prescriptionId: string
  instructions: string | null
  stoppedAt?: Date
  stoppedById?: string
  stopReason?: string
}

interface DemoIsolation {
  id: string
  patientId: string
  startedAt: Date
  checkHours: number
  doctorId: string | null
}

interface DemoReport {
  id: string
  patientId: string
  createdAt: Date
  symptoms: string[]
  temperatureTenthsC: number | null
  spo2: number | null
  pulse: number | null
}

/** Everything that is written, table by table; whoever adds a row adds what it points to. */
export function emptyRows() {
  return {
    accounts: [] as (Prisma.AccountCreateManyInput & { id: string })[],
    specialisations: [] as Prisma.SpecialisationCreateManyInput[],
    doctors: [] as (Prisma.DoctorCreateManyInput & { id: string })[],
    workingHours: [] as Prisma.WorkingHoursCreateManyInput[],
    holidays: [] as (Prisma.HolidayCreateManyInput & { day: Date })[],
    leaves: [] as Prisma.DoctorLeaveCreateManyInput[],
    wards: [] as Prisma.WardCreateManyInput[],
    wardRates: [] as Prisma.WardRateCreateManyInput[],
    rooms: [] as Prisma.RoomCreateManyInput[],
    beds: [] as Prisma.BedCreateManyInput[],
    patients: [] as (Prisma.PatientCreateManyInput & DemoPatient)[],
    allergies: [] as Prisma.AllergyCreateManyInput[],
    conditions: [] as Prisma.ConditionCreateManyInput[],
    contacts: [] as Prisma.PatientContactCreateManyInput[],
    observations: [] as (Prisma.ObservationCreateManyInput & {
      id: string
      takenAt: Date
      news2Total: number | null
    })[],
    scaleDecisions: [] as Prisma.Spo2ScaleDecisionCreateManyInput[],
    assessments: [] as Prisma.TriageAssessmentCreateManyInput[],
    decisions: [] as Prisma.TriageDecisionCreateManyInput[],
    scores: [] as Prisma.ClinicalScoreCreateManyInput[],
    isolations: [] as (Prisma.HomeIsolationCreateManyInput & DemoIsolation)[],
    admissions: [] as (Prisma.AdmissionCreateManyInput & { patientId: string })[],
    requests: [] as (Prisma.AdmissionRequestCreateManyInput & {
      id: string
      requestedAt: Date
      requestedById: string
    })[],
    bedStays: [] as Prisma.BedStayCreateManyInput[],
    assignments: [] as Prisma.CareAssignmentCreateManyInput[],
    notes: [] as DemoNote[],
    drafts: [] as Prisma.NoteDraftCreateManyInput[],
    letters: [] as Prisma.ColleagueLetterCreateManyInput[],
    breakGlass: [] as Prisma.BreakGlassCreateManyInput[],
    looks: [] as Prisma.RecordLookCreateManyInput[],
    prescriptions: [] as DemoPrescription[],
    prescriptionItems: [] as DemoItem[],
    summaries: [] as Prisma.DischargeSummaryCreateManyInput[],
    invoiceCounters: [] as Prisma.InvoiceCounterCreateManyInput[],
    invoices: [] as Prisma.InvoiceCreateManyInput[],
    invoiceLines: [] as Prisma.InvoiceLineCreateManyInput[],
    /** Of the lines of invoices; what is open is read off the work that was done. */
    charges: [] as Prisma.ChargeCreateManyInput[],
    guardianships: [] as Prisma.GuardianshipCreateManyInput[],
    appointments: [] as DemoVisit[],
    appointmentEvents: [] as Prisma.AppointmentEventCreateManyInput[],
    queueDays: [] as Prisma.QueueDayCreateManyInput[],
    waitingEntries: [] as Prisma.WaitingEntryCreateManyInput[],
    orders: [] as DemoOrder[],
    documents: [] as DemoDocument[],
    dailyReports: [] as (Prisma.DailyReportCreateManyInput & DemoReport)[],
    homeChecks: [] as (Prisma.HomeCheckCreateManyInput & {
      id: string
      isolationId: string
      takenAt: Date
    })[],
    alerts: [] as Prisma.AlertCreateManyInput[],
    alertSteps: [] as Prisma.AlertStepCreateManyInput[],
    services: [] as DemoService[],
    counters: [] as DemoCounter[],
    allocations: [] as Prisma.PaymentAllocationCreateManyInput[],
    refunds: [] as DemoRefund[],
    claims: [] as DemoClaim[],
    messages: [] as Prisma.MessageCreateManyInput[],
    auditEvents: [] as (Prisma.AuditEventCreateManyInput & { at: Date })[],
  }
}

export type Rows = ReturnType<typeof emptyRows>

/** Each table in one statement, what is pointed to before what points. */
export async function insertRows(tx: Tx, rows: Rows, now: Date): Promise<void> {
  await tx.account.createMany({ data: rows.accounts })
  await tx.specialisation.createMany({ data: rows.specialisations })
  await tx.doctor.createMany({ data: rows.doctors })
  await tx.workingHours.createMany({ data: rows.workingHours })
  await tx.holiday.createMany({ data: rows.holidays })
  await tx.doctorLeave.createMany({ data: rows.leaves })
  await tx.ward.createMany({ data: rows.wards })
  await tx.wardRate.createMany({ data: rows.wardRates })
  await tx.room.createMany({ data: rows.rooms })
  await tx.bed.createMany({ data: rows.beds })
  await tx.patient.createMany({ data: await numbered(tx, rows.patients) })
  await tx.allergy.createMany({ data: rows.allergies })
  await tx.condition.createMany({ data: rows.conditions })
  await tx.patientContact.createMany({ data: rows.contacts })
  const [beforeStays, inStays] = [rows.observations.filter(isOutsideStay), rows.observations.filter(isInStay)]
  await tx.observation.createMany({ data: beforeStays })
  await tx.spo2ScaleDecision.createMany({ data: rows.scaleDecisions })
  await tx.triageAssessment.createMany({ data: rows.assessments })
  await tx.homeIsolation.createMany({ data: rows.isolations })
  await tx.triageDecision.createMany({ data: rows.decisions })
  await tx.admission.createMany({ data: rows.admissions })
  await tx.observation.createMany({ data: inStays })
  await tx.admissionRequest.createMany({ data: rows.requests })
  await tx.bedStay.createMany({ data: rows.bedStays })
  await tx.clinicalScore.createMany({ data: rows.scores })
  await tx.careAssignment.createMany({ data: rows.assignments })
  await tx.clinicalNote.createMany({ data: rows.notes })
  await tx.noteDraft.createMany({ data: rows.drafts })
  await tx.colleagueLetter.createMany({ data: rows.letters })
  await tx.breakGlass.createMany({ data: rows.breakGlass })
  await tx.recordLook.createMany({ data: rows.looks })
  await writePrescriptions(tx, rows)
  await tx.dischargeSummary.createMany({ data: rows.summaries })
  await tx.invoiceCounter.createMany({ data: rows.invoiceCounters })
  await tx.invoice.createMany({ data: rows.invoices })
  await tx.invoiceLine.createMany({ data: rows.invoiceLines })
  await tx.charge.createMany({ data: rows.charges })
  await tx.guardianship.createMany({ data: rows.guardianships })
  await tx.appointment.createMany({ data: await numberedVisits(tx, rows.appointments) })
  await tx.appointmentEvent.createMany({ data: rows.appointmentEvents })
  await tx.queueDay.createMany({ data: rows.queueDays })
  await tx.waitingEntry.createMany({ data: rows.waitingEntries })
  await insertOrders(tx, rows.orders)
  await supersedePapers(tx)
  await tx.dailyReport.createMany({ data: rows.dailyReports })
  await tx.homeCheck.createMany({ data: rows.homeChecks })
  await tx.alert.createMany({ data: rows.alerts })
  await tx.alertStep.createMany({ data: rows.alertSteps })
  await insertServices(tx, rows.services)
  await chargeWork(tx, now)
  await insertPayments(tx, rows)
  await tx.paymentClaim.createMany({ data: rows.claims })
  await tx.message.createMany({ data: rows.messages })
  await tx.auditEvent.createMany({ data: byTime(rows.auditEvents, ({ at }) => at) })
}

/** A triage points to its readings, a stay to its triage, and the rounds of the stay to the stay. */
const isOutsideStay = ({ admissionId }: Rows['observations'][number]) => !admissionId
const isInStay = ({ admissionId }: Rows['observations'][number]) => Boolean(admissionId)

const FIRST_NUMBER = 1001

/**
 * Patients with their numbers, in the order in which they were registered. Given here and not by the sequence,
 * which does not go back when a first attempt fails; but the sequence goes on after them.
 */
async function numbered(tx: Tx, patients: Rows['patients']): Promise<Rows['patients']> {
  await tx.$queryRaw`SELECT count(nextval('patient_number_seq')) FROM generate_series(1, ${patients.length}::int)`
  const inOrder = byTime(patients, ({ createdAt }) => createdAt)
  return inOrder.map((patient, index) => ({ ...patient, number: FIRST_NUMBER + index }))
}

/** Visits in the order in which they were booked, by the same rule. */
async function numberedVisits(tx: Tx, visits: Rows['appointments']): Promise<Rows['appointments']> {
  await tx.$queryRaw`SELECT count(nextval('appointment_number_seq')) FROM generate_series(1, ${visits.length}::int)`
  const inOrder = byTime(visits, ({ createdAt }) => createdAt)
  return inOrder.map((visit, index) => ({ ...visit, number: FIRST_NUMBER + index }))
}

function byTime<Row>(rows: Row[], timeOf: (row: Row) => Date): Row[] {
  return [...rows].sort((one, other) => timeOf(one).getTime() - timeOf(other).getTime())
}
