import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPatient, createPerson, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

/** The number in the box with this label, and where the label leads. */
function stat(html: string, label: string) {
  const box = new RegExp(`<a href="([^"]+)">${label}</a></p>\\s*<p class="ww-stat-value">([^<]+)</p>`).exec(
    html,
  )
  return { href: box?.[1]?.replaceAll('&amp;', '&'), value: box?.[2] }
}

test('E-59 an admin of a new hospital sees that nothing waits, and where to begin', async () => {
  const page = await admin.get('/admin').expect(200)
  for (const shown of ['Nobody is waiting', 'No ward yet', 'Open a ward']) expect(page.text).toContain(shown)
  expect(page.text).not.toContain('could not be sent')
  expect(stat(page.text, 'Waiting for approval')).toEqual({ href: '/admin/approvals', value: '0' })
})

test('P-07 the dashboard shows today’s work: who waits and how long, beds, stays, invoices and failed mail', async () => {
  const applicant = await createPerson('DOCTOR', 'Dr Long Wait')
  await db.account.update({
    where: { id: applicant.accountId },
    data: { status: 'PENDING', createdAt: new Date(Date.now() - 5 * 24 * 3_600_000) },
  })
  await fillWard()
  await db.message.create({
    data: {
      kind: 'invitation',
      recipientName: 'Asha Rao',
      recipientAddress: 'asha@example.com',
      subject: 'Your invitation',
      body: '…',
      messageId: `<${randomUUID()}@localhost>`,
      status: 'FAILED',
    },
  })
  const page = await admin.get('/admin').expect(200)
  expect(page.text).toContain('href="/admin/outbox?status=FAILED"')
  for (const shown of [
    'Mail that could not be sent: 1',
    'Dr Long Wait',
    '5 days',
    'of 3; 1 occupied, 1 to be cleaned, 0 held, 0 blocked',
    '₹1,250.50',
  ])
    expect(page.text).toContain(shown)
  const expected = {
    'Waiting for approval': ['/admin/approvals', '1'],
    'Free beds': ['/admin/board', '1'],
    'Admitted today': ['/admin/admissions', '1'],
    'Discharged today': ['/admin/admissions?show=discharged', '0'],
    'Invoices today': ['/admin/invoices', '1'],
  }
  for (const [label, [href, value]] of Object.entries(expected)) {
    expect(stat(page.text, label), label).toEqual({ href, value })
    await admin.get(href ?? '').expect(200)
  }
})

test('E-56 approving from the dashboard goes on to the list, and says who was approved', async () => {
  const applicant = await createPerson('PATIENT', 'Ravi Quick')
  await db.account.update({ where: { id: applicant.accountId }, data: { status: 'PENDING' } })
  const page = await admin.get('/admin').expect(200)
  expect(page.text).toContain(`action="/admin/approvals/${applicant.accountId}/approval"`)
  const answer = await admin.post(`/admin/approvals/${applicant.accountId}/approval`).expect(303)
  expect((await admin.get(answer.headers.location ?? '')).text).toContain('told by mail: Ravi Quick.')
})

test('every entry of the administration’s navigation opens', async () => {
  const page = await admin.get('/admin').expect(200)
  const side = page.text.slice(page.text.indexOf('ww-side'))
  const entries = [...side.matchAll(/<li><a href="(\/admin[^"]*)"/g)].map(([, href]) => href ?? '')
  expect(entries.length).toBeGreaterThanOrEqual(11)
  for (const href of entries) await admin.get(href).expect(200)
})

test('P-07 S-03 the dashboard is for administrators', async () => {
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get('/admin').expect(403)
  expect((await visitor(app).get('/admin').expect(303)).headers.location).toBe('/login?next=%2Fadmin')
})

/** Three beds: one with somebody admitted now, one to be cleaned, one free; and an invoice of today. */
async function fillWard() {
  const now = new Date()
  const ward = await db.ward.create({
    data: {
      name: 'Ward A',
      code: 'A',
      floor: '1',
      level: 'WARD',
      isolation: false,
      oxygen: true,
      rates: { create: { fromDay: new Date('2000-01-01'), dailyRateMinor: 100_000n } },
      beds: {
        create: [
          { number: '1' },
          { number: '2', stays: { create: { kind: 'CLEANING', startedAt: now } } },
          { number: '3' },
        ],
      },
    },
    select: { beds: { select: { id: true }, orderBy: { number: 'asc' } } },
  })
  const patient = await createPatient({})
  await db.$transaction([
    db.admission.create({
      data: {
        patientId: patient.id,
        reason: 'Breathless',
        admittedAt: now,
        admittedById: admin.accountId,
        stays: { create: { bedId: ward.beds[0]?.id ?? '', startedAt: now } },
      },
    }),
  ])
  await db.invoice.create({
    data: {
      ...letterhead,
      number: 'INV-2026-000001',
      patientId: patient.id,
      issuedAt: now,
      issuedById: admin.accountId,
      currency: 'INR',
      patientName: 'Ravi Deshmukh',
      totalMinor: 125_050n,
      lines: {
        create: [
          {
            position: 1,
            kind: 'OTHER',
            description: 'Blood test',
            quantity: 1,
            unitPriceMinor: 125_050n,
            amountMinor: 125_050n,
          },
        ],
      },
    },
  })
}
