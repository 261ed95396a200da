import { randomInt, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { isolateAtHome } from '../isolation/at-home.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, createWard, moderate, triagePatient } from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

/** A specialisation of its own, so that one test's doctors are not another's. */
async function doctors(...names: string[]) {
  const mark = randomInt(1_000_000_000)
  const { id } = await db.specialisation.create({ data: { name: `Craft ${mark}`, slug: `craft-${mark}` } })
  const people: (TestPerson & { doctorId: string })[] = []
  for (const name of names) {
    const person = await createPerson('DOCTOR', `${name} ${mark}`)
    const doctorId = person.doctorId ?? ''
    await db.doctor.update({ where: { id: doctorId }, data: { specialisationId: id } })
    people.push({ ...person, doctorId })
  }
  return { specialisationId: id, people }
}

const charge = async (doctorId: string, patients: number) => {
  for (let count = 0; count < patients; count++) {
    const { id } = await createPatient()
    await db.careAssignment.create({
      data: { patientId: id, doctorId, assignedById: desk.accountId, startedAt: new Date() },
    })
  }
}

const visit = async (doctorId: string, status: 'CONFIRMED' | 'CANCELLED', at = new Date()) => {
  const { id } = await createPatient()
  await db.appointment.create({
    data: {
      ...{ patientId: id, doctorId, status, reason: 'Cough', createdById: desk.accountId },
      ...{
        day: dayToColumn(dayIn(at, config.zone)),
        startsAt: at,
        endsAt: new Date(at.getTime() + 60_000),
      },
      ...(status === 'CANCELLED' && { statusReason: 'Feels well again.' }),
    },
  })
}

const onLeave = (doctorId: string, cancelled = false) =>
  db.doctorLeave.create({
    data: {
      ...{ doctorId, createdById: desk.accountId },
      ...(cancelled && { cancelledAt: new Date(), cancelledById: desk.accountId }),
      startsAt: new Date(Date.now() - 3_600_000),
      endsAt: new Date(Date.now() + 86_400_000),
    },
  })

const pageOf = async (patientId: string, query = '') =>
  (await desk.get(`/reception/patients/${patientId}/doctors/new${query}`).expect(200)).text

const allocate = (patientId: string, doctorId: string, more: Record<string, string> = {}) =>
  desk.post(`/reception/patients/${patientId}/doctors`, { idempotency_key: randomUUID(), doctorId, ...more })

const rowOf = (text: string, name: string) =>
  (text.split('<tr>').find((row) => row.includes(`>${name}</label>`)) ?? '').replace(/\s+/g, ' ')

const openCharges = (patientId: string) =>
  db.careAssignment.findMany({ where: { patientId, endedAt: null }, orderBy: { startedAt: 'asc' } })

describe('E-29 the page', () => {
  test('shows what each has to do today, and suggests the least loaded who is not on leave', async () => {
    const { specialisationId, people } = await doctors('Dr. Away', 'Dr. Busy', 'Dr. Calm')
    const [away, busy, calm] = people
    if (!away || !busy || !calm) throw new Error('no doctors')
    await onLeave(away.doctorId)
    await onLeave(calm.doctorId, true)
    await charge(busy.doctorId, 2)
    await charge(calm.doctorId, 1)
    await visit(busy.doctorId, 'CONFIRMED')
    await visit(busy.doctorId, 'CANCELLED')
    await visit(busy.doctorId, 'CONFIRMED', new Date(Date.now() - 3 * 86_400_000))
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [busy.doctorId])
    expect(stay.id).toBeTruthy()
    const patient = await createPatient()
    const text = await pageOf(patient.id, `?specialisation=${specialisationId}`)
    const busyRow = rowOf(text, busy.name)
    for (const cell of ['Today in all"><strong>4<', 'Visits">1<', 'In beds">1<', 'At home">2<'])
      expect(busyRow).toContain(cell)
    expect(rowOf(text, calm.name)).toContain('Suggested')
    expect(rowOf(text, calm.name)).toContain('checked')
    expect(rowOf(text, calm.name)).not.toContain('On leave')
    expect(rowOf(text, away.name)).toContain('On leave until')
    expect(text.indexOf(away.name)).toBeGreaterThan(text.indexOf(busy.name))
    expect(text.match(/Suggested/g)).toHaveLength(1)
    // Of all doctors nobody is suggested, unless the patient has one whose specialisation is meant.
    const all = await pageOf(patient.id, '?specialisation=all')
    expect(all).not.toContain('Suggested')
    expect(all).toContain('Choose a specialisation to see who is suggested.')
    await allocate(patient.id, busy.doctorId).expect(303)
    expect(rowOf(await pageOf(patient.id, '?specialisation=all'), calm.name)).toContain('Suggested')
  })

  test('counts a patient in isolation at home once, whether assigned or in charge of the plan', async () => {
    const { specialisationId, people } = await doctors('Dr. Home')
    const [home] = people
    if (!home) throw new Error('no doctor')
    const patient = await createPatient()
    const triage = await triagePatient(patient.id, desk.accountId, moderate)
    await db.homeIsolation.create({
      data: {
        ...{ patientId: patient.id, assessmentId: triage.id, doctorId: home.doctorId },
        ...{ startedOn: new Date('2026-11-20'), earliestEndOn: new Date('2026-11-30') },
      },
    })
    const other = await createPatient()
    const query = `?specialisation=${specialisationId}`
    expect(rowOf(await pageOf(other.id, query), home.name)).toContain('At home">1<')
    await allocate(patient.id, home.doctorId).expect(303)
    expect(rowOf(await pageOf(other.id, query), home.name)).toContain('At home">1<')
  })
})

describe('A-15 R-02 E-29 a choice', () => {
  test('other than the suggested needs no reason', async () => {
    const { people } = await doctors('Dr. Least', 'Dr. Some')
    await charge(people[1]?.doctorId ?? '', 4)
    const patient = await createPatient()
    await allocate(patient.id, people[1]?.doctorId ?? '').expect(303)
  })

  test('of somebody on leave needs a reason beside the field, which then stays with the charge', async () => {
    const { people } = await doctors('Dr. Away')
    const [away] = people
    if (!away) throw new Error('no doctor')
    await onLeave(away.doctorId)
    const patient = await createPatient()
    const refused = await allocate(patient.id, away.doctorId).expect(422)
    expect(refused.text).toContain('is on leave now.')
    expect(refused.text).toContain('id="field-reason-error"')
    expect(rowOf(refused.text, away.name)).toContain('checked')
    expect(await openCharges(patient.id)).toHaveLength(0)
    await allocate(patient.id, away.doctorId, { reason: 'Knows the family.' }).expect(303)
    expect(await openCharges(patient.id)).toMatchObject([{ reason: 'Knows the family.' }])
    expect(
      (
        await db.auditEvent.findFirstOrThrow({
          where: { action: 'patient.assign-doctor', patientId: patient.id },
        })
      ).details,
    ).toMatchObject({ doubted: 'ON_LEAVE', reason: 'Knows the family.' })
  })

  test('of somebody far above the least of the same specialisation needs a reason, shown on the stay', async () => {
    const { people } = await doctors('Dr. Full', 'Dr. Free')
    const [full] = people
    if (!full) throw new Error('no doctor')
    await charge(full.doctorId, 6)
    const first = await createPerson('DOCTOR')
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [first.doctorId ?? ''])
    const refused = await allocate(stay.patientId, full.doctorId).expect(422)
    expect(refused.text).toContain('has 6 patients and visits today')
    const answer = await allocate(stay.patientId, full.doctorId, { reason: 'Did the first operation.' })
    expect(answer.headers.location).toBe(`/reception/admissions/${stay.id}`)
    expect((await desk.get(`/reception/admissions/${stay.id}`)).text).toContain('Did the first operation.')
  })
})

describe('A-15 R-02 a doctor takes over', () => {
  test('during a stay: the charge of the one before ends, and the patient is never without', async () => {
    const [before, after] = [
      await createPerson('DOCTOR', 'Dr. Before'),
      await createPerson('DOCTOR', 'Dr. After'),
    ]
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [before.doctorId ?? ''])
    const [held] = await openCharges(stay.patientId)
    const text = await pageOf(stay.patientId, `?instead=${held?.id}`)
    expect(text).toContain(`<option value="${held?.id}" selected`)
    const form = { ...hidden(text), doctorId: after.doctorId ?? '', instead: held?.id ?? '', reason: '' }
    await desk.post(`/reception/patients/${stay.patientId}/doctors`, form).expect(303)
    expect(await openCharges(stay.patientId)).toMatchObject([
      { doctorId: after.doctorId, admissionId: stay.id },
    ])
    const doctor = await logIn(app, after)
    await doctor.get(`/doctor/patients/${stay.patientId}`).expect(200)
    const again = await allocate(stay.patientId, (await createPerson('DOCTOR')).doctorId ?? '', {
      instead: held?.id ?? '',
    }).expect(422)
    expect(again.text).toContain('This doctor is no longer in charge of this patient.')
    expect(await openCharges(stay.patientId)).toHaveLength(1)
  })

  test('at home: the red flags of the isolation go to the new one; a doctor besides does not get them', async () => {
    const [before, after, besides] = await Promise.all(
      ['Dr. One', 'Dr. Two', 'Dr. Three'].map((name) => createPerson('DOCTOR', name)),
    )
    const patient = await createPatient()
    const triage = await triagePatient(patient.id, desk.accountId, moderate)
    const isolation = await db.homeIsolation.create({
      data: {
        ...{ patientId: patient.id, assessmentId: triage.id },
        ...{ startedOn: new Date('2026-11-20'), earliestEndOn: new Date('2026-11-30') },
      },
      select: { id: true },
    })
    const inCharge = async () =>
      (await db.homeIsolation.findUniqueOrThrow({ where: { id: isolation.id } })).doctorId
    await allocate(patient.id, before?.doctorId ?? '').expect(303)
    expect(await inCharge()).toBe(before?.doctorId)
    await allocate(patient.id, besides?.doctorId ?? '').expect(303)
    expect(await inCharge()).toBe(before?.doctorId)
    const [held] = await openCharges(patient.id)
    await allocate(patient.id, after?.doctorId ?? '', { instead: held?.id ?? '' }).expect(303)
    expect(await inCharge()).toBe(after?.doctorId)
    expect((await openCharges(patient.id)).map(({ doctorId }) => doctorId)).toEqual([
      besides?.doctorId,
      after?.doctorId,
    ])
  })

  test('at the same instant twice: one does, and one charge is left', async () => {
    const before = await createPerson('DOCTOR')
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [before.doctorId ?? ''])
    const [held] = await openCharges(stay.patientId)
    const others = await Promise.all(Array.from({ length: 6 }, () => createPerson('DOCTOR')))
    const answers = await Promise.all(
      others.map(({ doctorId }) => allocate(stay.patientId, doctorId ?? '', { instead: held?.id ?? '' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422, 422])
    expect(await openCharges(stay.patientId)).toHaveLength(1)
  })

  test('G-Z2 the charge of another patient is not ended', async () => {
    const doctor = await createPerson('DOCTOR')
    const [mine, other] = [await createPatient(), await createPatient()]
    await allocate(other.id, doctor.doctorId ?? '').expect(303)
    const [held] = await openCharges(other.id)
    await allocate(mine.id, doctor.doctorId ?? '', { instead: held?.id ?? '' }).expect(422)
    expect(await openCharges(other.id)).toHaveLength(1)
  })
})

test('G-Z1 doctors allocate nobody, visitors log in', async () => {
  const patient = await createPatient()
  const doctor = await logInAs(app, 'DOCTOR')
  await doctor.get(`/reception/patients/${patient.id}/doctors/new`).expect(403)
  await visitor(app).get(`/reception/patients/${patient.id}/doctors/new`).expect(303)
})

describe('E-29 a doctor who is put in charge', () => {
  const told = (accountId: string) =>
    db.message.findMany({
      where: { accountId },
      orderBy: { createdAt: 'asc' },
      select: { channel: true, subject: true, link: true },
    })
  const noticeOf = (patient: { id: string; name: string }) => ({
    ...{ channel: 'IN_APP', subject: `You are in charge of ${patient.name} now.` },
    link: `/doctor/patients/${patient.id}`,
  })

  test('by the desk is told once in the portal, with a link, and by no mail', async () => {
    const { people } = await doctors('Dr. New')
    const [doctor] = people
    if (!doctor) throw new Error('no doctor')
    const patient = await createPatient({ name: 'Sunita Joshi' })
    await allocate(patient.id, doctor.doctorId).expect(303)
    expect(await told(doctor.accountId)).toEqual([noticeOf(patient)])
    const browser = await logIn(app, doctor)
    await browser.get(noticeOf(patient).link).expect(200)
  })

  test('of somebody at home, and with an admission, is told once each; one who is refused is not told', async () => {
    const { people } = await doctors('Dr. Home', 'Dr. Bed')
    const [home, bed] = people
    if (!home || !bed) throw new Error('no doctors')
    const patient = await createPatient()
    await isolateAtHome(patient.id, { recordedById: desk.accountId })
    await allocate(patient.id, home.doctorId).expect(303)
    expect(await told(home.accountId)).toEqual([noticeOf(patient)])
    const stay = await admitSomebody(desk, (await createWard()).beds[0]?.id ?? '', [bed.doctorId])
    const { patient: admitted } = await db.admission.findUniqueOrThrow({
      where: { id: stay.id },
      select: { patient: { select: { id: true, name: true } } },
    })
    expect(await told(bed.accountId)).toEqual([noticeOf(admitted)])
    await onLeave(bed.doctorId)
    await allocate(patient.id, bed.doctorId).expect(422)
    expect(await told(bed.accountId)).toHaveLength(1)
  })
})
