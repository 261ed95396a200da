import { readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { logInAs } from '../support/people.js'
import { app, broken, copyOf, doctor, patient, sameAgain, useWholeRecord } from './whole-record.js'

useWholeRecord()

test('E-15 U-20 a patient takes a copy of everything that is theirs: a page, the same for programs, and the files', async () => {
  const { answer, files, text, record } = await copyOf(patient, '/patient/record/record.zip')
  expect(answer.headers['content-disposition']).toBe('attachment; filename=record.zip')
  expect(answer.headers['cache-control']).toContain('no-store')
  expect(record).toMatchObject({ format: 'wardwell-record', version: 1, audience: 'PATIENT' })
  expect(record.person).toMatchObject({ localName: 'सुनीता', medicalHistory: 'Asthma as a child' })
  const {
    format: _f,
    version: _v,
    exportedAt: _e,
    hospital: _h,
    audience: _a,
    person: _p,
    ...sections
  } = record
  for (const [name, rows] of Object.entries(sections)) expect(rows.length, name).toBeGreaterThan(0)
  expect(record.orders.find(({ code }) => code === 'ELEC')?.results[0]?.values[0]).toMatchObject({
    number: 6.9,
    unit: 'mmol/L',
  })
  expect(record.invoices[0]?.totalMinor).toBe(123_450)
  expect(record.whoLooked[0]).toMatchObject({ name: 'Dr. Anjali Rao', action: 'note.view' })
  const xray = record.documents.find(({ title }) => title.startsWith('Chest'))
  expect(xray?.file).toMatch(/^files\/\d{3}-Chest-X-ray-etc\.pdf$/)
  expect(files.get(xray?.file ?? '')?.toString()).toBe('the very bytes')
  expect(JSON.parse(text('record.schema.json'))).toMatchObject({ type: 'object' })
  for (const words of [
    'Paracetamol',
    'Penicillin',
    'Potassium',
    'सुनीता',
    'Cough for a week',
    'Read the record',
  ])
    expect(text('record.html')).toContain(words)
})

test('E-15 the page has days, amounts, numbers and warnings as people write them', async () => {
  const html = (await copyOf(patient, '/patient/record/record.zip')).text('record.html')
  const { number } = await db.patient.findUniqueOrThrow({ where: { id: patient.patientId ?? '' } })
  expect(html).toContain(`<dd>W-${String(number).padStart(6, '0')}</dd>`)
  expect(html).toContain('₹1,234.50')
  expect(html).toContain('Tue 10 Mar 2026')
  expect(html).toContain('<dd>Twice: x</dd>')
  expect(html).toContain('<dd>TDS, three times a day</dd>')
  expect(html).not.toMatch(/<dd>\d{4}-\d\d-\d\d<\/dd>|123450|smallest unit|\{\{/)
})

test('E-15 C-03 care at home and services are in it in plain words: plan, reports, end and certificate', async () => {
  const { text, record } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  expect(record.homeIsolations[0]).toMatchObject({
    ...{ hoursBetweenReports: 12, endReason: 'The isolation ended by the discharge rule.' },
    certificate: {
      ...{ doctor: 'Dr. Who Signed', registrationNumber: 'MCI-1', clinicalDecision: false },
      conditions: [{ text: 'At least {{least}} days since.', values: { least: 7 } }],
    },
  })
  expect(record.services[0]).toMatchObject({ name: 'Nurse visit', status: 'ALLOCATED', priceMinor: null })
  const html = text('record.html')
  for (const words of [
    'Care at home',
    'At least 7 days since.',
    'SpO2 was 92 %.',
    'Recheck',
    'Dr. Who Signed',
  ])
    expect(html).toContain(words)
  for (const words of ['Services to the home or the bed', 'Nurse Kavita', 'A dressing', 'Allocated'])
    expect(html).toContain(words)
  expect(html).not.toContain('What did not hold')
})

test('E-15 G-W3 the page loads nothing, and what people typed stays text', async () => {
  const { text } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const html = text('record.html')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toMatch(/<script|<link|<img|src=|url\(|href=/)
})

test('G-Z7 E-15 what was not released and what staff write for each other is not in a patient’s copy', async () => {
  const { files, record } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const whole = [...files.values()].map((file) => file.toString('utf8')).join('\n')
  for (const words of [
    'Staff question',
    'Staff reason',
    'Staff note',
    'Comment on TROP-I',
    'for each other',
    'Staff thought',
    'between doctors',
    'Not for the patient',
    'staff only',
    'Told to staff',
    'Staff closed it',
  ])
    expect(whole, words).not.toContain(words)
  expect(record.notes).toBeUndefined()
  expect(record.orders.find(({ code }) => code === 'TROP-I')?.results).toEqual([])
})

test('G-F11 E-15 a file that the disk has lost is named, and the rest is there', async () => {
  lose(broken)
  const { text, record, files } = await copyOf(await sameAgain(), '/patient/record/record.zip')
  const gone = record.documents.find(({ title }) => title === 'Lost scan')
  expect(files.has(gone?.file ?? '')).toBe(false)
  expect(text('README.txt')).toContain(`${gone?.file} (Lost scan): The file is lost or damaged.`)
})

/** Spoils the bytes of the broken file on the disk. */
function lose(fileId: string): void {
  const path = readdirSync(config.uploads, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(fileId),
  )
  if (!path) throw new Error('the file is not where it was kept')
  writeFileSync(`${config.uploads}/${path}`, 'other bytes')
}

test('G-D5 E-15 two thousand rows come whole, a few at a time', async () => {
  const other = await logInAs(app, 'PATIENT')
  await db.prescription.createMany({
    data: Array.from({ length: 2001 }, (_, n) => ({
      ...{ patientId: other.patientId ?? '', doctorId: doctor.doctorId ?? '' },
      // Several at the same instant, across the edge of a page.
      createdAt: new Date(Date.UTC(2020, 0, 1, 0, Math.floor(n / 3))),
    })),
  })
  const { record } = await copyOf(other, '/patient/record/record.zip')
  expect(new Set(record.prescriptions.map(({ id }) => id)).size).toBe(2001)
})
