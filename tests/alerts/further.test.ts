import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { sweepAlerts } from '../../src/alerts/chain.js'
import { db } from '../../src/db/client.js'
import { isolateAtHome, wellReport } from '../isolation/at-home.js'
import { onWard, post, record } from '../observations/ward.js'
import { type Browser, doDueWork, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs } from '../support/people.js'
import { chainOf, inCharge, minutesAfter, raised, toldTo } from './clinic.js'

useDatabase()
let app: Express
let desk: Browser
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  await createPerson('ADMIN', 'Ann Admin')
})

const alertsOf = (patientId: string) =>
  db.alert.findMany({ where: { patientId }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }] })

async function onlyAlert(patientId: string) {
  const alerts = await alertsOf(patientId)
  expect(alerts).toHaveLength(1)
  return alerts[0] ?? expect.fail('there is no alert')
}

/** NEWS2 of 7, 8 and 10. */
const seven = { respiratoryRate: '26', spo2: '93', pulse: '112' }
const eight = { ...seven, temperature: '100.8' }
const ten = { ...seven, temperature: '103', pulse: '134' }

async function answer(doctor: Browser, id: string) {
  const page = await doctor.get(`/doctor/alerts/${id}`).expect(200)
  const form = { action: 'The team is here', ...hidden(page.text) }
  await doctor.post(`/doctor/alerts/${id}/acknowledgement`, form).expect(303)
}

async function strike(doctor: Browser, rounds: string, id: string) {
  const page = await doctor.get(`${rounds}/${id}/strike`).expect(200)
  await doctor.post(`${rounds}/${id}/strike`, { reason: 'Another patient', ...hidden(page.text) }).expect(303)
}

describe('C-05 a further round with a NEWS2 of 7 or more, while nobody has answered', () => {
  test('of the same score or a lower one stands in the timeline of the alert with its link, and tells nobody twice', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    const first = await record(doctor, rounds, eight)
    const { id, nextStepAt } = await onlyAlert(patient.id)
    const same = await record(doctor, rounds, eight)
    const lower = await record(doctor, rounds, seven)
    expect(await onlyAlert(patient.id)).toMatchObject({ id, status: 'OPEN', subjectId: first.id, nextStepAt })
    const { text } = await doctor.get(`/doctor/alerts/${id}`).expect(200)
    for (const round of [first, same, lower]) expect(text).toContain(`href="${rounds}/${round.id}"`)
    expect(text.match(/A further round/g)).toHaveLength(2)
    expect(text).toContain('NEWS2 is 7')
    expect(text).not.toContain('worse')
    expect(await chainOf(id)).toHaveLength(1)
    expect(await toldTo(doctor.accountId, id)).toEqual(['IN_APP', 'MAIL'])
  })

  test('of a worse score tells the doctor with whom it stands once more, and neither the desk nor anybody else', async () => {
    const { doctor, patient, rounds } = await onWard(app, 'Asha Kulkarni')
    await record(doctor, rounds, seven)
    const { id, nextStepAt } = await onlyAlert(patient.id)
    const worse = await record(doctor, rounds, ten)
    await record(doctor, rounds, eight)
    expect(await onlyAlert(patient.id)).toMatchObject({ id, subjectId: worse.id, nextStepAt })
    expect(await chainOf(id)).toEqual([['ADDRESSEE DOCTOR Test', 'DESK'], ['ADDRESSEE DOCTOR Test']])
    const told = await db.message.findMany({
      where: { dedupeKey: { contains: id }, accountId: doctor.accountId },
      orderBy: [{ createdAt: 'asc' }, { channel: 'asc' }],
    })
    expect(told.map(({ channel }) => channel)).toEqual(['MAIL', 'IN_APP', 'MAIL', 'IN_APP'])
    expect(told[3]?.subject).toBe(
      'It has become worse. Asha Kulkarni: NEWS2 is 10: call the emergency team, and say what is done.',
    )
    expect(told[2]?.body).toContain('It has become worse, and nobody has answered yet.')
    expect(`${told[2]?.subject} ${told[2]?.body}`).not.toMatch(/Asha|NEWS2/)
    const { text } = await doctor.get(`/doctor/alerts/${id}`).expect(200)
    expect(text).toContain('A further round: worse')
    expect(text).toContain('NEWS2 is 10: call the emergency team')
    const atDesk = (await desk.get(`/reception/alerts/${id}`).expect(200)).text
    expect(atDesk).toContain('A further round: worse')
    expect(atDesk).not.toMatch(/NEWS2 is|observations\//)
    expect(atDesk.match(/Vital signs of a patient need a doctor now/g)).toHaveLength(1)
  })

  test('does not put the chain off: the deputy is told at the same minute, and then of what is worse', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    const deputy = await createPerson('DOCTOR', 'Dr Deputy')
    await db.doctor.update({ where: { id: doctor.doctorId ?? '' }, data: { deputyId: deputy.doctorId } })
    await record(doctor, rounds, seven)
    const { id, raisedAt } = await onlyAlert(patient.id)
    await record(doctor, rounds, eight)
    await sweepAlerts(minutesAfter(raisedAt, 9))
    expect(await chainOf(id)).toHaveLength(2)
    await sweepAlerts(minutesAfter(raisedAt, 10))
    await record(await logIn(app, deputy), rounds, ten)
    expect((await chainOf(id)).slice(1)).toEqual([
      ['ADDRESSEE DOCTOR Test'],
      ['DEPUTY Dr Deputy'],
      ['DEPUTY Dr Deputy'],
    ])
    expect(await toldTo(doctor.accountId, id)).toEqual(['IN_APP', 'IN_APP', 'MAIL', 'MAIL'])
    await sweepAlerts(minutesAfter(raisedAt, 20))
    expect((await chainOf(id)).at(-1)).toEqual(['ADMIN Ann Admin'])
  })

  test('G-C6 the job of the next step goes on with the new step, and takes it once', async () => {
    const { deputy, patient } = await inCharge()
    const longAgo = minutesAfter(new Date(), -12)
    const raise = (grade: number) =>
      raised(patient.id, longAgo, { kind: 'NEWS2', gravity: { grade, finds: [] } })
    const id = await raise(7)
    expect(await raise(9)).toBe(id)
    await doDueWork()
    expect(await chainOf(id)).toEqual([
      ['ADDRESSEE Dr Own', 'DESK'],
      ['ADDRESSEE Dr Own'],
      ['DEPUTY Dr Deputy'],
    ])
    expect(await toldTo(deputy.accountId, id)).toEqual(['IN_APP', 'MAIL'])
  })

  test('after the answer raises an alert of its own', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    await record(doctor, rounds, eight)
    await record(doctor, rounds, seven)
    const { id } = await onlyAlert(patient.id)
    await answer(doctor, id)
    await record(doctor, rounds, seven)
    expect((await alertsOf(patient.id)).map(({ status }) => status)).toEqual(['ACKNOWLEDGED', 'OPEN'])
    expect((await doctor.get(`/doctor/alerts/${id}`)).text.match(/A further round/g)).toHaveLength(1)
  })

  test('struck out leaves the alert with the worst that is left, and only the last of them closes it', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    const first = await record(doctor, rounds, seven)
    const worst = await record(doctor, rounds, ten)
    const last = await record(doctor, rounds, eight)
    await strike(doctor, rounds, worst.id)
    const alert = await onlyAlert(patient.id)
    expect(alert).toMatchObject({ status: 'OPEN', subjectId: last.id, facts: { total: 8 } })
    const { text } = await doctor.get(`/doctor/alerts/${alert.id}`).expect(200)
    expect(text).toContain('Struck out')
    expect(text.match(/A further round: worse/g)).toHaveLength(1)
    await strike(doctor, rounds, first.id)
    expect(await onlyAlert(patient.id)).toMatchObject({ status: 'OPEN', subjectId: last.id })
    await strike(doctor, rounds, last.id)
    expect(await onlyAlert(patient.id)).toMatchObject({
      ...{ status: 'CLOSED', action: 'The round was struck out.' },
    })
  })

  test('G-C6 eight at the same instant are one alert that has all of them, and each step is told once', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    const answers = await Promise.all(
      [ten, eight, seven, ten, seven, eight, ten, seven].map((changes) => post(doctor, rounds, changes)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
    const { id, facts, step } = await onlyAlert(patient.id)
    expect(facts).toMatchObject({ total: 10 })
    const told = await toldTo(doctor.accountId, id)
    expect(told.filter((channel) => channel === 'MAIL')).toHaveLength(step)
    expect(step).toBeLessThanOrEqual(3)
  })
})

describe('C-03 a further red flag from home, while nobody has answered', () => {
  async function atHome() {
    const patient = await logInAs(app, 'PATIENT')
    const doctor = await logInAs(app, 'DOCTOR')
    await isolateAtHome(patient.patientId ?? '', {
      recordedById: doctor.accountId,
      doctorId: doctor.doctorId ?? '',
    })
    const send = async (told: Record<string, string>) => {
      const sent = await patient.post('/patient/isolation/reports', wellReport(told)).expect(303)
      return String(sent.headers.location).split('/').at(-1) ?? ''
    }
    return { id: patient.patientId ?? '', doctor, send }
  }

  test('is one alert; the doctor is told again only of a new or a graver one, and each report leads to it', async () => {
    const { id, doctor, send } = await atHome()
    const first = await send({ symptoms: 'CHEST_PAIN' })
    const alert = await onlyAlert(id)
    const again = await send({ symptoms: 'CHEST_PAIN' })
    expect(await chainOf(alert.id)).toHaveLength(1)
    const other = await send({ symptoms: 'CHEST_PAIN', respiratoryRate: '26' })
    expect(await chainOf(alert.id)).toHaveLength(2)
    const graver = await send({ spo2: '88' })
    await send({ symptoms: 'CHEST_PAIN' })
    expect(await onlyAlert(id)).toMatchObject({ id: alert.id, subjectId: graver })
    expect(await chainOf(alert.id)).toEqual([
      ['ADDRESSEE DOCTOR Test', 'DESK'],
      ['ADDRESSEE DOCTOR Test'],
      ['ADDRESSEE DOCTOR Test'],
    ])
    const { text } = await doctor.get(`/doctor/alerts/${alert.id}`).expect(200)
    expect(text.match(/A further report/g)).toHaveLength(4)
    const reports = `/doctor/patients/${id}/isolation/reports`
    for (const report of [first, again, other, graver]) {
      expect(text).toContain(`${reports}/${report}`)
      expect((await doctor.get(`${reports}/${report}`).expect(200)).text).toContain(
        `/doctor/alerts/${alert.id}`,
      )
    }
  })

  test('after the answer is an alert of its own', async () => {
    const { id, doctor, send } = await atHome()
    await send({ spo2: '88' })
    await answer(doctor, (await onlyAlert(id)).id)
    await send({ spo2: '88' })
    expect((await alertsOf(id)).map(({ status }) => status)).toEqual(['ACKNOWLEDGED', 'OPEN'])
  })
})
