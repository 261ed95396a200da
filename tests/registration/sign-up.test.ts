import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { doDueWork, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const asha = {
  name: 'Asha Kulkarni',
  localName: 'आशा कुलकर्णी',
  dateOfBirth: '1988-05-17',
  sex: 'FEMALE',
  phone: '98765 43210',
  address: '4 Tilak Road, Pune',
  email: 'Asha@Example.com',
  password: 'three quiet rivers',
}

test('P-05 P-06 P-10 P-11 F-01 a patient signs up, waits for approval and cannot get in', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient').expect(200)
  const answer = await browser.post('/register/patient', { ...asha, ...hidden(page.text) }).expect(303)
  expect(answer.headers.location).toBe('/waiting')
  const waiting = await browser.get('/waiting').expect(200)
  expect(waiting.text).toContain('Waiting for approval since')

  const logIn = await browser.post('/login', { identifier: asha.email, password: asha.password }).expect(303)
  expect(logIn.headers.location).toBe('/waiting')
  await browser.get('/patient').expect(303)

  const patient = await db.patient.findFirstOrThrow({ include: { account: true } })
  expect(patient).toMatchObject({
    name: 'Asha Kulkarni',
    phone: '+919876543210',
    account: { status: 'PENDING', email: 'asha@example.com' },
  })
  await doDueWork()
  expect(await db.message.findMany({ select: { kind: true, status: true } })).toEqual([
    { kind: 'signed-up', status: 'KEPT' },
  ])
})

test('a sign-up with mistakes keeps what was typed, and nothing is saved', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const answer = await browser
    .post('/register/patient', { ...asha, email: 'not an address', password: 'short', ...hidden(page.text) })
    .expect(422)
  expect(answer.text).toContain('Enter an email address like name@example.com.')
  expect(answer.text).toContain('value="not an address"')
  expect(answer.text).not.toContain('value="short"')
})

test('E-5 all mistakes of a registration are told in one go', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const mistaken = { name: '', email: 'not an address', dateOfBirth: '2199-01-01', password: 'short' }
  const answer = await browser
    .post('/register/patient', { ...asha, ...mistaken, ...hidden(page.text) })
    .expect(422)
  for (const sentence of [
    'Enter your full name.',
    'Enter an email address like name@example.com.',
    'The date of birth lies in the future.',
    'Use 12 characters or more.',
  ])
    expect(answer.text).toContain(sentence)
})

test.each([
  ['asha kulkarni', 'Do not build the password on your name'],
  ['wardwell wardwell', 'Do not build the password on your name'],
  ['password12345', 'This password is on lists that attackers try first.'],
])('S-05 G-A9 somebody who registers with the password %j is told why not', async (password, sentence) => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  const form = { ...asha, email: 'weak@example.com', password, idempotency_key: randomUUID() }
  const answer = await visitor(app).post('/register/patient', form).expect(422)
  expect(answer.text).toContain('id="field-password-error"')
  expect(answer.text).toContain(sentence)
  expect(await db.account.count({ where: { email: 'weak@example.com' } })).toBe(0)
})

test('G-A2 signing up with an address that has an account looks the same, and its owner is told by mail', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const answer = await browser
    .post('/register/patient', { ...asha, name: 'Somebody Else', ...hidden(page.text) })
    .expect(303)
  expect(answer.headers.location).toBe('/waiting')
  expect((await browser.get('/waiting')).text).toContain('Waiting for approval since')
  expect(
    await db.message.findFirst({
      orderBy: { createdAt: 'desc' },
      select: { kind: true, recipientAddress: true },
    }),
  ).toEqual({
    kind: 'already-registered',
    recipientAddress: 'asha@example.com',
  })
})

const meena = {
  name: 'Meena Joshi',
  phone: '98220 12345',
  email: 'meena.joshi@example.com',
  password: 'nine slow silver trains',
  registrationNumber: 'MH-2011-04567',
  qualification: 'MBBS, MD (Medicine)',
}
const specialisationId = async () => {
  const { id } = await db.specialisation.upsert({
    where: { slug: 'cardiology' },
    create: { name: 'Cardiology', slug: 'cardiology' },
    update: {},
  })
  return id
}
const apply = async (form: Partial<typeof meena> = {}) =>
  visitor(app).post('/register/doctor', {
    ...meena,
    ...form,
    specialisationId: await specialisationId(),
    idempotency_key: randomUUID(),
  })

test('P-05 P-06 P-09 a doctor applies in a form of their own, waits, and is not in the directory yet', async () => {
  const choose = await visitor(app).get('/register').expect(200)
  for (const way of ['/register/patient', '/register/doctor']) expect(choose.text).toContain(`href="${way}"`)
  await specialisationId()
  expect((await visitor(app).get('/register/doctor').expect(200)).text).toContain('Cardiology')
  const answer = await apply()
  expect(answer.headers.location).toBe('/waiting')
  const doctor = await db.doctor.findFirstOrThrow({ include: { account: true, specialisation: true } })
  expect(doctor).toMatchObject({
    registrationNumber: meena.registrationNumber,
    account: { status: 'PENDING', role: 'DOCTOR', username: 'meena.joshi', phone: '+919822012345' },
    specialisation: { name: 'Cardiology' },
  })
  expect((await visitor(app).get('/doctors').expect(200)).text).not.toContain('Meena Joshi')
  const logIn = await visitor(app).post('/login', { identifier: 'meena.joshi', password: meena.password })
  expect(logIn.headers.location).toBe('/waiting')
})

test('G-A2 a registration number that is taken is refused alike for known and unknown addresses', async () => {
  const known = await apply({ email: meena.email.toUpperCase() })
  const unknown = await apply({ email: 'somebody.new@example.com' })
  expect([known.status, unknown.status]).toEqual([422, 422])
  for (const { text } of [known, unknown])
    expect(text).toContain('Another doctor has this registration number.')
})

test('G-A2 whose registration number it is, is told only to a form without any other mistake', async () => {
  const answer = await apply({ email: 'curious@example.com', phone: '', password: 'short' })
  expect(answer.status).toBe(422)
  for (const sentence of ['Enter your mobile number.', 'Use 12 characters or more.'])
    expect(answer.text).toContain(sentence)
  expect(answer.text).not.toContain('Another doctor has this registration number.')
})

test('G-A2 the mail to the owner of a taken address is to the name that they have here', async () => {
  await apply({ name: 'Win A Prize At evil.example', registrationNumber: 'MH-1999-00001' })
  const mail = await db.message.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  expect(mail).toMatchObject({
    kind: 'already-registered',
    recipientAddress: meena.email,
    recipientName: 'Meena Joshi',
  })
  expect(mail.body).not.toContain('evil.example')
})

test('G-C3 ten copies of one registration make one account and one mail', async () => {
  const form = { ...asha, name: 'Only Once', email: 'only.once@example.com', idempotency_key: randomUUID() }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => visitor(app).post('/register/patient', form)),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
  expect(await db.account.count({ where: { email: form.email } })).toBe(1)
  expect(await db.patient.count({ where: { name: 'Only Once' } })).toBe(1)
  expect(await db.message.count({ where: { recipientAddress: form.email } })).toBe(1)
})

test('people of the same name who register at the same instant each get a username of their own', async () => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      visitor(app).post('/register/patient', {
        ...asha,
        name: 'Ravi Namesake',
        email: `ravi.${index}@example.com`,
        idempotency_key: randomUUID(),
      }),
    ),
  )
  expect(answers.every(({ status }) => status === 303)).toBe(true)
  const accounts = await db.account.findMany({ where: { name: 'Ravi Namesake' }, select: { username: true } })
  expect(new Set(accounts.map(({ username }) => username)).size).toBe(6)
})

test('G-Z6 a registration cannot bring its own role or status', async () => {
  await db.$executeRaw`DELETE FROM "rate_limit"`
  for (const [name, value] of Object.entries({ role: 'ADMIN', status: 'ACTIVE', username: 'root' })) {
    const form = { ...asha, email: 'climber@example.com', idempotency_key: randomUUID(), [name]: value }
    await visitor(app).post('/register/patient', form).expect(422)
  }
  expect(await db.account.count({ where: { email: 'climber@example.com' } })).toBe(0)
})

test('a date of birth in the future is refused, beside its field', async () => {
  const form = {
    ...asha,
    email: 'unborn@example.com',
    dateOfBirth: '2199-01-01',
    idempotency_key: randomUUID(),
  }
  const answer = await visitor(app).post('/register/patient', form).expect(422)
  expect(answer.text).toContain('The date of birth lies in the future.')
  expect(answer.text).toContain('value="2199-01-01"')
})
