import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { announcedBy } from '../support/announced.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { pdfOf } from '../support/pdf.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { stayOf, takeIntoCare } from './stays.js'

const database = useDatabase()
let app: ReturnType<typeof openApp>
let doctor: Browser & TestPerson
let patient: TestPerson
let own: Browser
let patientId: string

beforeAll(async () => {
  app = openApp()
  doctor = await logInAs(app, 'DOCTOR')
  patient = await createPerson('PATIENT', 'Sunita Joshi')
  own = await logIn(app, patient)
  patientId = patient.patientId ?? ''
  await db.patient.update({ where: { id: patientId }, data: { localName: 'सुनीता जोशी' } })
  await takeIntoCare(doctor, patientId)
})

const content = {
  diagnosis: 'COVID-19 pneumonia',
  course: 'Oxygen for four days.\nDexamethasone for six.',
  condition: 'Improved',
  medicines: 'Paracetamol 500 mg tablet: one, three times a day',
  advice: 'Rest. Come back at once if you are breathless.',
  followUpOn: '2026-03-24',
}
const here = () => `/doctor/patients/${patientId}/summaries`

async function sign(admissionId: string, changes: Record<string, string> = {}, browser: Browser = doctor) {
  const page = await browser.get(`${here()}/new?admission=${admissionId}`).expect(200)
  return browser.post(here(), { ...content, ...opened(page.text), ...changes })
}

/** What the form holds besides what is typed: its key, the stay, and the version that it changes. */
function opened(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="(latest|admissionId)" value="([^"]*)">/g)
  return { ...hidden(html), ...Object.fromEntries([...inputs].map(([, name, value]) => [name, value])) }
}

async function signed(admissionId: string, changes: Record<string, string> = {}): Promise<string> {
  const answer = await sign(admissionId, changes)
  expect(answer.status, answer.text).toBe(303)
  return String(answer.headers.location).split('/').at(-1) ?? ''
}

test('E-45 E-13 a doctor sums up a stay from what the record knows, signs it, and the patient reads it', async () => {
  const stay = await stayOf(patientId, doctor)
  await db.condition.create({
    data: { patientId, name: 'Type 2 diabetes', recordedById: doctor.accountId },
  })
  await db.prescription.create({
    data: {
      ...{ patientId, doctorId: doctor.doctorId ?? '' },
      items: {
        create: [
          {
            position: 1,
            medicine: 'Apixaban 5 mg tablet',
            dose: '1 tablet',
            frequency: 'BD',
            durationDays: 30,
          },
        ],
      },
    },
  })
  await db.observation.create({
    data: {
      patientId,
      recordedById: doctor.accountId,
      takenAt: new Date('2026-03-09T06:00:00Z'),
      spo2: 97,
      pulse: 78,
    },
  })
  const form = await doctor.get(`${here()}/new?admission=${stay.id}`).expect(200)
  for (const known of [
    'COVID-19 pneumonia',
    'Known before: Type 2 diabetes',
    `Admitted to ${stay.ward}, bed 12, on Sun 1 Mar 2026`,
    'SpO2 97 %, pulse 78',
    'Apixaban 5 mg tablet: Take 1 tablet twice a day, for 30 days.',
  ])
    expect(form.text).toContain(known)

  const id = await signed(stay.id)
  const page = await doctor.get(`${here()}/${id}`).expect(200)
  for (const words of ['Oxygen for four days.', 'Improved', 'Tue 24 Mar 2026', doctor.name])
    expect(page.text).toContain(words)
  expect((await doctor.get(here())).text).toContain(`${here()}/${id}`)
  const read = await own.get(`/patient/summaries/${id}`).expect(200)
  expect(read.text).toContain('Come back at once if you are breathless.')
  const admin = await logInAs(app, 'ADMIN')
  await admin.get(`/admin/patients/${patientId}/summaries/${id}`).expect(200)
})

test('E-13 X-10 G-O1 the summary on paper says the same, with its code, and nothing of the patient in the file’s own words', async () => {
  const stay = await stayOf(patientId, doctor)
  const id = await signed(stay.id, {
    course: Array.from({ length: 160 }, (_, n) => `Day ${n + 1}: a line.`).join('\n'),
  })
  const { answer, text, pages, info } = await pdfOf(own, `/patient/summaries/${id}/summary.pdf`)
  const { code } = await db.printedDocument.findFirstOrThrow({ where: { subjectId: id } })
  expect(answer.headers['content-disposition']).toBe('attachment; filename=discharge-summary.pdf')
  expect(pages.length).toBeGreaterThan(2)
  for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
  for (let n = 1; n <= 160; n++) expect(text).toContain(`Day ${n}: a line.`)
  for (const words of [
    'Sunita Joshi',
    'सुनीता जोशी',
    'Discharged on Tue 10 Mar 2026',
    'Medicines after discharge',
    'Paracetamol 500 mg tablet: one, three times a day',
    'Follow-up Tue 24 Mar 2026',
    'Registration number',
    code.slice(0, 4),
  ])
    expect(text).toContain(words)
  expect(info).not.toContain('Sunita')
  await pdfOf(doctor, `${here()}/${id}/summary.pdf`)
  expect(await db.auditEvent.count({ where: { subjectId: id, action: 'discharge-summary.view' } })).toBe(2)
})

test('G-C5 E-13 a later version needs a reason, keeps the former, and the former’s paper is superseded', async () => {
  const stay = await stayOf(patientId, doctor)
  const first = await signed(stay.id)
  await pdfOf(doctor, `${here()}/${first}/summary.pdf`)
  const refused = await sign(stay.id, { advice: 'Walk every day.' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Say why the summary changes')
  expect(refused.text).toContain('Walk every day.')
  const second = await signed(stay.id, { advice: 'Walk every day.', reason: 'Advice was missing' })
  expect(await db.dischargeSummary.count({ where: { admissionId: stay.id } })).toBe(2)
  const old = await own.get(`/patient/summaries/${first}`).expect(200)
  expect(old.text).toContain('This version no longer holds')
  expect(old.text).toContain(`/patient/summaries/${second}`)
  expect((await pdfOf(own, `/patient/summaries/${first}/summary.pdf`)).text).toContain(
    'A newer version took the place',
  )
  const paper = await pdfOf(own, `/patient/summaries/${second}/summary.pdf`)
  expect(paper.text).toContain('This is version 2')
  expect(paper.text).toContain('Advice was missing')
  const codes = await db.printedDocument.findMany({ where: { subjectId: { in: [first, second] } } })
  for (const { code, subjectId } of codes)
    expect((await visitor(app).get(`/verify/${code}`)).text).toContain(
      subjectId === first ? 'Superseded' : 'Genuine',
    )
})

test('G-C5 two doctors change the same version: one does, the other sees both and keeps what was typed', async () => {
  const stay = await stayOf(patientId, doctor)
  await signed(stay.id)
  const forms = [
    await doctor.get(`${here()}/new?admission=${stay.id}`),
    await doctor.get(`${here()}/new?admission=${stay.id}`),
  ]
  const answers = await Promise.all(
    forms.map(({ text }, index) =>
      doctor.post(here(), {
        ...content,
        ...opened(text),
        advice: ['Mine', 'Yours'][index] ?? '',
        reason: `Reason ${index}`,
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  const late = answers.find(({ status }) => status === 409)
  expect(late?.text).toContain('This record was changed while you were editing it.')
  expect(late?.text).toContain('Mine')
  expect(late?.text).toContain('Yours')
  expect(await db.dischargeSummary.count({ where: { admissionId: stay.id } })).toBe(2)
})

test('G-C3 a double click signs one summary', async () => {
  const stay = await stayOf(patientId, doctor)
  const page = await doctor.get(`${here()}/new?admission=${stay.id}`)
  const form = { ...content, ...opened(page.text) }
  const answers = await Promise.all([doctor.post(here(), form), doctor.post(here(), form)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(await db.dischargeSummary.count({ where: { admissionId: stay.id } })).toBe(1)
})

test('what is missing or impossible is said beside its field, and nothing is lost', async () => {
  const stay = await stayOf(patientId, doctor)
  const empty = await sign(stay.id, { diagnosis: '', advice: ' ', course: 'Kept as typed' })
  expect(empty.status).toBe(422)
  for (const words of ['Enter the diagnosis.', 'Say what the patient should do', 'Kept as typed'])
    expect(empty.text).toContain(words)
  const early = await sign(stay.id, { followUpOn: '2026-02-01' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('The follow-up cannot be before the stay.')
  expect(await db.dischargeSummary.count({ where: { admissionId: stay.id } })).toBe(0)
})

test('G-C6 a signed summary is never changed or removed, by whomever', async () => {
  const stay = await stayOf(patientId, doctor)
  await signed(stay.id)
  for (const statement of ["UPDATE discharge_summary SET advice = 'x'", 'DELETE FROM discharge_summary'])
    await expect(asOwner(database, (owner) => owner.query(statement))).rejects.toThrow('append-only')
})

test('U-15 the patient reads the summary only when the stay is over', async () => {
  const other = await createPerson('PATIENT', 'Kavita Rane')
  await takeIntoCare(doctor, other.patientId ?? '')
  const stay = await stayOf(other.patientId ?? '', doctor, { over: false })
  const list = `/doctor/patients/${other.patientId}/summaries`
  const page = await doctor.get(`${list}/new?admission=${stay.id}`)
  const answer = await doctor.post(list, { ...content, ...opened(page.text) }).expect(303)
  const id = String(answer.headers.location).split('/').at(-1)
  const theirs = await logIn(app, other)
  await theirs.get(`/patient/summaries/${id}`).expect(404)
  await theirs.get(`/patient/summaries/${id}/summary.pdf`).expect(404)
  const now = new Date()
  await db.$transaction([
    db.bedStay.updateMany({ where: { admissionId: stay.id }, data: { endedAt: now } }),
    db.admission.update({
      where: { id: stay.id },
      data: { status: 'DISCHARGED', dischargedAt: now, dischargedById: doctor.accountId },
    }),
  ])
  await theirs.get(`/patient/summaries/${id}`).expect(200)
})

test('G-Z1 G-Z2 a stranger reads and writes none, and a stay of somebody else is not found', async () => {
  const stay = await stayOf(patientId, doctor)
  const id = await signed(stay.id)
  const stranger = await logInAs(app, 'DOCTOR')
  for (const path of ['', `/${id}`, `/${id}/summary.pdf`, `/new?admission=${stay.id}`])
    await stranger.get(`${here()}${path}`).expect(404)
  const page = await doctor.get(`${here()}/new?admission=${stay.id}`)
  const form = { ...content, ...opened(page.text), reason: 'No' }
  await stranger.post(here(), form).expect(404)
  const other = await logInAs(app, 'PATIENT')
  await other.get(`/patient/summaries/${id}`).expect(404)
  await other.get(`/patient/summaries/${id}/summary.pdf`).expect(404)
  await takeIntoCare(doctor, other.patientId ?? '')
  const theirs = `/doctor/patients/${other.patientId}/summaries`
  await doctor.get(`${theirs}/${id}`).expect(404)
  await doctor.get(`${theirs}/new?admission=${stay.id}`).expect(404)
  await doctor.post(theirs, { ...form, latest: '0' }).expect(404)
  for (const role of ['RECEPTIONIST', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get(`${here()}/${id}`).expect(403)
  const gone = await visitor(app).get(`/patient/summaries/${id}`).expect(303)
  expect(gone.headers.location).toContain('/login')
})

test('E-45 the desk is told that the summary is missing, and may discharge all the same', async () => {
  const other = await createPerson('PATIENT', 'Mohan Das')
  const stay = await stayOf(other.patientId ?? '', doctor, { over: false })
  const desk = await logInAs(app, 'RECEPTIONIST')
  const page = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  expect(page.text).toContain('The discharge summary is not written yet')
  expect(page.text).toContain('Discharge and issue the invoice')
  await db.dischargeSummary.create({
    data: {
      ...{
        admissionId: stay.id,
        patientId: other.patientId ?? '',
        doctorId: doctor.doctorId ?? '',
        version: 1,
      },
      ...{ diagnosis: 'd', course: 'c', condition: 'Improved', advice: 'a', signedAt: new Date() },
    },
  })
  const told = await desk.get(`/reception/admissions/${stay.id}/discharge/new`).expect(200)
  expect(told.text).not.toContain('The discharge summary is not written yet')
})

test('E-45 a summary that is signed is heard by the list of who goes home, and one that is refused is not', async () => {
  const { id } = await stayOf(patientId, doctor)
  const refused = async () => expect((await sign(id, { diagnosis: '' })).status).toBe(422)
  expect(await announcedBy(refused)).toEqual([])
  expect(await announcedBy(() => signed(id))).toEqual(['beds'])
})
