import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { sweepAlerts } from '../../src/alerts/chain.js'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { chainOf, inCharge, minutesAfter, raised } from './clinic.js'

useDatabase()
let app: Express
let admin: Browser & TestPerson
let desk: Browser & TestPerson
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  desk = await logInAs(app, 'RECEPTIONIST')
})

async function answer(browser: Browser, home: string, id: string, action: string) {
  const page = await browser.get(`/${home}/alerts/${id}`).expect(200)
  return browser.post(`/${home}/alerts/${id}/acknowledgement`, { action, ...hidden(page.text) })
}

async function report(browser: Browser, home: string, patientId: string, what: string) {
  const page = await browser.get(`/${home}/patients/${patientId}/emergency/new`).expect(200)
  return browser.post(`/${home}/patients/${patientId}/emergency`, { what, ...hidden(page.text) })
}

describe('D-06 an emergency', () => {
  test('reported from the record by the doctor in charge: their deputy and the desk are told at once, and the page says who', async () => {
    const { doctor, patient } = await inCharge('Asha Rane')
    const browser = await logIn(app, doctor)
    const record = await browser.get(`/doctor/patients/${patient.id}`).expect(200)
    expect(record.text).toContain(`/doctor/patients/${patient.id}/emergency/new`)
    const done = await report(browser, 'doctor', patient.id, 'Collapsed in the corridor')
    expect(done.status).toBe(303)
    const { text } = await browser.get(done.headers.location ?? '').expect(200)
    for (const shown of ['Collapsed in the corridor', 'Deputy was told: Dr Deputy', 'The desk was told'])
      expect(text).toContain(shown)
    const alert = await db.alert.findFirstOrThrow({ where: { patientId: patient.id } })
    expect(alert).toMatchObject({ kind: 'EMERGENCY', raisedById: doctor.accountId, status: 'OPEN' })
    const events = await db.auditEvent.findMany({
      where: { patientId: patient.id },
      select: { action: true },
    })
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['alert.raise', 'system.alert-raise', 'system.alert-tell', 'alert.list']),
    )
  })

  test.each(['reception', 'admin', 'records'])('can be reported in /%s as well', async (home) => {
    const { patient } = await inCharge()
    const browser = home === 'records' ? await logInAs(app, 'DATA_ENTRY') : home === 'admin' ? admin : desk
    expect((await report(browser, home, patient.id, 'Fell out of bed')).status).toBe(303)
    const alert = await db.alert.findFirstOrThrow({ where: { patientId: patient.id, kind: 'EMERGENCY' } })
    expect(await chainOf(alert.id)).toEqual([['ADDRESSEE Dr Own', 'DESK']])
  })

  test('without a word of what happened nothing is reported, and a double click reports once', async () => {
    const { doctor, patient } = await inCharge()
    const browser = await logIn(app, doctor)
    const empty = await report(browser, 'doctor', patient.id, '   ')
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say in a few words what has happened.')
    const page = await browser.get(`/doctor/patients/${patient.id}/emergency/new`)
    const form = { what: 'Seizure', ...hidden(page.text) }
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.post(`/doctor/patients/${patient.id}/emergency`, form)),
    )
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await db.alert.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('G-Z1 of a patient whom a doctor does not reach is not found', async () => {
    const { patient } = await inCharge()
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.get(`/doctor/patients/${patient.id}/emergency/new`).expect(404)
    await stranger
      .post(`/doctor/patients/${patient.id}/emergency`, { what: 'x', idempotency_key: randomUUID() })
      .expect(404)
  })
})

describe('answering an alert', () => {
  test('who answers says what is done; everybody who was told reads it, and the strip is gone from every page', async () => {
    const { doctor, patient } = await inCharge('Kiran Patil')
    const id = await raised(patient.id)
    const browser = await logIn(app, doctor)
    expect((await browser.get('/doctor').expect(200)).text).toContain('An alert waits for an answer')
    const list = await browser.get('/doctor/alerts').expect(200)
    for (const shown of ['Kiran Patil', 'Red flag from home', 'SpO2 91 % at home.', 'The next is told at'])
      expect(list.text).toContain(shown)
    const done = await answer(browser, 'doctor', id, 'Called; the ambulance is on its way')
    expect(done.status).toBe(303)
    expect((await browser.get('/doctor').expect(200)).text).not.toContain('An alert waits for an answer')
    const told = await desk.get(`/reception/alerts/${id}`).expect(200)
    expect(told.text).toContain('Called; the ambulance is on its way')
    expect(told.text).toContain('Dr Own')
    await sweepAlerts(minutesAfter(new Date(), 600))
    expect(await chainOf(id)).toHaveLength(1)
    const unread = await db.message.count({
      where: { accountId: doctor.accountId, readAt: null, channel: 'IN_APP' },
    })
    expect(unread).toBe(0)
  })

  test('without saying what is done it stays open, with what was typed', async () => {
    const { doctor, patient } = await inCharge()
    const id = await raised(patient.id)
    const browser = await logIn(app, doctor)
    const refused = await answer(browser, 'doctor', id, '')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say what is done about it.')
    expect(await db.alert.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'OPEN' })
  })

  test('two at the same instant: one answers, the other reads so and keeps what they typed', async () => {
    const { doctor, deputy, patient } = await inCharge()
    const id = await raised(patient.id, minutesAfter(new Date(), -12))
    await sweepAlerts(new Date())
    const browsers = await Promise.all([logIn(app, doctor), logIn(app, deputy)])
    const pages = await Promise.all(
      browsers.map((browser) => browser.get(`/doctor/alerts/${id}`).expect(200)),
    )
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        browser.post(`/doctor/alerts/${id}/acknowledgement`, {
          action: `I go there now, ${index}`,
          ...hidden(pages[index]?.text ?? ''),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    const late = answers.findIndex(({ status }) => status === 422)
    expect(answers[late]?.text).toContain('Somebody has answered meanwhile.')
    expect(answers[late]?.text).toContain(`I go there now, ${late}`)
    const events = await db.auditEvent.count({ where: { subjectId: id, action: 'alert.acknowledge' } })
    expect(events).toBe(1)
  })

  test('the administration can answer; the desk only for a patient who does not report', async () => {
    const { patient } = await inCharge()
    const flag = await raised(patient.id)
    const page = await desk.get(`/reception/alerts/${flag}`).expect(200)
    expect(page.text).not.toContain('name="action"')
    await desk
      .post(`/reception/alerts/${flag}/acknowledgement`, { action: 'x', idempotency_key: randomUUID() })
      .expect(403)
    expect((await answer(admin, 'admin', flag, 'Sent Dr Deputy')).status).toBe(303)
    const silent = await raised(patient.id, new Date(), {
      kind: 'SILENCE',
      text: 'No report for {{hours}} hours.',
      facts: { hours: 36 },
    })
    expect((await answer(desk, 'reception', silent, 'Called, all is well')).status).toBe(303)
  })

  test('the deputy who is told reaches the record until somebody else has answered', async () => {
    const { doctor, deputy, patient } = await inCharge()
    const id = await raised(patient.id, minutesAfter(new Date(), -12))
    const browser = await logIn(app, deputy)
    await browser.get(`/doctor/patients/${patient.id}`).expect(404)
    await browser.get(`/doctor/alerts/${id}`).expect(404)
    await sweepAlerts(new Date())
    await browser.get(`/doctor/patients/${patient.id}`).expect(200)
    expect((await browser.get(`/doctor/alerts/${id}`).expect(200)).text).toContain('name="action"')
    await answer(await logIn(app, doctor), 'doctor', id, 'I am with the patient')
    await browser.get(`/doctor/patients/${patient.id}`).expect(404)
    expect((await browser.get(`/doctor/alerts/${id}`).expect(200)).text).toContain('I am with the patient')
  })

  test('the deputy who answers goes on reaching the record', async () => {
    const { deputy, patient } = await inCharge()
    const id = await raised(patient.id, minutesAfter(new Date(), -12))
    await sweepAlerts(new Date())
    const browser = await logIn(app, deputy)
    expect((await answer(browser, 'doctor', id, 'I go there')).status).toBe(303)
    await browser.get(`/doctor/patients/${patient.id}`).expect(200)
  })
})

describe('who reads alerts', () => {
  test('G-Z1 a doctor who was not told and does not treat the patient finds none of it', async () => {
    const { patient } = await inCharge('Nobody Else')
    const id = await raised(patient.id)
    const stranger = await logInAs(app, 'DOCTOR')
    await stranger.get(`/doctor/alerts/${id}`).expect(404)
    await stranger
      .post(`/doctor/alerts/${id}/acknowledgement`, { action: 'x', idempotency_key: randomUUID() })
      .expect(404)
    expect((await stranger.get('/doctor/alerts').expect(200)).text).not.toContain('Nobody Else')
    expect((await stranger.get('/doctor')).text).not.toContain('alert waits')
  })

  test('the desk reads that a score or a result needs a doctor, not which', async () => {
    const { patient } = await inCharge('Sunita More')
    const id = await raised(patient.id, new Date(), {
      kind: 'NEWS2',
      text: 'NEWS2 is {{total}}: call the emergency team, and say what is done.',
      facts: { total: 11 },
    })
    const { text } = await desk.get(`/reception/alerts/${id}`).expect(200)
    expect(text).toContain('Vital signs of a patient need a doctor now.')
    expect(text).not.toContain('NEWS2 is 11')
    expect((await desk.get('/reception/alerts')).text).not.toContain('NEWS2 is 11')
    expect((await admin.get(`/admin/alerts/${id}`)).text).toContain('NEWS2 is 11')
  })

  test('signed out it goes to log-in; patients and clinical data entry have no such page', async () => {
    const { patient } = await inCharge()
    const id = await raised(patient.id)
    const answered = await visitor(app).get(`/doctor/alerts/${id}`).expect(303)
    expect(answered.headers.location).toContain('/login')
    const own = await logInAs(app, 'PATIENT')
    expect((await own.get('/patient')).text).not.toContain('alert waits')
    await own.get(`/doctor/alerts/${id}`).expect(403)
  })

  test('a mail that was not taken is seen in the timeline', async () => {
    const { doctor, patient } = await inCharge()
    const id = await raised(patient.id)
    await db.message.updateMany({
      where: { accountId: doctor.accountId, channel: 'MAIL' },
      data: { status: 'FAILED' },
    })
    expect((await desk.get(`/reception/alerts/${id}`)).text).toMatch(/was told: Dr Own[\s\S]*?Mail failed/)
  })

  test('speed: the list and an alert take as many statements of one alert as of twelve', async () => {
    const { doctor, patient } = await inCharge()
    const first = await raised(patient.id)
    const browser = await logIn(app, doctor)
    const list = () => browser.get('/doctor/alerts').expect(200)
    const one = await statementsOf(list)
    for (let n = 0; n < 11; n++) await raised(patient.id)
    expect(await statementsOf(list)).toBe(one)
    expect(one).toBeLessThanOrEqual(6)
    expect(await statementsOf(() => browser.get(`/doctor/alerts/${first}`).expect(200))).toBeLessThanOrEqual(
      8,
    )
  })

  test('51 answered alerts are two pages, none of them twice', async () => {
    const { patient } = await inCharge()
    const now = Date.now()
    const person = await createPerson('ADMIN')
    await db.alert.createMany({
      data: Array.from({ length: 51 }, (_, n) => ({
        ...{ patientId: patient.id, kind: 'EMERGENCY' as const, subjectId: randomUUID(), text: '{{what}}' },
        ...{
          facts: { what: `Event <${n}>` },
          raisedAt: new Date(now + 3_600_000 + n),
          status: 'ACKNOWLEDGED' as const,
        },
        ...{ acknowledgedAt: new Date(now), acknowledgedById: person.accountId, action: 'Done' },
      })),
    })
    const first = await admin.get('/admin/alerts').expect(200)
    expect(first.text).toContain('Event &lt;50&gt;')
    expect(first.text).not.toContain('Event &lt;0&gt;')
    const [, older = ''] = /href="([^"]*\?after=[^"]*)"/.exec(first.text) ?? []
    const second = await admin.get(older).expect(200)
    expect(second.text).toContain('Event &lt;0&gt;')
    expect(second.text).not.toContain('Event &lt;1&gt;')
  })
})
