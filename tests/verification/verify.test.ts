import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { printedCode, supersede } from '../../src/verification/printing.js'
import { shownCode } from '../../src/verification/rules.js'
import { openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'
import { inPune } from '../support/zone.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>

beforeAll(() => {
  app = openApp(inPune)
})

async function prescribed() {
  const patient = await createPatient({ name: 'Sunita Joshi' })
  const doctor = await createPerson('DOCTOR', 'Dr. Anjali Rao')
  return db.prescription.create({
    data: {
      patientId: patient.id,
      doctorId: doctor.doctorId ?? '',
      createdAt: new Date('2026-03-05T20:00:00Z'),
      items: {
        create: [
          { position: 1, medicine: 'Warfarin 5 mg', dose: '1 tablet', frequency: 'OD', durationDays: 5 },
        ],
      },
    },
  })
}

test('E-13 a pharmacist scans a prescription: genuine, its kind, its date and the hospital, and nothing of the patient', async () => {
  const { id } = await prescribed()
  const code = await printedCode(db, 'PRESCRIPTION', id)
  expect(await printedCode(db, 'PRESCRIPTION', id)).toBe(code)
  const answer = await visitor(app)
    .get(`/verify/${shownCode(code)}`)
    .expect(200)
  for (const words of ['Genuine', 'Prescription', 'Fri 6 Mar 2026', shownCode(code)])
    expect(answer.text).toContain(words)
  for (const secret of ['Sunita', 'Joshi', 'W-0', 'Anjali', 'Warfarin', id])
    expect(answer.text).not.toContain(secret)
  expect(answer.headers['x-robots-tag']).toContain('noindex')
})

test('E-13 a code that is typed with small letters and gaps leads to the same answer', async () => {
  const code = await printedCode(db, 'DISCHARGE_SUMMARY', randomUUID())
  const typed = ` ${shownCode(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}`
  const form = await visitor(app).get('/verify').expect(200)
  expect(form.text).toContain('name="code"')
  const answer = await visitor(app)
    .get(`/verify?code=${encodeURIComponent(typed)}`)
    .expect(303)
  expect(answer.headers.location).toBe(`/verify/${shownCode(code)}`)
  expect((await visitor(app).get(String(answer.headers.location)).expect(200)).text).toContain(
    'Discharge summary',
  )
})

test('E-13 a document that was replaced says so, whether it was printed before or after', async () => {
  const before = await prescribed()
  const first = await printedCode(db, 'PRESCRIPTION', before.id)
  await supersede(db, 'PRESCRIPTION', before.id, new Date('2026-04-01T06:00:00Z'))
  await supersede(db, 'PRESCRIPTION', before.id, new Date('2026-05-01T06:00:00Z'))
  const after = await prescribed()
  await supersede(db, 'PRESCRIPTION', after.id, new Date('2026-04-01T06:00:00Z'))
  const second = await printedCode(db, 'PRESCRIPTION', after.id)
  for (const code of [first, second]) {
    const { text } = await visitor(app).get(`/verify/${code}`).expect(200)
    expect(text).toContain('Superseded')
    expect(text).toContain('Wed 1 Apr 2026')
    expect(text).not.toContain('Genuine')
  }
})

test('E-13 two print the same document at the same instant and get one code', async () => {
  const { id } = await prescribed()
  const codes = await Promise.all(Array.from({ length: 8 }, () => printedCode(db, 'PRESCRIPTION', id)))
  expect(new Set(codes).size).toBe(1)
})

test('E-13 a code is never changed or taken away', async () => {
  await printedCode(db, 'TEST_REPORT', randomUUID())
  for (const statement of ["UPDATE printed_document SET code = 'X'", 'DELETE FROM printed_document'])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow(
      'keeps what was written',
    )
})

test('E-13 an unknown code is said to be unknown, and one that is none is asked for again with what was typed', async () => {
  const unknown = await visitor(app).get('/verify/K7QF-2M9X-3RTA-8WHB').expect(404)
  expect(unknown.text).toContain('Unknown')
  expect(unknown.text).toContain('K7QF-2M9X-3RTA-8WHB')
  await visitor(app).get('/verify/%3Cscript%3E').expect(404)
  const short = await visitor(app).get('/verify?code=K7QF%3C').expect(422)
  expect(short.text).toContain('A code has 16 letters and numbers')
  expect(short.text).toContain('value="K7QF&lt;"')
})

test('E-13 G-D6 whoever tries one code after the other is told to wait; a genuine paper is still answered', async () => {
  const own = openApp({ TRUST_PROXY: '1' })
  const from = (path: string) => visitor(own).get(path).set('X-Forwarded-For', '203.0.113.77')
  const answers = await Promise.all(
    Array.from({ length: 61 }, (_, n) => from(`/verify/0000-0000-0000-${String(n).padStart(4, '0')}`)),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(60).fill(404), 429])
  const code = await printedCode(db, 'TEST_REPORT', randomUUID())
  expect((await from(`/verify/${code}`).expect(200)).text).toContain('Test report')
})
