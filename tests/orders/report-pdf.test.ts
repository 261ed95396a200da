import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { testReportFile } from '../../src/orders/report-file.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { pdfOf, readPdf } from '../support/pdf.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { inPune } from '../support/zone.js'
import { itemId } from './clinic.js'

useDatabase()
let app: ReturnType<typeof openApp>
let doctor: Browser & TestPerson
let clerk: Browser & TestPerson
let patient: TestPerson
let own: Browser

beforeAll(async () => {
  app = openApp(inPune)
  doctor = await logInAs(app, 'DOCTOR')
  clerk = await logInAs(app, 'DATA_ENTRY')
  patient = await createPerson('PATIENT', 'Sunita Joshi')
  own = await logIn(app, patient)
  await db.careAssignment.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      assignedById: doctor.accountId,
      startedAt: new Date(),
    },
  })
})

interface Version {
  status: 'PRELIMINARY' | 'FINAL' | 'AMENDED'
  reason?: string
  values: {
    name: string
    number?: number
    text?: string
    unit?: string
    flag?: 'NORMAL' | 'HIGH' | 'CRITICAL_HIGH'
    low?: number
    high?: number
  }[]
}

/** An order with these versions of its result, as the desk would have recorded them. */
async function reported(versions: Version[], { released = true } = {}) {
  const order = await db.clinicalOrder.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: doctor.doctorId ?? '',
      itemId: await itemId('ELEC'),
      kind: 'TEST',
      orderedAt: new Date('2026-03-04T04:30:00Z'),
      collectedAt: new Date('2026-03-04T06:00:00Z'),
      orderedById: doctor.accountId,
    },
  })
  for (const [index, { status, reason, values }] of versions.entries())
    await db.$transaction(async (tx) => {
      const done = status !== 'PRELIMINARY'
      if (index === 0 || versions[index - 1]?.status === 'PRELIMINARY')
        await tx.clinicalOrder.update({
          where: { id: order.id },
          data: done ? { status: 'COMPLETED', completedAt: new Date() } : { status: 'PRELIMINARY' },
        })
      await tx.testResult.create({
        data: {
          orderId: order.id,
          version: index + 1,
          status,
          ...(reason && { reason }),
          comment: index === 0 ? 'Slightly haemolysed.' : null,
          recordedById: clerk.accountId,
          recordedAt: new Date(`2026-03-05T0${4 + index}:30:00Z`),
          values: {
            create: values.map((value, position) => ({
              position: position + 1,
              code: `c${position}`,
              decimals: 1,
              ...value,
            })),
          },
        },
      })
    })
  if (released)
    await db.clinicalOrder.update({
      where: { id: order.id },
      data: { releasedAt: new Date(), releasedById: doctor.accountId },
    })
  return order
}

const potassium = {
  name: 'Potassium',
  number: 6.9,
  unit: 'mmol/L',
  flag: 'CRITICAL_HIGH' as const,
  low: 3.5,
  high: 5.1,
}
const staffPath = (base: string, id: string) =>
  `${base}/patients/${patient.patientId}/orders/${id}/report.pdf`

test('X-10 U-15 F-16 E-13 a patient downloads a released report: values, units, ranges and flags in words, and its code', async () => {
  const order = await reported([
    { status: 'FINAL', values: [potassium, { name: 'Sample', text: 'Clear', flag: 'NORMAL' }] },
  ])
  const { answer, text, info } = await pdfOf(own, `/patient/results/${order.id}/report.pdf`)
  const number = `O-${String(order.number).padStart(6, '0')}`
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=${number}.pdf`)
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { kind: 'TEST_REPORT' } })
  for (const words of [
    'Test report',
    number,
    'Reported on Thu 5 Mar 2026, 10:00 am',
    'Taken on Wed 4 Mar 2026, 11:30 am',
    'Sunita Joshi',
    'Potassium 6.9 mmol/L from 3.5 to 5.1 Critically high',
    'Sample Clear – Normal',
    'Slightly haemolysed.',
    'Final · Version 1',
    code.slice(0, 4),
    'Page 1 of 1',
  ])
    expect(text).toContain(words)
  expect(info).not.toContain('Sunita')
  expect((await visitor(app).get(`/verify/${code}`)).text).toContain('Test report')
})

test('X-10 an amended report says so, with its version and the reason; a preliminary one warns', async () => {
  const { id } = await reported([
    { status: 'FINAL', values: [potassium] },
    {
      status: 'AMENDED',
      reason: 'Tubes were exchanged',
      values: [{ ...potassium, number: 4.2, flag: 'NORMAL' }],
    },
  ])
  const { text } = await pdfOf(doctor, staffPath('/doctor', id))
  expect(text).toContain('Amended: this is version 2')
  expect(text).toContain('Tubes were exchanged')
  expect(text).toContain('Potassium 4.2')
  expect(text).not.toContain('6.9')
  const early = await reported([{ status: 'PRELIMINARY', values: [potassium] }], { released: false })
  expect((await pdfOf(clerk, staffPath('/records', early.id))).text).toContain(
    'Preliminary: the final result may differ',
  )
})

test('X-10 a hundred values go over several pages, each with the titles, none lost', async () => {
  const values = Array.from({ length: 100 }, (_, n) => ({
    ...potassium,
    name: `Measurement ${n + 1} of many`,
  }))
  const { id } = await reported([{ status: 'FINAL', values }])
  const { pages, text } = await pdfOf(doctor, staffPath('/doctor', id))
  expect(pages.length).toBeGreaterThan(2)
  for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
  for (let n = 1; n <= 100; n++)
    expect(text.match(new RegExp(`Measurement ${n} of many`, 'g'))).toHaveLength(1)
})

test('D-07 the same report as a file for a mail; none while there is no result', async () => {
  const order = await reported([{ status: 'FINAL', values: [potassium] }])
  const file = await testReportFile(order.id)
  expect(file?.fileName).toBe(`O-${String(order.number).padStart(6, '0')}.pdf`)
  expect((await readPdf(file?.content ?? new Uint8Array())).text).toContain('Critically high')
  const waiting = await reported([], { released: false })
  expect(await testReportFile(waiting.id)).toBeNull()
  await doctor.get(staffPath('/doctor', waiting.id)).expect(404)
})

test('U-15 G-Z7 G-F10 what is not released is not found by the patient', async () => {
  const { id } = await reported([{ status: 'FINAL', values: [potassium] }], { released: false })
  await own.get(`/patient/results/${id}/report.pdf`).expect(404)
  await pdfOf(doctor, staffPath('/doctor', id))
})

test('G-U1 G-Z1 every print is written down; a stranger finds none', async () => {
  const { id } = await reported([{ status: 'FINAL', values: [potassium] }])
  await pdfOf(doctor, staffPath('/doctor', id))
  await pdfOf(own, `/patient/results/${id}/report.pdf`)
  const events = await db.auditEvent.findMany({ where: { subjectId: id, action: 'result.view' } })
  expect(events.map(({ actorId }) => actorId).sort()).toEqual([doctor.accountId, patient.accountId].sort())
  const other = await logInAs(app, 'PATIENT')
  await other.get(`/patient/results/${id}/report.pdf`).expect(404)
  await (await logInAs(app, 'DOCTOR')).get(staffPath('/doctor', id)).expect(404)
  await (await logInAs(app, 'RECEPTIONIST')).get(staffPath('/records', id)).expect(403)
  const { id: another } = await db.patient.create({ data: { name: 'Another' } })
  await clerk.get(`/records/patients/${another}/orders/${id}/report.pdf`).expect(404)
})
