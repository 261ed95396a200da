import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, password } from '../support/people.js'
import { goesTo } from './answers.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const at = (id: string) => `/admin/accounts/${id}`

async function openEdit(id: string) {
  const page = await admin.get(`${at(id)}/edit`).expect(200)
  const account = await db.account.findUniqueOrThrow({ where: { id } })
  const { name, username, email, phone, role } = account
  return {
    ...hidden(page.text),
    name,
    username,
    email: email ?? '',
    phone: phone ?? '',
    employeeNumber: account.employeeNumber ?? `E-${id.slice(-6)}`,
    ...(['ADMIN', 'RECEPTIONIST', 'DATA_ENTRY'].includes(role) && { role }),
  }
}

test('A-27 the list shows everybody and is filtered by role and status in the address', async () => {
  const doctor = await createPerson('DOCTOR', 'Dr Filter Me')
  const patient = await createPerson('PATIENT', 'Patient Filter Me')
  await db.account.update({
    where: { id: patient.accountId },
    data: { status: 'SUSPENDED', decisionReason: 'Asked for it.' },
  })
  const names = async (filter: string) => {
    const page = await admin.get(`/admin/accounts${filter}`).expect(200)
    return [doctor, patient].map(({ name }) => page.text.includes(name))
  }
  expect(await names('')).toEqual([true, true])
  expect(await names('?role=DOCTOR')).toEqual([true, false])
  expect(await names('?standing=SUSPENDED')).toEqual([false, true])
  expect(await names('?role=DOCTOR&standing=SUSPENDED')).toEqual([false, false])
  expect(await names('?role=NONSENSE')).toEqual([true, true])
  const page = await admin.get('/admin/accounts?role=DOCTOR&standing=ACTIVE')
  expect(page.text).toMatch(/<option value="DOCTOR" selected>/)
  expect(page.text).toMatch(/<option value="ACTIVE" selected>/)
})

test('A-27 G-W9 an account is found by name, email, username or employee number; wildcards are letters', async () => {
  const person = await createPerson('RECEPTIONIST', 'Venkat Subramaniam')
  await db.account.update({
    where: { id: person.accountId },
    data: { username: 'venkat_s', employeeNumber: 'R-77.4' },
  })
  const finds = async (q: string) =>
    (await admin.get(`/admin/accounts?q=${encodeURIComponent(q)}`).expect(200)).text.includes(
      'Venkat Subramaniam',
    )
  for (const q of ['subra', 'VENKAT S', person.email.slice(0, 14), 'venkat_s', 'r-77.4', '  venkat  '])
    expect(await finds(q), q).toBe(true)
  for (const q of ['%%', 've%at', 'venkatXs', '__', '\\%', 'nobody at all'])
    expect(await finds(q), q).toBe(false)
  const short = await admin.get('/admin/accounts?q=v').expect(200)
  expect(short.text).toContain('A search needs 2 characters or more.')
  expect((await admin.get('/admin/accounts?q=nobody+at+all')).text).toContain('Nobody fits')
  const echo = await admin.get(`/admin/accounts?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(echo.text).not.toContain('<script>alert')
})

test('A-27 a long list comes in pages of 50 that neither skip nor repeat anybody, forwards and back', async () => {
  await db.account.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({
      role: 'DATA_ENTRY' as const,
      status: 'ACTIVE' as const,
      name: `Page ${String(index % 40).padStart(3, '0')}`,
      username: `page.${index}`,
    })),
  })
  const seen: string[] = []
  const sizes: number[] = []
  let next: string | undefined = '/admin/accounts?role=DATA_ENTRY&q=page'
  let last = ''
  while (next) {
    const page: { text: string } = await admin.get(next).expect(200)
    const shown = [...page.text.matchAll(/>(page\.\d+)</g)].map(([, name]) => name ?? '')
    sizes.push(shown.length)
    seen.push(...shown)
    last = next
    next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(sizes).toEqual([50, 50, 20])
  expect(new Set(seen).size).toBe(120)
  const end = await admin.get(last)
  const back = /href="([^"]+)" rel="prev"/.exec(end.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const middle = [...(await admin.get(back)).text.matchAll(/>(page\.\d+)</g)].map(([, name]) => name)
  expect(middle).toEqual(seen.slice(50, 100))
})

test('A-26 A-27 F-19 an administrator edits who somebody is, and the audit says what changed', async () => {
  const desk = await createPerson('RECEPTIONIST', 'Meena Iyer')
  const form = await openEdit(desk.accountId)
  const answer = await admin
    .post(at(desk.accountId), {
      ...form,
      name: 'Meena Joshi',
      phone: '020 5550 0123',
      username: 'Meena.Joshi',
    })
    .expect(303)
  expect((await admin.get(goesTo(answer))).text).toContain('The account of Meena Joshi was saved.')
  const saved = await db.account.findUniqueOrThrow({ where: { id: desk.accountId } })
  expect(saved).toMatchObject({ name: 'Meena Joshi', username: 'meena.joshi', role: 'RECEPTIONIST' })
  const [event] = await db.auditEvent.findMany({
    where: { subjectId: desk.accountId, action: 'account.edit' },
  })
  expect(event).toMatchObject({ actorId: admin.accountId })
  expect(JSON.stringify(event?.details)).toContain('name')
})

test('G-A8 another role or address logs the person out at once; another name does not', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await admin
    .post(at(desk.accountId), { ...(await openEdit(desk.accountId)), name: 'Another Name' })
    .expect(303)
  expect((await desk.get('/reception').expect(200)).text).toContain('Another Name')
  await admin
    .post(at(desk.accountId), { ...(await openEdit(desk.accountId)), role: 'DATA_ENTRY' })
    .expect(303)
  expect((await desk.get('/reception').expect(303)).headers.location).toContain('/login')

  const again = await logIn(app, desk)
  await again.get('/records').expect(200)
  await admin
    .post(at(desk.accountId), { ...(await openEdit(desk.accountId)), email: `new.${desk.email}` })
    .expect(303)
  await again.get('/records').expect(303)
  await visitor(app).post('/login', { identifier: desk.email, password }).expect(422)
  await visitor(app)
    .post('/login', { identifier: `new.${desk.email}`, password })
    .expect(303)
})

test('G-C5 of two administrators who save the same account, the second sees both versions', async () => {
  const other = await logInAs(app, 'ADMIN')
  const desk = await createPerson('RECEPTIONIST', 'Kavita Rane')
  const form = await openEdit(desk.accountId)
  await other.post(at(desk.accountId), { ...form, name: 'Kavita Rane-Shah' }).expect(303)
  const answer = await admin.post(at(desk.accountId), { ...form, phone: '98220 11111' }).expect(409)
  expect(answer.text).toContain('Kavita Rane-Shah')
  expect(answer.text).toContain('98220 11111')
  const saved = await db.account.findUniqueOrThrow({ where: { id: desk.accountId } })
  expect(saved.name).toBe('Kavita Rane-Shah')
  await admin.post(at(desk.accountId), { ...form, name: 'Kavita Shah', ...hidden(answer.text) }).expect(303)
})

test('a name, address or number that another account has is refused beside its field', async () => {
  const [one, other] = [await createPerson('RECEPTIONIST'), await createPerson('RECEPTIONIST')]
  await db.account.update({
    where: { id: one.accountId },
    data: { employeeNumber: 'R-500', username: 'taken.name' },
  })
  const form = await openEdit(other.accountId)
  const tries: [Record<string, string>, string][] = [
    [{ email: one.email.toUpperCase() }, 'Another account has this email address.'],
    [{ username: 'TAKEN.name' }, 'Another account has this username.'],
    [{ employeeNumber: 'R-500' }, 'Another account has this employee number.'],
    [{ username: 'asha@example.com' }, 'without spaces and without @'],
    [{ username: 'ab' }, 'Use 3 to 40 letters'],
  ]
  for (const [change, sentence] of tries) {
    const answer = await admin.post(at(other.accountId), { ...form, ...change }).expect(422)
    expect(answer.text).toContain(sentence)
  }
})

test('G-Z6 nothing but what the form has is taken from it', async () => {
  const desk = await createPerson('RECEPTIONIST')
  const form = await openEdit(desk.accountId)
  for (const [name, value] of Object.entries({ status: 'SUSPENDED', passwordHash: 'x', id: admin.accountId }))
    await admin.post(at(desk.accountId), { ...form, [name]: value }).expect(422)
  const doctor = await createPerson('DOCTOR')
  const profile = await openEdit(doctor.accountId)
  await admin.post(at(doctor.accountId), { ...profile, role: 'ADMIN' }).expect(422)
  await admin.post(at(desk.accountId), { ...form, role: 'DOCTOR' }).expect(422)
  expect((await db.account.findUniqueOrThrow({ where: { id: doctor.accountId } })).role).toBe('DOCTOR')
})

test('an administrator cannot change their own role, and is logged out after changing their own address', async () => {
  const own = await logInAs(app, 'ADMIN')
  const page = await own.get(`${at(own.accountId)}/edit`).expect(200)
  const form = { ...(await openEdit(own.accountId)), ...hidden(page.text) }
  const refused = await own.post(at(own.accountId), { ...form, role: 'RECEPTIONIST' }).expect(422)
  expect(refused.text).toContain('You cannot change your own role.')
  const saved = await own.post(at(own.accountId), { ...form, email: `new.${own.email}` }).expect(303)
  expect(saved.headers.location).toBe('/login')
  expect((await own.get('/login').expect(200)).text).toContain('Log in with the new address.')
  await own.get('/admin').expect(303)
})

test('an account that does not exist is not found, whatever is asked of it', async () => {
  const id = '01890000-0000-7000-8000-000000000000'
  for (const path of ['', '/edit', '/suspension/new', '/restoration/new', '/removal/new'])
    await admin.get(`${at(id)}${path}`).expect(404)
  await admin.get(at('not-an-id')).expect(404)
  await admin.post(`${at(id)}/invitation`).expect(404)
  await admin.post(at(id), { version: '1' }).expect(404)
})

test('G-A1 no page of an account holds the hash of a password', async () => {
  const desk = await createPerson('RECEPTIONIST')
  for (const path of ['/admin/accounts', at(desk.accountId), `${at(desk.accountId)}/edit`])
    expect((await admin.get(path).expect(200)).text).not.toContain('argon2')
})
