import { beforeAll, expect, test } from 'vitest'
import { seedDemo } from '../../prisma/demo.js'
import { demoPassword, demoPeople } from '../../src/accounts/demo-people.js'
import { homes } from '../../src/accounts/rules.js'
import { needOf } from '../../src/admissions/rules.js'
import { holdingStates } from '../../src/appointments/transition-rules.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { invoiceNumber, stayDays } from '../../src/invoices/rules.js'
import { governmentId } from '../../src/patients/government-id-rules.js'
import { dayFromColumn, dayIn, financialYearOf } from '../../src/shared/calendar.js'
import { parsePhone } from '../../src/shared/text.js'
import { readResult } from '../../src/triage/stored-result.js'
import { occupancyAt } from '../../src/wards/queries.js'
import { misfits } from '../../src/wards/rules.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
const now = new Date()

beforeAll(async () => {
  app = openApp({ NODE_ENV: 'development' })
  expect(config.demo).toBe(true)
})

test('E-64 a start that fails halfway leaves an empty hospital, and the next one fills it', async () => {
  // The last table but a few: what stands before it had been written by then.
  const inTheWay = await db.invoiceCounter.create({
    data: { series: 'INV', financialYear: financialYearOf(dayIn(now, config.zone)), last: 1 },
  })
  await expect(seedDemo(now)).rejects.toThrow()
  expect(await db.account.count()).toBe(0)
  expect(await db.patient.count()).toBe(0)

  await db.invoiceCounter.deleteMany({ where: { series: inTheWay.series } })
  // Two processes that start together make one hospital.
  await Promise.all([seedDemo(now), seedDemo(now)])
  expect(await db.patient.count()).toBe(120)

  // The first attempt has taken numbers from the sequence, and still the people have theirs.
  const { _min, _max } = await db.patient.aggregate({ _min: { number: true }, _max: { number: true } })
  expect([_min.number, _max.number]).toEqual([1001, 1120])
  const next = await createPatient({ name: 'The next walk-in' })
  expect(next.number).toBeGreaterThan(1120)
  await db.patient.delete({ where: { id: next.id } })
})

test('E-64 a later start changes nothing', async () => {
  const before = await counts()
  await seedDemo(new Date(now.getTime() + 86_400_000))
  expect(await counts()).toEqual(before)
})

test.each(demoPeople)('E-64 P-04 P-07 $email logs in and lands in their portal', async ({ email }) => {
  const account = await db.account.findUniqueOrThrow({ where: { email }, select: { role: true } })
  const browser = visitor(app)
  const answer = await browser.post('/login', { identifier: email, password: demoPassword }).expect(303)
  expect(answer.headers.location).toBe(homes[account.role])
})

test('E-64 the log-in page names the demo people and the banner says that no patient is real', async () => {
  const { text } = await visitor(app).get('/login').expect(200)
  for (const { email } of demoPeople) expect(text).toContain(email)
  expect(text).toContain(demoPassword)
})

test('E-64 a hospital of 12 doctors in 8 specialisations, 6 wards, 80 beds and 120 patients', async () => {
  const directory = { account: { status: 'ACTIVE' } } as const
  expect(await db.doctor.count({ where: directory })).toBe(12)
  expect(await db.specialisation.count({ where: { doctors: { some: directory } } })).toBe(8)
  expect(await db.doctor.count({ where: { ...directory, workingHours: { none: {} } } })).toBe(0)
  const stretches = await db.workingHours.groupBy({ by: ['doctorId', 'weekday'], _count: true })
  expect(stretches.every(({ _count }) => _count === 1)).toBe(true)

  expect(await db.ward.count()).toBe(6)
  const { counts, total } = await occupancyAt(new Date())
  expect({ total, ...counts }).toEqual({
    ...{ total: 80, OCCUPIED: 38, CLEANING: 4, BLOCKED: 1 },
    ...{ HELD: counts.HELD, FREE: 80 - 38 - 4 - 1 - counts.HELD },
  })
  expect(await db.patient.count({ where: { localName: { not: null } } })).toBeGreaterThan(110)
  expect(await db.admission.count({ where: { status: 'ADMITTED' } })).toBe(38)
  expect(await db.admission.count({ where: { status: 'DISCHARGED' } })).toBe(24)
  expect(await db.homeIsolation.count({ where: { endedAt: null } })).toBe(23)
})

test('E-64 requests wait for approval: 4 patients and 2 doctors; one was rejected, one suspended', async () => {
  const accounts = await db.account.groupBy({ by: ['role', 'status'], _count: true })
  const count = (role: string, status: string) =>
    accounts.find((group) => group.role === role && group.status === status)?._count ?? 0
  expect(count('PATIENT', 'PENDING')).toBe(4)
  expect(count('DOCTOR', 'PENDING')).toBe(2)
  expect(count('DOCTOR', 'REJECTED')).toBe(1)
  expect(count('PATIENT', 'SUSPENDED')).toBe(1)
  expect(count('RECEPTIONIST', 'ACTIVE')).toBe(2)
  expect(count('DATA_ENTRY', 'ACTIVE')).toBe(2)
  expect(await db.message.count({ where: { channel: 'MAIL', status: { not: 'KEPT' } } })).toBe(0)
  expect(await db.message.count()).toBeGreaterThan(5)
})

test('E-64 T-01 F-10 the clinics have three weeks behind them and requests to answer ahead', async () => {
  const states = await db.appointment.groupBy({ by: ['status'], _count: true })
  const count = (status: string) => states.find((group) => group.status === status)?._count ?? 0
  expect(count('COMPLETED')).toBeGreaterThan(200)
  expect(count('CONFIRMED')).toBeGreaterThan(50)
  expect(count('REQUESTED')).toBeGreaterThan(5)
  expect(count('NO_SHOW')).toBeGreaterThan(5)
  expect(count('CANCELLED')).toBeGreaterThan(5)
  expect(await db.appointment.count({ where: { startsAt: { lt: now }, status: 'REQUESTED' } })).toBe(0)
  const held = await db.heldTime.count()
  expect(held).toBe(
    await db.appointment.count({ where: { status: { in: [...holdingStates] }, walkIn: false } }),
  )
  const [first] = await db.appointment.findMany({ orderBy: { number: 'asc' }, take: 1 })
  expect(first?.number).toBe(1001)
})

test('E-64 C-02 the newest triages are mild, moderate, severe, incomplete, and of children', async () => {
  const kinds = await db.triageAssessment.groupBy({ by: ['status', 'severity'], _count: true })
  const kind = (status: string, severity: string | null) =>
    kinds.find((group) => group.status === status && group.severity === severity)?._count ?? 0
  expect(kind('OK', 'MILD')).toBeGreaterThan(30)
  expect(kind('OK', 'MODERATE')).toBeGreaterThan(20)
  expect(kind('OK', 'SEVERE')).toBeGreaterThan(10)
  expect(kind('INCOMPLETE', null)).toBeGreaterThan(4)
  expect(kind('NOT_APPLICABLE', null)).toBe(3)
})

test('E-64 C-08 every admitted patient lies in a ward that fits their newest triage', async () => {
  const lying = await db.admission.findMany({
    where: { status: 'ADMITTED' },
    select: {
      patient: {
        select: {
          name: true,
          assessments: { orderBy: { createdAt: 'desc' }, take: 1, select: { result: true } },
          isolations: { where: { endedAt: null }, select: { id: true } },
        },
      },
      assignments: { where: { endedAt: null }, select: { id: true } },
      notes: { select: { id: true } },
      prescriptions: { select: { status: true } },
      stays: { where: { endedAt: null }, select: { kind: true, bed: { select: { ward: true } } } },
    },
  })
  for (const { patient, stays, assignments, notes, prescriptions } of lying) {
    const [triage] = patient.assessments
    const bed = stays[0]?.bed
    expect(stays.map(({ kind }) => kind)).toEqual(['OCCUPIED'])
    if (bed)
      expect([patient.name, misfits(needOf(triage ? readResult(triage.result) : null), bed.ward)]).toEqual([
        patient.name,
        [],
      ])
    expect(assignments.length).toBeGreaterThan(0)
    expect(notes.length).toBeGreaterThan(0)
    expect(prescriptions.length).toBeGreaterThan(0)
    expect(patient.isolations).toEqual([])
  }
})

test('E-64 A-17 every stay that has ended has an invoice by the rules, and the next number follows without a gap', async () => {
  const invoices = await db.invoice.findMany({
    orderBy: { issuedAt: 'asc' },
    include: { lines: true, admission: true },
  })
  expect(invoices).toHaveLength(24)
  const last = new Map<number, number>()
  for (const invoice of invoices) {
    const year = financialYearOf(dayIn(invoice.issuedAt, config.zone))
    const number = (last.get(year) ?? 0) + 1
    last.set(year, number)
    expect(invoice.number).toBe(invoiceNumber('INV', year, number))

    const sum = invoice.lines.reduce((total, line) => total + line.amountMinor, 0n)
    expect(invoice.totalMinor).toBe(sum)
    const { admittedOn, dischargedOn, days, admission } = invoice
    expect(admission?.dischargedAt).toEqual(invoice.issuedAt)
    if (admittedOn && dischargedOn)
      expect(days).toBe(stayDays(dayFromColumn(admittedOn), dayFromColumn(dischargedOn)))
    const room = invoice.lines.filter(({ kind }) => kind === 'ROOM')
    expect(room.reduce((total, { quantity }) => total + quantity, 0)).toBe(days)
  }
  expect(
    await db.invoiceCounter.findMany({ where: { series: 'INV' }, orderBy: { financialYear: 'asc' } }),
  ).toEqual([...last].sort().map(([financialYear, count]) => ({ series: 'INV', financialYear, last: count })))
})

test('E-64 telephone numbers and government ids are such as the forms take', async () => {
  const patients = await db.patient.findMany()
  for (const { phone, governmentIdKind, governmentIdNumber } of patients) {
    if (phone) expect(parsePhone(phone)).toBe(phone)
    if (governmentIdKind)
      expect(governmentId(governmentIdKind, governmentIdNumber)).toEqual({
        kind: governmentIdKind,
        number: governmentIdNumber,
      })
  }
  for (const { phone } of await db.account.findMany({ select: { phone: true } }))
    expect(parsePhone(phone ?? '')).toBe(phone)
  expect(new Set(patients.map(({ phone }) => phone ?? Math.random())).size).toBe(120)
})

test('E-64 A-17 what was done is charged: each line of an invoice, and what is open of those in bed', async () => {
  expect(await db.invoiceLine.count({ where: { charge: null } })).toBe(0)
  const undone = await db.clinicalOrder.findMany({
    where: { status: 'COMPLETED', admission: { dischargedAt: null }, item: { priceMinor: { gt: 0 } } },
    select: { id: true },
  })
  expect(undone.length).toBeGreaterThan(10)
  const sources = undone.map(({ id }) => id)
  expect(await db.charge.count({ where: { sourceType: 'clinical_order', sourceId: { in: sources } } })).toBe(
    undone.length,
  )
  for (const sourceType of ['appointment', 'dispense', 'service_request'])
    expect(await db.charge.count({ where: { sourceType, invoiceLineId: null } }), sourceType).toBeGreaterThan(
      2,
    )
  const dispenses = await db.dispense.findMany({ select: { id: true } })
  expect(await db.charge.count({ where: { sourceType: 'dispense' } })).toBe(dispenses.length)
  expect(await db.supportRate.count()).toBe(2)
})

test('E-64 U-04 U-12 the demo patient was at home, in a bed, and has an invoice, prescriptions and a doctor', async () => {
  const patient = await db.patient.findFirstOrThrow({
    where: { account: { email: 'patient@demo.test' } },
    select: {
      assessments: { orderBy: { createdAt: 'asc' }, select: { severity: true } },
      isolations: { select: { endedAt: true } },
      invoices: { select: { totalMinor: true } },
      prescriptions: { select: { status: true } },
      assignments: { where: { endedAt: null }, select: { doctor: { select: { account: true } } } },
    },
  })
  expect(patient.assessments.map(({ severity }) => severity)).toEqual(['MILD', 'MODERATE'])
  expect(patient.isolations[0]?.endedAt).not.toBeNull()
  expect(patient.invoices[0]?.totalMinor).toBeGreaterThan(30_000_00n)
  expect(patient.prescriptions.map(({ status }) => status).sort()).toEqual([
    ...['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'REPLACED'],
  ])
  expect(patient.assignments[0]?.doctor.account.email).toBe('doctor@demo.test')
  // One of hers was replaced, and in one her doctor passed a warning.
  const warnings = await db.prescriptionWarning.count({
    where: { prescription: { patient: { account: { email: 'patient@demo.test' } } }, kind: 'INTERACTION' },
  })
  expect(warnings).toBeGreaterThan(0)
})

test('E-64 the demo doctor has patients in beds and at home', async () => {
  const inCare = { endedAt: null, doctor: { account: { email: 'doctor@demo.test' } } }
  expect(await db.careAssignment.count({ where: { ...inCare, admissionId: { not: null } } })).toBeGreaterThan(
    6,
  )
  expect(await db.careAssignment.count({ where: { ...inCare, admissionId: null } })).toBeGreaterThan(2)
})

async function counts() {
  return {
    accounts: await db.account.count(),
    patients: await db.patient.count(),
    invoices: await db.invoice.count(),
    messages: await db.message.count(),
    auditEvents: await db.auditEvent.count(),
  }
}
