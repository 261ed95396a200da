import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { sweepAlerts, takeStep } from '../../src/alerts/chain.js'
import { acknowledgeSubject, closeAlerts, raiseAlert } from '../../src/alerts/commands.js'
import { db, transaction } from '../../src/db/client.js'
import { isolateAtHome } from '../isolation/at-home.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, type TestPerson } from '../support/people.js'
import { assign, chainOf, inCharge, minutesAfter, raised, setDeskAddress, toldTo } from './clinic.js'

useDatabase()
let admin: TestPerson
let desk: TestPerson
beforeAll(async () => {
  openApp()
  admin = await createPerson('ADMIN', 'Ann Admin')
  desk = await createPerson('RECEPTIONIST', 'Rita Desk')
  await setDeskAddress('desk@example.org')
})

const at = new Date('2026-11-02T08:00:00Z')
const alertNow = (id: string) => db.alert.findUniqueOrThrow({ where: { id } })
const putOnLeave = (doctorId: string | null) =>
  db.doctorLeave.create({
    data: {
      ...{ doctorId: doctorId ?? '', createdById: admin.accountId },
      ...{ startsAt: minutesAfter(at, -60), endsAt: minutesAfter(at, 600) },
    },
  })

test('a red flag: the doctor in charge and the desk at once, the deputy after 10 minutes, the administration after 20', async () => {
  const { doctor, deputy, patient } = await inCharge()
  const id = await raised(patient.id, at)
  expect(await chainOf(id)).toEqual([['ADDRESSEE Dr Own', 'DESK']])
  expect(await alertNow(id)).toMatchObject({
    step: 1,
    nextStepAt: minutesAfter(at, 10),
    doctorId: doctor.doctorId,
  })
  await sweepAlerts(minutesAfter(at, 9))
  expect(await chainOf(id)).toHaveLength(1)
  await sweepAlerts(minutesAfter(at, 10))
  expect(await chainOf(id)).toEqual([['ADDRESSEE Dr Own', 'DESK'], ['DEPUTY Dr Deputy']])
  await sweepAlerts(minutesAfter(at, 20))
  expect((await chainOf(id))[2]).toEqual(['ADMIN Ann Admin'])
  expect(await alertNow(id)).toMatchObject({ step: 3, nextStepAt: null, status: 'OPEN' })
  await sweepAlerts(minutesAfter(at, 600))
  expect(await chainOf(id)).toHaveLength(3)
  for (const person of [doctor, deputy, admin])
    expect(await toldTo(person.accountId, id)).toEqual(['IN_APP', 'MAIL'])
  expect(await toldTo(desk.accountId, id)).toEqual(['IN_APP'])
})

test('G-O5 the mail says that there is something, marked as urgent, and nothing of whom or what', async () => {
  const { doctor, patient } = await inCharge('Meera Joshi')
  const id = await raised(patient.id, at)
  const messages = await db.message.findMany({ where: { dedupeKey: { contains: id } } })
  const mails = messages.filter(({ channel }) => channel === 'MAIL')
  expect(mails).toHaveLength(2)
  for (const { kind, subject, body } of mails) {
    expect(kind).toBe('urgent-alert')
    for (const secret of ['Meera', '91', 'SpO2'])
      expect(`${subject} ${body}`.replaceAll(id, '')).not.toContain(secret)
  }
  expect(mails.find(({ accountId }) => accountId === doctor.accountId)?.body).toContain(
    `/doctor/alerts/${id}`,
  )
  expect(mails.find(({ accountId }) => accountId === null)?.body).toContain(`/reception/alerts/${id}`)
  const notice = messages.find(
    ({ accountId, channel }) => accountId === doctor.accountId && channel === 'IN_APP',
  )
  expect(notice?.subject).toBe('Meera Joshi: SpO2 91 % at home.')
  const atDesk = messages.find(({ accountId }) => accountId === desk.accountId)
  expect(atDesk?.subject).not.toContain('91')
})

test('before anybody has said where the desk gets its mail none goes there, and the desk is told in its portal', async () => {
  await setDeskAddress('not-set@hospital.invalid')
  const { patient } = await inCharge()
  const id = await raised(patient.id, at)
  await setDeskAddress('desk@example.org')
  expect(await toldTo(desk.accountId, id)).toEqual(['IN_APP'])
  const mails = await db.message.findMany({ where: { dedupeKey: { contains: id }, channel: 'MAIL' } })
  expect(mails.map(({ recipientName }) => recipientName)).toEqual(['Dr Own'])
  expect(await chainOf(id)).toEqual([['ADDRESSEE Dr Own', 'DESK']])
})

test('a doctor on leave is not waited for: the deputy is told at once, then the administration', async () => {
  const { doctor, patient } = await inCharge()
  await putOnLeave(doctor.doctorId)
  const id = await raised(patient.id, at)
  expect(await chainOf(id)).toEqual([['DEPUTY Dr Deputy', 'DESK']])
  expect(await alertNow(id)).toMatchObject({ nextStepAt: minutesAfter(at, 20) })
  await takeStep({ alertId: id, step: 1 }, minutesAfter(at, 20))
  expect((await chainOf(id))[1]).toEqual(['ADMIN Ann Admin'])
})

test('a suspended doctor and a deputy on leave: the administration is told at once', async () => {
  const { doctor, deputy, patient } = await inCharge()
  await db.account.update({ where: { id: doctor.accountId }, data: { status: 'SUSPENDED' } })
  await putOnLeave(deputy.doctorId)
  const id = await raised(patient.id, at)
  expect(await chainOf(id)).toEqual([['ADMIN Ann Admin', 'DESK']])
  expect(await alertNow(id)).toMatchObject({ nextStepAt: null })
})

test('a cancelled leave keeps nobody away', async () => {
  const { doctor, patient } = await inCharge()
  const { id: leave } = await putOnLeave(doctor.doctorId)
  await db.doctorLeave.update({
    where: { id: leave },
    data: { cancelledAt: at, cancelledById: admin.accountId },
  })
  expect((await chainOf(await raised(patient.id, at)))[0]).toContain('ADDRESSEE Dr Own')
})

test('without a deputy the administration is told when the deputy would have been', async () => {
  const { doctor, patient } = await inCharge()
  await db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { deputyId: null } })
  const id = await raised(patient.id, at)
  await sweepAlerts(minutesAfter(at, 10))
  expect((await chainOf(id))[1]).toEqual(['ADMIN Ann Admin'])
})

test('a deputy who was told already, as a doctor in charge, is no further step', async () => {
  const { deputy, patient } = await inCharge()
  const id = await raised(patient.id, at, { besides: [deputy.doctorId ?? ''] })
  expect(await chainOf(id)).toEqual([['ADDRESSEE Dr Deputy', 'ADDRESSEE Dr Own', 'DESK']])
  await sweepAlerts(minutesAfter(at, 10))
  expect((await chainOf(id))[1]).toEqual(['ADMIN Ann Admin'])
})

test('a patient whom nobody has in charge: the desk and the administration at once', async () => {
  const { id: patientId } = await createPatient()
  const id = await raised(patientId, at)
  expect(await chainOf(id)).toEqual([['ADMIN Ann Admin', 'DESK']])
})

test('the doctor of the isolation at home comes before the one who was assigned last', async () => {
  const { doctor, patient } = await inCharge()
  const other = await createPerson('DOCTOR', 'Dr Later')
  await assign(patient.id, other, new Date(Date.now() + 1000))
  expect(await alertNow(await raised(patient.id, at))).toMatchObject({ doctorId: other.doctorId })
  await isolateAtHome(patient.id, { recordedById: doctor.accountId })
  await db.homeIsolation.updateMany({ where: { patientId: patient.id }, data: { doctorId: doctor.doctorId } })
  expect(await alertNow(await raised(patient.id, at))).toMatchObject({ doctorId: doctor.doctorId })
})

test('one cause raises one alert, also twenty times at once', async () => {
  const { patient } = await inCharge()
  const subjectId = randomUUID()
  const raise = () =>
    transaction((tx) =>
      raiseAlert(
        tx,
        { patientId: patient.id, kind: 'NEWS2', subjectId, text: 'NEWS2 is {{total}}.', facts: { total: 9 } },
        at,
      ),
    )
  const ids = await Promise.all(Array.from({ length: 20 }, raise))
  expect(ids.filter((id) => id !== null)).toHaveLength(1)
  expect(await raise()).toBeNull()
  expect(await db.alert.count({ where: { subjectId } })).toBe(1)
})

test('G-C6 a step is taken once, however many take it at once', async () => {
  const { deputy, patient } = await inCharge()
  const id = await raised(patient.id, at)
  await Promise.all(
    Array.from({ length: 12 }, () => takeStep({ alertId: id, step: 1 }, minutesAfter(at, 10))),
  )
  expect(await chainOf(id)).toHaveLength(2)
  expect(await toldTo(deputy.accountId, id)).toEqual(['IN_APP', 'MAIL'])
  await takeStep({ alertId: id, step: 1 }, minutesAfter(at, 11))
  expect(await chainOf(id)).toHaveLength(2)
})

test('what is said elsewhere answers the alert, and nobody else is told', async () => {
  const { doctor, patient } = await inCharge()
  const subjectId = randomUUID()
  const id = await raised(patient.id, at, { subjectId })
  const actor = {
    id: doctor.accountId,
    role: 'DOCTOR',
    name: 'Dr Own',
    patientId: null,
    doctorId: doctor.doctorId,
  } as const
  const answer = () =>
    transaction((tx) =>
      acknowledgeSubject(tx, actor, 'RED_FLAG', subjectId, 'A bed is held.', minutesAfter(at, 3)),
    )
  expect(await answer()).toBe(true)
  expect(await answer()).toBe(false)
  await sweepAlerts(minutesAfter(at, 60))
  expect(await chainOf(id)).toHaveLength(1)
  expect(await alertNow(id)).toMatchObject({
    ...{
      status: 'ACKNOWLEDGED',
      action: 'A bed is held.',
      acknowledgedById: doctor.accountId,
      nextStepAt: null,
    },
  })
})

test('the desk does not answer a red flag for a doctor: the chain goes on', async () => {
  const { patient } = await inCharge()
  const subjectId = randomUUID()
  const id = await raised(patient.id, at, { subjectId })
  const actor = {
    id: desk.accountId,
    role: 'RECEPTIONIST',
    name: 'Rita',
    patientId: null,
    doctorId: null,
  } as const
  const answered = await transaction((tx) =>
    acknowledgeSubject(tx, actor, 'RED_FLAG', subjectId, 'I saw it.', minutesAfter(at, 3)),
  )
  expect(answered).toBe(false)
  await sweepAlerts(minutesAfter(at, 10))
  expect(await chainOf(id)).toHaveLength(2)
})

test('an alert whose cause is gone is closed with the reason, and stays closed', async () => {
  const { patient } = await inCharge()
  const subjectId = randomUUID()
  const id = await raised(patient.id, at, { subjectId })
  const close = (reason: string) =>
    transaction((tx) => closeAlerts(tx, 'RED_FLAG', [subjectId], reason, minutesAfter(at, 5)))
  await close('The round was struck out.')
  await close('Another reason.')
  await sweepAlerts(minutesAfter(at, 60))
  expect(await chainOf(id)).toHaveLength(1)
  expect(await alertNow(id)).toMatchObject({ status: 'CLOSED', action: 'The round was struck out.' })
  await expect(
    db.alert.update({ where: { id }, data: { status: 'OPEN', action: null, closedAt: null } }),
  ).rejects.toThrow(/answered once/)
})

test('other minutes of the settings hold for the next alert', async () => {
  await db.pathwaySettings.update({ where: { id: 1 }, data: { deputyMinutes: 3, adminMinutes: 5 } })
  const { patient } = await inCharge()
  const id = await raised(patient.id, at)
  await sweepAlerts(minutesAfter(at, 3))
  expect((await chainOf(id))[1]).toEqual(['DEPUTY Dr Deputy'])
  expect(await alertNow(id)).toMatchObject({ nextStepAt: minutesAfter(at, 5) })
  await db.pathwaySettings.update({ where: { id: 1 }, data: { deputyMinutes: 10, adminMinutes: 20 } })
})
