import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, password } from '../support/people.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const page = '/doctor/emergency-access'
const reason = 'Unconscious, brought in by ambulance'
const numberOf = ({ number }: { number: number }) => `W-${String(number).padStart(6, '0')}`

async function strangers() {
  return { doctor: await logInAs(app, 'DOCTOR'), patient: await createPatient({ name: 'Stranger Unknown' }) }
}

type Doctor = Awaited<ReturnType<typeof logInAs>>

async function ask(doctor: Doctor, form: Record<string, string>) {
  const opened = await doctor.get(page).expect(200)
  return doctor.post(page, { reason, password, ...hidden(opened.text), ...form })
}

describe('G-Z5 T-05 E-50 emergency access', () => {
  test('opens the record of a stranger by the number, with reason and password; others are told', async () => {
    const admin = await createPerson('ADMIN')
    const account = await createPerson('PATIENT', 'Patient With Account')
    const doctor = await logInAs(app, 'DOCTOR')
    const patient = await db.patient.findUniqueOrThrow({ where: { id: account.patientId ?? '' } })
    const address = `/doctor/patients/${patient.id}`
    await doctor.get(address).expect(404)
    const answer = await ask(doctor, { number: numberOf(patient) })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe(address)
    const record = await doctor.get(address).expect(200)
    expect(record.text).toMatch(/Emergency access until \d+:\d\d/)
    const [broken, ...others] = await db.breakGlass.findMany({ where: { patientId: patient.id } })
    expect(others).toEqual([])
    expect(broken).toMatchObject({ doctorId: doctor.doctorId, reason })
    expect((broken?.endsAt.getTime() ?? 0) - (broken?.startedAt.getTime() ?? 0)).toBe(60 * 60_000)
    expect(
      await db.auditEvent.count({
        where: { action: 'emergency-access.open', patientId: patient.id, subjectId: broken?.id ?? '' },
      }),
    ).toBe(1)
    const told = await db.message.findMany({
      where: {
        kind: 'emergency-access',
        channel: 'IN_APP',
        accountId: { in: [admin.accountId, account.accountId] },
      },
    })
    expect(told.map(({ accountId, link }) => [accountId, link]).sort()).toEqual(
      [
        [admin.accountId, '/admin/emergency-access'],
        [account.accountId, '/patient/access'],
      ].sort(),
    )
    const mail = await db.message.findFirstOrThrow({ where: { kind: 'emergency-access', channel: 'MAIL' } })
    expect(mail.recipientAddress).toBe(account.email)
    for (const part of [doctor.name, reason, 'W-']) expect(mail.body).not.toContain(part)
    // On the patient's own list, and on the administration's, with the reason there.
    const own = await (await logIn(app, account)).get('/patient/access').expect(200)
    expect(own.text).toContain(doctor.name)
    expect(own.text).toContain('Emergency access')
    const list = await (await logIn(app, admin)).get('/admin/emergency-access').expect(200)
    for (const part of ['Patient With Account', doctor.name, reason, 'Open now'])
      expect(list.text).toContain(part)
  })

  test('lasts an hour: then the record is not found again', async () => {
    const { doctor, patient } = await strangers()
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    const broken = (startedAt: Date, endsAt: Date) =>
      db.breakGlass.create({
        data: { doctorId: doctor.doctorId ?? '', patientId: patient.id, reason, startedAt, endsAt },
      })
    await broken(ago(61), ago(1))
    const address = `/doctor/patients/${patient.id}`
    for (const place of ['', '/notes', '/notes/new', '/letters'])
      await doctor.get(`${address}${place}`).expect(404)
    await broken(ago(59), new Date(Date.now() + 60_000))
    await doctor.get(address).expect(200)
  })

  test('is for this patient only, and for this doctor only', async () => {
    const { doctor, patient } = await strangers()
    const [other, colleague] = [await createPatient(), await logInAs(app, 'DOCTOR')]
    expect((await ask(doctor, { number: numberOf(patient) })).status).toBe(303)
    await doctor.get(`/doctor/patients/${other.id}`).expect(404)
    await colleague.get(`/doctor/patients/${patient.id}`).expect(404)
  })

  test.each([
    ['the number without its zeros', { number: 'NUMBER' }],
    [
      'the name and the date of birth, in whatever capitals',
      { name: 'stranger  UNKNOWN', dateOfBirth: '1980-02-03' },
    ],
    ['the telephone number and the date of birth', { phone: '98222 12345', dateOfBirth: '1980-02-03' }],
  ])('finds somebody by %s', async (_by, known) => {
    const doctor = await logInAs(app, 'DOCTOR')
    await db.patient.updateMany({
      where: { phone: '+919822212345' },
      data: { phone: null, name: 'Somebody Else' },
    })
    await db.patient.updateMany({ where: { name: 'Stranger Unknown' }, data: { name: 'Somebody Else' } })
    const patient = await createPatient({ name: 'Stranger Unknown', phone: '+919822212345' })
    const form: Record<string, string> = { ...known }
    if (form.number) form.number = String(patient.number)
    const answer = await ask(doctor, form)
    expect(answer.headers.location).toBe(`/doctor/patients/${patient.id}`)
  })

  test('names nobody to who knows less than all of it, and keeps what was typed', async () => {
    const { doctor } = await strangers()
    const tries: [Record<string, string>, string][] = [
      [{ number: 'W-999999' }, 'Nobody is registered with exactly this.'],
      [{ name: 'Stranger', dateOfBirth: '1980-02-03' }, 'Nobody is registered with exactly this.'],
      [{ name: 'Stranger Unknown', dateOfBirth: '1980-02-04' }, 'Nobody is registered with exactly this.'],
      [{ name: 'Stranger Unknown' }, 'Enter the date of birth, too'],
      [{}, 'Enter the patient’s number, or a name'],
      [{ number: 'W-1', reason: 'Too short' }, 'Write 10 characters or more'],
    ]
    for (const [form, sentence] of tries) {
      const answer = await ask(doctor, form)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain(sentence)
      if (form.name) expect(answer.text).toContain(`value="${form.name}"`)
      expect(answer.text).not.toContain(password)
    }
    expect(await db.breakGlass.count({ where: { doctorId: doctor.doctorId ?? '' } })).toBe(0)
  })

  test('G-A3 asks for the password as log-in does: a wrong one is refused, many make it wait', async () => {
    const { doctor, patient } = await strangers()
    const form = { number: numberOf(patient), password: 'somebody else’s guess' }
    const wrong = await ask(doctor, form)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('This is not your current password.')
    expect(wrong.text).toContain(reason)
    for (let tries = 0; tries < 6; tries++) await ask(doctor, form)
    const right = await ask(doctor, { number: numberOf(patient) })
    expect(right.status).toBe(422)
    expect(right.text).toContain('Too many wrong passwords.')
    expect(await db.breakGlass.count({ where: { patientId: patient.id } })).toBe(0)
    expect(
      await db.auditEvent.count({ where: { action: 'emergency-access.open', actorId: doctor.accountId } }),
    ).toBeGreaterThan(0)
  })

  test('G-C3 of 20 posts at the same instant, one opens it', async () => {
    const { doctor, patient } = await strangers()
    const opened = await doctor.get(page)
    const form = { number: numberOf(patient), reason, password }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        doctor.post(page, {
          ...form,
          ...hidden(opened.text),
          // Half of them are one impatient form, the others as many tabs.
          ...(index % 2 === 1 && { idempotency_key: `0192f000-0000-7000-8000-0000000000${10 + index}` }),
        }),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 303).length).toBeGreaterThan(0)
    expect(statuses.every((status) => [303, 409, 422, 429].includes(status))).toBe(true)
    expect(await db.breakGlass.count({ where: { patientId: patient.id } })).toBe(1)
    expect(
      await db.auditEvent.count({ where: { action: 'emergency-access.open', patientId: patient.id } }),
    ).toBe(1)
  })

  test('is not needed for one’s own patient, whose record opens without it', async () => {
    const { doctor, patient } = await strangers()
    await db.careAssignment.create({
      data: {
        ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
        startedAt: new Date(),
      },
    })
    const answer = await ask(doctor, { number: numberOf(patient) })
    expect(answer.headers.location).toBe(`/doctor/patients/${patient.id}`)
    expect(await db.breakGlass.count({ where: { patientId: patient.id } })).toBe(0)
    expect((await doctor.get(`/doctor/patients/${patient.id}`)).text).not.toContain('Emergency access until')
  })
})

test('G-Z4 only doctors open it and only admins read the list', async () => {
  for (const role of ['ADMIN', 'RECEPTIONIST', 'PATIENT', 'DATA_ENTRY'] as const)
    await (await logInAs(app, role)).get(page).expect(403)
  await (await logInAs(app, 'DOCTOR')).get('/admin/emergency-access').expect(403)
  expect((await visitor(app).get(page).expect(303)).headers.location).toMatch(/^\/login/)
})
