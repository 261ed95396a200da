import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { linkTo } from '../accounts/mailbox.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let specialisationId: string
beforeAll(async () => {
  app = openApp()
  const pulmonology = { name: 'Pulmonology', slug: 'pulmonology' }
  specialisationId = (await db.specialisation.create({ data: pulmonology, select: { id: true } })).id
})

const meera = () => ({
  name: 'Dr. Meera Iyer',
  email: 'meera@example.com',
  phone: '98200 11111',
  employeeNumber: 'E-101',
  specialisationId,
  qualification: 'MBBS, MD',
  registrationNumber: 'MMC-77120',
  chamber: '204',
  fee: '1,200.50',
  address: '',
  bio: 'Lungs, sleep and long illness.',
  from1: '09:00',
  to1: '13:00',
  slotMinutes: '20',
})

/** What of it stands on the form of an existing doctor. */
function profileOfMeera() {
  const {
    email: _email,
    employeeNumber: _number,
    from1: _from,
    to1: _to,
    slotMinutes: _slot,
    ...profile
  } = meera()
  return profile
}

test('A-01 A-02 A-07 A-28 F-05 F-06 F-07 an admin adds a doctor, who is invited, and is in the public directory from then on that they chose a password', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const page = await admin.get('/admin/doctors/new').expect(200)
  const created = await admin.post('/admin/doctors', { ...meera(), ...hidden(page.text) }).expect(303)
  const details = await admin.get(String(created.headers.location)).expect(200)
  for (const shown of [
    'Dr. Meera Iyer',
    'Pulmonology',
    'MMC-77120',
    '₹1,200.50',
    'Monday',
    '+91 98200 11111',
  ])
    expect(details.text).toContain(shown)

  const { id } = await db.doctor.findFirstOrThrow({ where: { registrationNumber: 'MMC-77120' } })
  const timetable = await admin.get(`/admin/doctors/${id}/timetable`).expect(200)
  expect(timetable.text).toContain('12 visits of 20 minutes · Room 204')
  const standing = async () => {
    const list = await admin.get('/admin/doctors?specialisation=pulmonology').expect(200)
    const profile = await admin.get(`/admin/doctors/${id}`).expect(200)
    return [list, profile].map(({ text }) => ['Invited', 'Active'].filter((word) => text.includes(word)))
  }
  const directory = async () => (await visitor(app).get('/doctors').expect(200)).text
  expect(await standing()).toEqual([['Invited'], ['Invited']])
  for (const shown of ['Dr. Meera Iyer', 'Pulmonology']) expect(await directory()).not.toContain(shown)
  await visitor(app).get(`/doctors/${id}`).expect(404)

  expect(
    await db.message.count({ where: { kind: 'invitation', recipientAddress: 'meera@example.com' } }),
  ).toBe(1)
  const link = await linkTo('meera@example.com', 'invitation')
  await visitor(app).post(link, { password: 'seven loud green frogs' }).expect(303)
  expect(await standing()).toEqual([['Active'], ['Active']])
  for (const shown of ['Dr. Meera Iyer', 'Pulmonology']) expect(await directory()).toContain(shown)
  await visitor(app).get(`/doctors/${id}`).expect(200)
})

test('G-C3 the same form sent ten times at once adds one doctor', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const page = await admin.get('/admin/doctors/new')
  const form = {
    ...meera(),
    email: 'once@example.com',
    registrationNumber: 'MMC-1',
    employeeNumber: 'E-1',
    ...hidden(page.text),
  }
  const answers = await Promise.all(Array.from({ length: 10 }, () => admin.post('/admin/doctors', form)))
  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
  expect(await db.doctor.count({ where: { registrationNumber: 'MMC-1' } })).toBe(1)
})

test.each([
  ['name', '', 'Enter the full name.'],
  ['fee', '12.345', 'Enter an amount like 1250 or 1,250.50.'],
  ['to1', '08:00', 'The day must end after it begins.'],
  ['to1', '', 'Enter when the day ends, or leave both empty.'],
  ['to1', '09:10', 'No visit of this length fits in.'],
  ['slotMinutes', '3', 'Enter a whole number from 5 to 240.'],
  ['registrationNumber', 'MMC-77120', 'Another doctor has this registration number.'],
])(
  'a doctor with %s=%j is refused beside the field and everything typed stays',
  async (field, value, sentence) => {
    const admin = await logInAs(app, 'ADMIN')
    const page = await admin.get('/admin/doctors/new')
    const form = {
      ...meera(),
      email: 'other@example.com',
      employeeNumber: '',
      registrationNumber: 'MMC-2',
      [field]: value,
    }
    const answer = await admin.post('/admin/doctors', { ...form, ...hidden(page.text) }).expect(422)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Lungs, sleep and long illness.')
  },
)

test('A-03 G-C5 E-66 of two who edit the same doctor, the second sees both versions and loses nothing', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { doctorId } = await createPerson('DOCTOR', 'Dr. Old Name')
  const here = `/admin/doctors/${doctorId}`
  const page = await admin.get(`${here}/edit`).expect(200)
  const edited = { ...profileOfMeera(), ...hidden(page.text), registrationNumber: 'MMC-3' }
  await admin.post(here, { ...edited, name: 'Dr. First' }).expect(303)
  const second = await admin.post(here, { ...edited, name: 'Dr. Second', chamber: '999' }).expect(409)
  for (const shown of ['Dr. First', 'Dr. Second', '999']) expect(second.text).toContain(shown)
  const again = await admin
    .post(here, { ...edited, ...hidden(second.text), name: 'Dr. Second', chamber: '999' })
    .expect(303)
  expect((await admin.get(String(again.headers.location))).text).toContain('Dr. Second')
})

test('A-06 a doctor without history is removed; one with patients is deactivated, off the directory, and kept', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const fresh = await createPerson('DOCTOR', 'Dr. Fresh')
  const busy = await createPerson('DOCTOR', 'Dr. Busy')
  const patient = await createPerson('PATIENT')
  await db.careAssignment.create({
    data: {
      patientId: patient.patientId ?? '',
      doctorId: busy.doctorId ?? '',
      assignedById: admin.accountId,
      startedAt: new Date(),
    },
  })
  for (const { doctorId } of [fresh, busy]) {
    const page = await admin.get(`/admin/doctors/${doctorId}/removal/new`).expect(200)
    await admin
      .post(`/admin/doctors/${doctorId}/removal`, { ...hidden(page.text), reason: 'Left the hospital' })
      .expect(303)
  }
  expect(await db.doctor.count({ where: { id: fresh.doctorId ?? '' } })).toBe(0)
  expect(
    await db.doctor.findUnique({
      where: { id: busy.doctorId ?? '' },
      select: { account: { select: { status: true } } },
    }),
  ).toEqual({
    account: { status: 'SUSPENDED' },
  })
  const directory = await visitor(app).get('/doctors')
  expect(directory.text).not.toContain('Dr. Busy')
  await visitor(app).get(`/doctors/${busy.doctorId}`).expect(404)
})

test('S-08 F-06 G-F3 a doctor replaces the photo, which is drawn anew and kept under a random name', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer()
  const send = (content: Buffer, filename: string) =>
    doctor.agent
      .post('/doctor/profile/photo')
      .set('Sec-Fetch-Site', 'same-origin')
      .attach('photo', content, filename)
  await send(photo, '../../me.jpg').expect(303)
  await send(photo, 'me.jpeg').expect(303)

  const shown = await visitor(app).agent.get(`/doctors/${doctor.doctorId}/photo`).buffer(true).expect(200)
  expect(shown.headers['content-type']).toBe('image/jpeg')
  expect(shown.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
  const { width, height, exif } = await sharp(shown.body).metadata()
  expect({ width, height, exif }).toEqual({ width: 512, height: 512, exif: undefined })
  expect(await db.storedFile.count({ where: { uploadedById: doctor.accountId } })).toBe(1)

  for (const [content, filename] of [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'me.jpg'],
    [photo, 'me.html'],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), 'me.jpg'],
    [Buffer.alloc(6 * 1024 * 1024, 1), 'me.jpg'],
  ] as const) {
    const refused = await send(content, filename).expect(422)
    expect(refused.text).toContain('id="field-photo-error"')
  }
})

test('G-Z2 a doctor cannot edit another doctor, and a receptionist only reads', async () => {
  const [doctor, receptionist, other] = [
    await logInAs(app, 'DOCTOR'),
    await logInAs(app, 'RECEPTIONIST'),
    await createPerson('DOCTOR'),
  ]
  await doctor.get(`/admin/doctors/${other.doctorId}`).expect(403)
  await receptionist.get(`/reception/doctors/${other.doctorId}`).expect(200)
  await receptionist.get(`/reception/doctors/${other.doctorId}/edit`).expect(403)
  await receptionist.post(`/reception/doctors/${other.doctorId}`, meera()).expect(403)
})

test('a doctor edits the own profile, but not what the administration approved', async () => {
  const doctor = await logInAs(app, 'DOCTOR')
  const page = await doctor.get('/doctor/profile/edit').expect(200)
  const approved = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId ?? '' } })
  const own = {
    ...profileOfMeera(),
    specialisationId: approved.specialisationId,
    qualification: approved.qualification,
    registrationNumber: approved.registrationNumber,
    ...hidden(page.text),
  }
  const refused = await doctor
    .post('/doctor/profile', { ...own, registrationNumber: 'MMC-OTHER' })
    .expect(422)
  expect(refused.text).toContain('Only the administration changes this.')
  await doctor.post('/doctor/profile', own).expect(303)
  expect((await doctor.get('/doctor/profile')).text).toContain('Lungs, sleep and long illness.')
})

test('E-68 what was typed when the session had run out is there again after the same person logs in', async () => {
  const person = await createPerson('DOCTOR', 'Dr. Slow')
  const browser = await logIn(app, person)
  const page = await browser.get('/doctor/profile/edit').expect(200)
  await db.$executeRaw`
    UPDATE "session" SET "sess" = jsonb_set("sess"::jsonb, '{seenAt}', to_jsonb(${Date.now() - 31 * 60_000}::bigint))::json
    WHERE "sess" #>> '{passport,user}' = ${person.accountId}`
  const late = await browser.agent
    .post('/doctor/profile')
    .set({ 'Sec-Fetch-Site': 'same-origin', Referer: 'http://localhost:3000/doctor/profile/edit' })
    .type('form')
    .send({ ...profileOfMeera(), ...hidden(page.text), bio: 'Typed before the coffee break' })
  expect(late.headers.location).toBe('/login')
  expect((await browser.get('/login')).text).toContain('what you had typed is kept')

  const { password } = await import('../support/people.js')
  const again = await browser.post('/login', { identifier: person.email, password }).expect(303)
  expect(again.headers.location).toBe('/doctor/profile/edit')
  expect((await browser.get('/doctor/profile/edit')).text).toContain('Typed before the coffee break')
  expect((await browser.get('/doctor/profile/edit')).text).not.toContain('Typed before the coffee break')
})

test('signed out, the administration’s pages lead to log-in', async () => {
  const answer = await visitor(app).get('/admin/doctors').expect(303)
  expect(answer.headers.location).toBe('/login?next=%2Fadmin%2Fdoctors')
})
