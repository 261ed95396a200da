import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'

useDatabase()
const here = '/admin/doctors/specialisations'
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const add = async (name: string) => {
  const page = await admin.get(here).expect(200)
  return admin.post(here, { ...hidden(page.text), name })
}
const named = (name: string) => db.specialisation.findUniqueOrThrow({ where: { name } })

test('an admin finds the specialisations from the doctors, adds one, and it can be chosen', async () => {
  for (const path of ['/admin/doctors', '/admin/doctors/new'])
    expect((await admin.get(path).expect(200)).text).toContain(`href="${here}"`)
  const answer = await add('Sports & travel medicine')
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe(here)
  const list = await admin.get(here).expect(200)
  expect(list.text).toContain('Sports &amp; travel medicine was added.')
  const { id, slug } = await named('Sports & travel medicine')
  expect(slug).toBe('sports-travel-medicine')
  expect((await admin.get('/admin/doctors/new')).text).toContain(`<option value="${id}"`)
  expect((await visitor(app).get('/register/doctor')).text).toContain(`<option value="${id}"`)
  const events = await db.auditEvent.findMany({
    where: { subjectId: id },
    select: { action: true, actorId: true },
  })
  expect(events).toEqual([{ action: 'specialisation.edit', actorId: admin.accountId }])
})

test('A-07 the list says how many doctors each one has, with the way to them', async () => {
  await createPerson('DOCTOR')
  const { text } = await admin.get(here).expect(200)
  expect(text).toMatch(/href="\/admin\/doctors\?specialisation=general-medicine"[^>]*>\s*1\b/)
})

test('an admin renames one, and its doctors have the new name', async () => {
  await add('Lungs')
  const { id } = await named('Lungs')
  const { doctorId } = await createPerson('DOCTOR')
  await db.doctor.update({ where: { id: doctorId ?? '' }, data: { specialisationId: id } })
  const page = await admin.get(`${here}/${id}/edit`).expect(200)
  expect(page.text).toContain('value="Lungs"')
  await admin.post(`${here}/${id}`, { ...hidden(page.text), name: 'Respiratory medicine' }).expect(303)
  expect(await named('Respiratory medicine')).toMatchObject({ id, slug: 'respiratory-medicine' })
  expect((await admin.get(`/admin/doctors/${doctorId}`)).text).toContain('Respiratory medicine')
})

test.each([
  ['', 'Enter the name of the specialisation.'],
  ['123', 'Use letters, such as Cardiology.'],
  ['x'.repeat(81), 'Use 80 characters or fewer.'],
  ['general MEDICINE', 'There is a specialisation of this name already.'],
])('the name %j is refused, when adding and when renaming, and stays as typed', async (name, sentence) => {
  await createPerson('DOCTOR')
  await db.specialisation.upsert({
    where: { slug: 'urology' },
    create: { name: 'Urology', slug: 'urology' },
    update: {},
  })
  const { id } = await named('Urology')
  const page = await admin.get(`${here}/${id}/edit`).expect(200)
  for (const answer of [await add(name), await admin.post(`${here}/${id}`, { ...hidden(page.text), name })]) {
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="field-name-error"')
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain(`value="${name}"`)
  }
  expect(await named('Urology')).toMatchObject({ id })
})

test('one without doctors is removed after a question; one with doctors stays, and the page says why', async () => {
  await add('Phrenology')
  const unused = await named('Phrenology')
  const page = await admin.get(`${here}/${unused.id}/removal/new`).expect(200)
  expect(page.text).toContain('Remove Phrenology?')
  await admin.post(`${here}/${unused.id}/removal`, hidden(page.text)).expect(303)
  expect(await db.specialisation.count({ where: { id: unused.id } })).toBe(0)
  expect((await admin.get(here)).text).toContain('Phrenology was removed.')

  await createPerson('DOCTOR')
  const used = await named('General medicine')
  const doctors = await db.doctor.count({ where: { specialisationId: used.id } })
  const sentence = `Doctors with this specialisation: ${doctors}. Give them another one first.`
  const why = await admin.get(`${here}/${used.id}/removal/new`).expect(200)
  expect(why.text).toContain(sentence)
  expect(why.text).not.toContain('<button type="submit" class="btn btn-danger"')
  const form = hidden((await admin.get(here)).text)
  const refused = await admin.post(`${here}/${used.id}/removal`, form).expect(422)
  expect(refused.text).toContain(sentence)
  expect(await db.specialisation.count({ where: { id: used.id } })).toBe(1)
})

test('G-C3 the same form sent five times at once adds one', async () => {
  const page = await admin.get(here)
  const form = { ...hidden(page.text), name: 'Geriatrics' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => admin.post(here, form)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
  expect(await db.specialisation.count({ where: { name: 'Geriatrics' } })).toBe(1)
})

test('G-Z1 G-Z4 an unknown one is not found, other roles may not, and visitors log in', async () => {
  const nobody = `${here}/0198c5a0-0000-7000-8000-000000000000`
  for (const path of [`${nobody}/edit`, `${nobody}/removal/new`]) await admin.get(path).expect(404)
  const form = hidden((await admin.get(here)).text)
  await admin.post(nobody, { ...form, name: 'Nothing' }).expect(404)
  await admin.post(`${nobody}/removal`, form).expect(404)
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get(here).expect(403)
  await desk.post(here, { name: 'No' }).expect(403)
  expect((await desk.get('/reception/doctors')).text).not.toContain('/specialisations')
  await visitor(app).get(here).expect(303)
})

test('E-21 an admin writes the way to a department and what to bring, and reads it in the list', async () => {
  await add('Eyes')
  const { id } = await named('Eyes')
  const page = await admin.get(`${here}/${id}/edit`).expect(200)
  const form = { name: 'Eyes', directions: 'Block B, second floor', preparation: 'Bring your glasses' }
  await admin.post(`${here}/${id}`, { ...hidden(page.text), ...form }).expect(303)
  expect(await named('Eyes')).toMatchObject(form)
  expect((await admin.get(here)).text).toContain('Block B, second floor · Bring your glasses')
  const again = await admin.get(`${here}/${id}/edit`).expect(200)
  expect(again.text).toContain('Bring your glasses')
  await admin.post(`${here}/${id}`, { ...hidden(again.text), name: 'Eyes', directions: '', preparation: '' })
  expect(await named('Eyes')).toMatchObject({ directions: null, preparation: null })
})

test('E-21 words that are too many are refused and stay as typed', async () => {
  await add('Ears')
  const { id } = await named('Ears')
  const page = await admin.get(`${here}/${id}/edit`).expect(200)
  const form = { name: 'Ears', directions: 'left and right '.repeat(60), preparation: 'Nothing' }
  const refused = await admin.post(`${here}/${id}`, { ...hidden(page.text), ...form }).expect(422)
  expect(refused.text).toContain('left and right left')
  expect(await named('Ears')).toMatchObject({ directions: null })
})
