import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { sendWeeklyReports } from '../../src/orders/weekly.js'
import { weekDue } from '../../src/orders/weekly-rules.js'
import { type MailServer, startMailServer } from '../notices/mail-server.js'
import { type Browser, doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { doctorWithPatient, ordered, postResult } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  app = openApp({ SMTP_URL: server.url, MAIL_FROM: 'desk@hospital.example' })
  clerk = await logInAs(app, 'DATA_ENTRY')
})

async function withResult(values: Record<string, string> = { sodium: '140', potassium: '4.2' }, more = {}) {
  const { doctor, patient } = await doctorWithPatient(app)
  const order = await ordered(doctor, patient.id)
  await postResult(clerk, order.id, values, more)
  return { doctor, patient, ...order }
}

async function mailReport(id: string) {
  const key = hidden((await clerk.get(`/records/orders/${id}`)).text)
  return clerk.post(`/records/orders/${id}/mailing`, { idempotency_key: key.idempotency_key ?? '' })
}

const mailsAbout = (number: number) =>
  server.received
    .map(({ mail }) => mail)
    .filter(({ subject }) => subject === `The report of order O-00${number}`)

describe('D-07 a test report to the responsible doctor', () => {
  test('as the hospital is set up at first, the mail only says where it is', async () => {
    const { id, number, patient, doctor } = await withResult()
    const sent = await mailReport(id)
    expect(sent.status).toBe(303)
    await doDueWork()
    const [mail] = mailsAbout(number)
    expect(mail?.to?.[0]?.address).toBe(doctor.email)
    expect(mail?.attachments).toHaveLength(0)
    expect(mail?.text).toContain(`/doctor/patients/${patient.id}/orders/${id}`)
    expect(mail?.text).not.toMatch(/4\.2|otassium|Deshmukh/)
    expect(await db.orderEvent.count({ where: { orderId: id, kind: 'MAILED' } })).toBe(1)
  })

  test('where the administration allows it, the report goes along as a PDF', async () => {
    const admin = await logInAs(app, 'ADMIN')
    const settings = await admin.get('/admin/settings')
    const shown = [
      ...settings.text.matchAll(/<input class="form-control"[^>]* name="(\w+)" value="([^"]*)"/g),
    ]
    const typed = Object.fromEntries(shown.map(([, name, value]) => [name, value ?? '']))
    const letterhead = { name: 'Wardwell', address: '1 Hospital Road', phone: '+91 20 5550 0100' }
    const saved = await admin.post('/admin/settings', {
      ...{ ...typed, ...letterhead, email: 'desk@hospital.example', mailTestReports: 'on' },
      ...hidden(settings.text),
    })
    expect(saved.status).toBe(303)
    const { id, number } = await withResult()
    await mailReport(id)
    await doDueWork()
    const [mail] = mailsAbout(number)
    expect(mail?.attachments).toHaveLength(1)
    expect(mail?.attachments[0]?.mimeType).toBe('application/pdf')
    const content = mail?.attachments[0]?.content
    expect(
      Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const { id: message } = await db.message.findFirstOrThrow({
      where: { subject: `The report of order O-00${number}`, channel: 'MAIL' },
      select: { id: true },
    })
    const kept = await admin.get(`/admin/outbox/${message}`).expect(200)
    expect(kept.text).toContain('The test report as a PDF, made anew when the mail is sent')
    await db.hospitalSettings.update({ where: { id: 1 }, data: { mailTestReports: false } })
  })

  test('two presses send one mail; without a result there is none', async () => {
    const { id, number } = await withResult()
    const key = hidden((await clerk.get(`/records/orders/${id}`)).text)
    const form = { idempotency_key: key.idempotency_key ?? '' }
    await Promise.all([1, 2, 3].map(() => clerk.post(`/records/orders/${id}/mailing`, form)))
    await doDueWork()
    expect(mailsAbout(number)).toHaveLength(1)
    const { doctor, patient } = await doctorWithPatient(app)
    const bare = await ordered(doctor, patient.id)
    const early = await clerk.post(`/records/orders/${bare.id}/mailing`, {
      idempotency_key: crypto.randomUUID(),
    })
    expect(early.status).toBe(409)
    expect(early.text).toContain('There is no result to be mailed yet.')
  })

  test('doctors and receptionists do not send it', async () => {
    const { id, doctor } = await withResult()
    for (const other of [doctor, await logInAs(app, 'RECEPTIONIST')])
      await other.post(`/records/orders/${id}/mailing`, { idempotency_key: crypto.randomUUID() }).expect(403)
  })
})

describe('D-05 the weekly report', () => {
  test.each([
    ['2026-11-23T01:29:59Z', null],
    ['2026-11-23T01:30:00Z', '2026-11-16'],
    ['2026-11-23T12:00:00Z', '2026-11-16'],
    ['2026-11-24T01:29:59Z', '2026-11-16'],
    ['2026-11-24T01:30:00Z', null],
    ['2026-11-22T12:00:00Z', null],
  ])('is due on Monday at seven in the hospital’s zone: %s, %s', (at, from) => {
    expect(weekDue(new Date(at), 'Asia/Kolkata')).toBe(from)
  })

  test('goes to each doctor once a week, however many workers look, and says only how many of what', async () => {
    const { doctor, patient, id } = await withResult(
      { sodium: '140', potassium: '7.1' },
      { again: 'potassium=7.1' },
    )
    // The result was recorded today: the Monday after.
    const { recordedAt } = await db.testResult.findFirstOrThrow({ where: { orderId: id } })
    const monday = mondayAfter(recordedAt)
    await Promise.all([sendWeeklyReports(monday), sendWeeklyReports(monday)])
    await sendWeeklyReports(new Date(monday.getTime() + 15 * 60_000))
    const mails = await db.message.findMany({
      where: { kind: 'weekly-report', accountId: doctor.accountId, channel: 'MAIL' },
    })
    expect(mails).toHaveLength(1)
    expect(mails[0]?.body).toMatch(/Results: 1\nCritical results: 1/)
    expect(mails[0]?.body).not.toMatch(/7\.1|otassium|Deshmukh/)
    const link = mails[0]?.body.match(/\/doctor\/weekly-report\S+/)?.[0] ?? ''
    const page = await doctor.get(link).expect(200)
    for (const told of ['Potassium 7.1 mmol/L', 'Not acknowledged', patient.name])
      expect(page.text).toContain(told)
    await sendWeeklyReports(new Date(monday.getTime() + 7 * 86_400_000))
    expect(
      await db.message.count({
        where: { kind: 'weekly-report', accountId: doctor.accountId, channel: 'MAIL' },
      }),
    ).toBe(2)
  })

  test('a clerk sends it now, to one doctor; pressed twice it goes once', async () => {
    const { doctor } = await withResult()
    const page = await clerk.get('/records/weekly-reports').expect(200)
    const form = { doctorId: doctor.doctorId ?? '', ...hidden(page.text) }
    const [one, other] = await Promise.all([
      clerk.post('/records/weekly-reports', form),
      clerk.post('/records/weekly-reports', form),
    ])
    expect([one.status, other.status]).toEqual([303, 303])
    const mails = await db.message.findMany({
      where: {
        kind: 'weekly-report',
        accountId: doctor.accountId,
        channel: 'MAIL',
        body: { contains: 'Results: 1' },
      },
    })
    expect(mails).toHaveLength(1)
  })

  test('the page holds the doctor’s own patients only, and is for doctors', async () => {
    const { patient } = await withResult()
    const other = await logInAs(app, 'DOCTOR')
    expect((await other.get('/doctor/weekly-report').expect(200)).text).not.toContain(patient.id)
    await clerk.get('/doctor/weekly-report').expect(403)
  })
})

/** Seven in the morning of the Monday after that day, in the hospital's zone. */
function mondayAfter(instant: Date): Date {
  for (let at = instant.getTime(); ; at += 60_000 * 5) {
    const due = weekDue(new Date(at), config.zone)
    if (due && at > instant.getTime() + 36 * 3_600_000) return new Date(at)
  }
}
