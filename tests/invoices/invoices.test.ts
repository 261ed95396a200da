import { extractText, getDocumentProxy } from 'unpdf'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { admitSomebody, bill, createWard, moderate, triagePatient } from '../admissions/hospital.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { letterhead } from '../support/letterhead.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
let patient: TestPerson
let own: Browser
let invoiceId: string
let wardName: string

beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  patient = await createPerson('PATIENT', 'Sunita Joshi')
  own = await logIn(app, patient)
  await db.patient.update({
    where: { id: patient.patientId ?? '' },
    data: { localName: 'सुनीता जोशी', phone: '+919823000012', address: '4 Prabhat Road\nPune 411004' },
  })
  const issued = await stayOf(patient.patientId ?? '', { nights: 3 })
  invoiceId = issued.invoiceId
  wardName = issued.ward
})

/** A whole stay, from the triage to the invoice. */
async function stayOf(patientId: string, { nights = 0 } = {}) {
  const doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
  const ward = await createWard()
  await triagePatient(patientId, desk.accountId, moderate)
  const stay = await admitSomebody(desk, ward.beds[0]?.id ?? '', [doctorId], { id: patientId })
  const then = new Date(Date.now() - nights * 24 * 60 * 60 * 1000)
  await db.admission.update({ where: { id: stay.id }, data: { admittedAt: then } })
  await db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { startedAt: then } })
  const lines = { medicine: 'Remdesivir 100 mg', medicineAmount: '16,800.50' }
  const answer = await desk
    .post(`/reception/admissions/${stay.id}/discharge`, bill([doctorId], ['1600'], lines))
    .expect(303)
  return { invoiceId: String(answer.headers.location).split('/').at(-1) ?? '', ward: ward.name }
}

async function pdfOf(browser: Browser, path: string) {
  const answer = await browser.get(path).responseType('blob').expect(200)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(answer.body)), {
    mergePages: true,
  })
  return { answer, text: text.replace(/\s+/g, ' ') }
}

test('U-12 U-13 U-14 A-18 F-18 C-08 G-O1 a patient reads their invoice on the page and in the PDF, and both say what the database says', async () => {
  const row = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId }, include: { lines: true } })
  expect(row.totalMinor).toBe(row.lines.reduce((total, line) => total + line.amountMinor, 0n))
  expect(row.totalMinor).toBe(3_190_050n)

  const list = await own.get('/patient/bills').expect(200)
  expect(list.text).toContain(row.number)
  const page = await own.get(`/patient/invoices/${invoiceId}`).expect(200)
  const { answer, text } = await pdfOf(own, `/patient/invoices/${invoiceId}/pdf`)
  expect(answer.headers['content-type']).toContain('application/pdf')
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=${row.number}.pdf`)
  expect(answer.headers['cache-control']).toContain('no-store')

  const shown = [
    row.number,
    'Sunita Joshi',
    '+91 98230 00012',
    'Pune 411004',
    'Dr. Anjali Rao',
    'Fever',
    `${wardName}, bed 12`,
    '₹4,500.00',
    '₹13,500.00',
    'Remdesivir 100 mg',
    '₹16,800.50',
    '₹1,600.00',
    '₹31,900.50',
    'Rupees Thirty-One Thousand Nine Hundred and Fifty Paise Only',
  ]
  for (const words of shown) {
    expect(page.text, 'page').toContain(words)
    expect(text, 'PDF').toContain(words)
  }
  expect(page.text).toContain('सुनीता जोशी')
  expect(row).toMatchObject({ days: 3, patientName: 'Sunita Joshi', doctors: ['Dr. Anjali Rao'] })
  expect(text).toContain('the day of admission counts and the day of discharge does not')
})

test('an invoice stays as it was issued, whatever changes about the patient, the doctor or the price', async () => {
  const before = await pdfOf(own, `/patient/invoices/${invoiceId}/pdf`)
  await db.patient.update({
    where: { id: patient.patientId ?? '' },
    data: { name: 'Another Name', address: 'Elsewhere' },
  })
  await db.wardRate.updateMany({ where: { ward: { name: wardName } }, data: { dailyRateMinor: 1n } })
  await db.ward.updateMany({ where: { name: wardName }, data: { name: 'Renamed' } })
  await db.account.updateMany({ where: { name: 'Dr. Anjali Rao' }, data: { name: 'Dr. Renamed' } })
  const after = await pdfOf(own, `/patient/invoices/${invoiceId}/pdf`)
  expect(after.text).toBe(before.text)
})

test('G-C4 F-18 an issued invoice and its lines are never changed or removed, by whomever', async () => {
  for (const statement of [
    'UPDATE invoice SET total_minor = 0',
    'UPDATE invoice_line SET amount_minor = 0, unit_price_minor = 0',
    'DELETE FROM invoice_line',
    'DELETE FROM invoice',
  ])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow('is append-only')
  await expect(db.invoice.update({ where: { id: invoiceId }, data: { totalMinor: 0n } })).rejects.toThrow()
})

test('G-C9 an invoice whose lines do not come to its total cannot be committed', async () => {
  const insert = `WITH i AS (
      INSERT INTO invoice (id, number, patient_id, issued_at, issued_by_id, currency, patient_name, total_minor,
        hospital_name, hospital_address, hospital_phone, hospital_email)
      VALUES (gen_random_uuid(), 'X-1', $1, now(), $2, 'INR', 'By hand', 500, '', '', '', '') RETURNING id)
    INSERT INTO invoice_line (id, invoice_id, position, kind, description, quantity, unit_price_minor, amount_minor)
    SELECT gen_random_uuid(), i.id, 1, 'OTHER', 'Oxygen', 1, 400, 400 FROM i`
  await expect(
    asOwner(database, (owner) => owner.query(insert, [patient.patientId, desk.accountId])),
  ).rejects.toThrow('the lines of an invoice make its total')
  expect(await db.invoice.count({ where: { number: 'X-1' } })).toBe(0)
})

test('G-Z1 U-12 somebody else’s invoice and its PDF are not found, the same as none', async () => {
  const other = await logInAs(app, 'PATIENT')
  for (const path of [`/patient/invoices/${invoiceId}`, `/patient/invoices/${invoiceId}/pdf`]) {
    const answer = await other.get(path).expect(404)
    expect(answer.text).not.toContain('Sunita')
  }
  expect((await other.get('/patient/bills').expect(200)).text).toContain('There is no paper yet')
  await other.get('/patient/invoices/0198c5a0-0000-7000-8000-000000000000/pdf').expect(404)
  await other.get('/patient/invoices/x/pdf').expect(404)
  await other.get(`/reception/invoices/${invoiceId}/pdf`).expect(403)
  for (const role of ['DOCTOR', 'DATA_ENTRY'] as const) {
    const staff = await logInAs(app, role)
    for (const base of ['/reception', '/admin', '/patient'])
      await staff.get(`${base}/invoices/${invoiceId}`).expect(403)
  }
})

test('U-14 there is no invoice before the discharge', async () => {
  const person = await createPerson('PATIENT')
  const browser = await logIn(app, person)
  const doctorId = (await createPerson('DOCTOR')).doctorId ?? ''
  await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [doctorId], {
    id: person.patientId ?? '',
  })
  expect((await browser.get('/patient/bills').expect(200)).text).toContain('There is no paper yet')
})

test('A-18 reception and admin find an invoice by a part of its number and download it', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { number } = await db.invoice.findUniqueOrThrow({
    where: { id: invoiceId },
    select: { number: true },
  })
  const other = await stayOf((await createPatient({ name: 'Kavita Rane' })).id)
  for (const [browser, base] of [
    [desk, '/reception'],
    [admin, '/admin'],
  ] as const) {
    const all = await browser.get(`${base}/invoices`).expect(200)
    expect(all.text.indexOf('Kavita Rane')).toBeLessThan(all.text.indexOf('Sunita Joshi'))
    const found = await browser.get(`${base}/invoices?q=${number.slice(-6).toLowerCase()}`).expect(200)
    expect(found.text).toContain('Sunita Joshi')
    expect(found.text).not.toContain('Kavita Rane')
    const { text } = await pdfOf(browser, `${base}/invoices/${other.invoiceId}/pdf`)
    expect(text).toContain('Kavita Rane')
  }
  expect((await desk.get('/reception/invoices?q=%25%25')).text).toContain('Kavita Rane')
  expect((await desk.get('/reception/invoices?q=NOPE')).text).toContain('No invoice fits')
  // What no name holds is no search: the list and its file are whole.
  for (const list of ['/reception/invoices', '/reception/invoices/csv'])
    expect((await desk.get(`${list}?q=%00`).expect(200)).text).toContain('Kavita Rane')
})

test('G-D5 a long list of invoices goes on in pages, forwards and back', async () => {
  const { id } = await createPatient({ name: 'Many Bills' })
  for (let index = 0; index < 60; index++)
    await db.invoice.create({
      data: {
        ...letterhead,
        number: `OLD-2020-${String(index).padStart(6, '0')}`,
        patientId: id,
        issuedAt: new Date(Date.UTC(2020, 5, 1, 0, index)),
        issuedById: desk.accountId,
        currency: 'INR',
        patientName: 'Many Bills',
        doctors: [],
        symptoms: [],
        totalMinor: 100n,
        lines: {
          create: [
            {
              position: 1,
              kind: 'OTHER',
              description: 'Bandage',
              quantity: 1,
              unitPriceMinor: 100n,
              amountMinor: 100n,
            },
          ],
        },
      },
      select: { id: true },
    })
  const numbers = (html: string) => [...html.matchAll(/>(OLD-2020-\d{6})</g)].map(([, number]) => number)
  const first = await desk.get('/reception/invoices?q=OLD').expect(200)
  expect(numbers(first.text)).toHaveLength(50)
  const older = /href="([^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await desk.get(older).expect(200)
  expect(numbers(second.text)).toHaveLength(10)
  expect(second.text).not.toContain('rel="next"')
  const newer = /href="([^"]+)" rel="prev"/.exec(second.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(numbers((await desk.get(newer).expect(200)).text)).toEqual(numbers(first.text))
})

test('S-03 a visitor is sent to log-in, and comes back to the invoice', async () => {
  const answer = await visitor(app).get(`/patient/invoices/${invoiceId}/pdf`).expect(303)
  expect(answer.headers.location).toBe(
    `/login?next=${encodeURIComponent(`/patient/invoices/${invoiceId}/pdf`)}`,
  )
})
