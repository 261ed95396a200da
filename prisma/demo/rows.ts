import type { Tx } from '../../src/db/client.js'
import type { Appointment, Prisma } from '../../src/generated/prisma/client.js'
import type { Sex } from '../../src/generated/prisma/enums.js'

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
    beds: [] as Prisma.BedCreateManyInput[],
    patients: [] as (Prisma.PatientCreateManyInput & DemoPatient)[],
    observations: [] as Prisma.ObservationCreateManyInput[],
    assessments: [] as Prisma.TriageAssessmentCreateManyInput[],
    isolations: [] as Prisma.HomeIsolationCreateManyInput[],
    admissions: [] as (Prisma.AdmissionCreateManyInput & { patientId: string })[],
    bedStays: [] as Prisma.BedStayCreateManyInput[],
    assignments: [] as Prisma.CareAssignmentCreateManyInput[],
    notes: [] as Prisma.ClinicalNoteCreateManyInput[],
    prescriptions: [] as Prisma.PrescriptionCreateManyInput[],
    prescriptionItems: [] as Prisma.PrescriptionItemCreateManyInput[],
    invoiceCounters: [] as Prisma.InvoiceCounterCreateManyInput[],
    invoices: [] as Prisma.InvoiceCreateManyInput[],
    invoiceLines: [] as Prisma.InvoiceLineCreateManyInput[],
    guardianships: [] as Prisma.GuardianshipCreateManyInput[],
    appointments: [] as DemoVisit[],
    appointmentEvents: [] as Prisma.AppointmentEventCreateManyInput[],
    queueDays: [] as Prisma.QueueDayCreateManyInput[],
    waitingEntries: [] as Prisma.WaitingEntryCreateManyInput[],
    messages: [] as Prisma.MessageCreateManyInput[],
    auditEvents: [] as (Prisma.AuditEventCreateManyInput & { at: Date })[],
  }
}

export type Rows = ReturnType<typeof emptyRows>

/** Each table in one statement, what is pointed to before what points. */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  await tx.account.createMany({ data: rows.accounts })
  await tx.specialisation.createMany({ data: rows.specialisations })
  await tx.doctor.createMany({ data: rows.doctors })
  await tx.workingHours.createMany({ data: rows.workingHours })
  await tx.holiday.createMany({ data: rows.holidays })
  await tx.doctorLeave.createMany({ data: rows.leaves })
  await tx.ward.createMany({ data: rows.wards })
  await tx.bed.createMany({ data: rows.beds })
  await tx.patient.createMany({ data: await numbered(tx, rows.patients) })
  await tx.observation.createMany({ data: rows.observations })
  await tx.triageAssessment.createMany({ data: rows.assessments })
  await tx.homeIsolation.createMany({ data: rows.isolations })
  await tx.admission.createMany({ data: rows.admissions })
  await tx.bedStay.createMany({ data: rows.bedStays })
  await tx.careAssignment.createMany({ data: rows.assignments })
  await tx.clinicalNote.createMany({ data: rows.notes })
  await tx.prescription.createMany({ data: rows.prescriptions })
  await tx.prescriptionItem.createMany({ data: rows.prescriptionItems })
  await tx.invoiceCounter.createMany({ data: rows.invoiceCounters })
  await tx.invoice.createMany({ data: rows.invoices })
  await tx.invoiceLine.createMany({ data: rows.invoiceLines })
  await tx.guardianship.createMany({ data: rows.guardianships })
  await tx.appointment.createMany({ data: await numberedVisits(tx, rows.appointments) })
  await tx.appointmentEvent.createMany({ data: rows.appointmentEvents })
  await tx.queueDay.createMany({ data: rows.queueDays })
  await tx.waitingEntry.createMany({ data: rows.waitingEntries })
  await tx.message.createMany({ data: rows.messages })
  await tx.auditEvent.createMany({ data: byTime(rows.auditEvents, ({ at }) => at) })
}

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
