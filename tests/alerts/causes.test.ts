import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { sweepAlerts } from '../../src/alerts/chain.js'
import { db } from '../../src/db/client.js'
import { minutesAgo, onWard, record } from '../observations/ward.js'
import { doctorWithPatient, ordered, postResult } from '../orders/clinic.js'
import { type Browser, hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { chainOf, minutesAfter, toldTo } from './clinic.js'

useDatabase()
let app: Express
let clerk: Browser
beforeAll(async () => {
  app = openApp()
  clerk = await logInAs(app, 'DATA_ENTRY')
})

const alertsOf = (patientId: string) =>
  db.alert.findMany({ where: { patientId }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }] })

/** 3 for the breathing, 2 for the SpO2, 2 for the temperature, 3 for the pulse. */
const ill = { respiratoryRate: '26', spo2: '93', temperature: '103', pulse: '134' }

describe('C-05 a NEWS2 of 7 or more', () => {
  test('tells the doctor in charge at once; a lower one does not', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    await record(doctor, rounds)
    expect(await alertsOf(patient.id)).toEqual([])
    const { id } = await record(doctor, rounds, ill)
    const [alert] = await alertsOf(patient.id)
    expect(alert).toMatchObject({ kind: 'NEWS2', subjectId: id, doctorId: doctor.doctorId, status: 'OPEN' })
    const page = await doctor.get(`/doctor/alerts/${alert?.id}`).expect(200)
    expect(page.text).toMatch(/NEWS2 is \d+: call the emergency team/)
    expect(page.text).toContain(`${rounds}/${id}`)
    expect((await doctor.get(`/doctor/patients/${patient.id}`)).text).toContain(
      'NEWS2 emergency: nobody has answered yet',
    )
  })

  test('a round that is struck out closes its alert with the reason', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    const { id } = await record(doctor, rounds, ill)
    const page = await doctor.get(`${rounds}/${id}/strike`).expect(200)
    await doctor
      .post(`${rounds}/${id}/strike`, { reason: 'Another patient', ...hidden(page.text) })
      .expect(303)
    expect(await alertsOf(patient.id)).toMatchObject([
      { status: 'CLOSED', action: 'The round was struck out.' },
    ])
  })

  test('one that is written down after a later round tells nobody anything new', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    await record(doctor, rounds)
    await record(doctor, rounds, { ...ill, ...minutesAgo(90) })
    expect(await alertsOf(patient.id)).toEqual([])
  })

  test('one of an hour ago is chased from now on', async () => {
    const { doctor, patient, rounds } = await onWard(app)
    await record(doctor, rounds, { ...ill, ...minutesAgo(60) })
    const [alert] = await alertsOf(patient.id)
    expect(Date.now() - (alert?.raisedAt.getTime() ?? 0)).toBeLessThan(30_000)
  })
})

const high = { sodium: '140', potassium: '6.9' }
const sure = { again: 'potassium=6.9' }

async function acknowledge(doctor: Browser, patientId: string, id: string) {
  const here = `/doctor/patients/${patientId}/orders/${id}`
  const page = await doctor.get(here).expect(200)
  return doctor.post(`${here}/acknowledgement`, { action: 'Calcium gluconate given', ...hidden(page.text) })
}

describe('a critical result is one truth', () => {
  test('who acknowledges the result answers its alert; the alert page leads there and takes no answer itself', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    const [alert] = await alertsOf(patient.id)
    expect(alert).toMatchObject({ kind: 'CRITICAL_RESULT', status: 'OPEN', doctorId: doctor.doctorId })
    const page = await doctor.get(`/doctor/alerts/${alert?.id}`).expect(200)
    expect(page.text).toContain(`/doctor/patients/${patient.id}/orders/${id}"`)
    expect(page.text).not.toContain('name="action"')
    const key = hidden((await doctor.get(`/doctor/patients/${patient.id}/orders/${id}`)).text)
    const refused = await doctor.post(`/doctor/alerts/${alert?.id}/acknowledgement`, {
      action: 'Seen',
      ...key,
    })
    expect(refused.status).toBe(422)
    expect((await acknowledge(doctor, patient.id, id)).status).toBe(303)
    expect(await alertsOf(patient.id)).toMatchObject([
      { status: 'ACKNOWLEDGED', action: 'Calcium gluconate given', acknowledgedById: doctor.accountId },
    ])
  })

  test('nobody acknowledges: after the deputy’s time the administration is told, and the doctor got one mail', async () => {
    const admin = await logInAs(app, 'ADMIN')
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, sure)
    const [alert] = await alertsOf(patient.id)
    await sweepAlerts(minutesAfter(new Date(), 11))
    expect((await chainOf(alert?.id ?? ''))[1]).toContain('ADMIN ADMIN Test')
    expect(await toldTo(admin.accountId, alert?.id ?? '')).toEqual(['IN_APP', 'MAIL'])
    const mails = await db.message.count({ where: { accountId: doctor.accountId, channel: 'MAIL' } })
    expect(mails).toBe(1)
  })

  test('the same value, first preliminary and then final, goes on with the alert that is open; another begins anew', async () => {
    const { doctor, patient } = await doctorWithPatient(app)
    const { id } = await ordered(doctor, patient.id)
    await postResult(clerk, id, high, { ...sure, save: 'PRELIMINARY' })
    const [first] = await alertsOf(patient.id)
    await postResult(clerk, id, high, sure)
    expect(await alertsOf(patient.id)).toMatchObject([{ id: first?.id, status: 'OPEN' }])
    await postResult(
      clerk,
      id,
      { sodium: '140', potassium: '7.5' },
      { again: 'potassium=7.5', reason: 'Repeated' },
    )
    expect(await alertsOf(patient.id)).toMatchObject([
      { status: 'CLOSED', action: 'A newer version of the result was recorded.' },
      { status: 'OPEN' },
    ])
    await acknowledge(doctor, patient.id, id)
    expect((await alertsOf(patient.id)).map(({ status }) => status)).toEqual(['CLOSED', 'ACKNOWLEDGED'])
  })
})
