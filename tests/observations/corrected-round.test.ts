import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { filledRound, minutesAgo, onWard, type post, record } from './ward.js'

useDatabase()

let app: Express

beforeAll(() => {
  app = openApp()
})

describe('a wrong round', () => {
  test('is struck out with a reason: it stays in sight, and counts for nothing', async () => {
    const { doctor, rounds } = await onWard(app)
    await record(doctor, rounds, { ...minutesAgo(60), pulse: '81' })
    const wrong = await record(doctor, rounds, { ...minutesAgo(5), pulse: '133' })
    const refused = await strike(doctor, rounds, wrong.id, '')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say why this round is wrong.')
    expect((await strike(doctor, rounds, wrong.id, 'Another patient’s pulse')).status).toBe(303)

    const list = (await doctor.get(rounds).expect(200)).text
    expect(list).toContain('Another patient’s pulse')
    expect(list).toMatch(/<s>133<\/s>/)
    expect(list).toMatch(/ww-reading-value">81</)
    expect((await doctor.get(`${rounds}/chart`)).text).not.toContain('<td>133</td>')
    expect((await doctor.get(`${rounds}/trends`)).text).not.toContain('<td>133</td>')
    expect((await doctor.get(`${rounds}/${wrong.id}`)).text).toContain('This round was struck out')
    expect((await strike(doctor, rounds, wrong.id)).status).toBe(422)
  })

  test('can never be changed or deleted, not even by the application', async () => {
    const { doctor, rounds } = await onWard(app)
    const { id } = await record(doctor, rounds)
    await expect(db.observation.updateMany({ where: { id }, data: { spo2: 99 } })).rejects.toThrow()
    await expect(db.observation.deleteMany({ where: { id } })).rejects.toThrow()
  })
})

describe('T-17 the scale of the SpO2 is a doctor’s decision', () => {
  test('with a reason, shown with who and when, and for rounds from then on only', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const before = await record(doctor, rounds, { ...minutesAgo(10), spo2: '90' })
    expect(before.text).toContain('NEWS2 3: low-medium')
    const address = `${rounds}/spo2-scale`
    const page = await doctor.get(address).expect(200)
    expect((await doctor.post(address, { scale: '2', reason: '', ...hidden(page.text) })).status).toBe(422)
    await doctor
      .post(address, { scale: '2', reason: 'Hypercapnia on the gas of today', ...hidden(page.text) })
      .expect(303)

    const list = (await doctor.get(rounds)).text
    expect(list).toContain('Hypercapnia on the gas of today')
    expect(list).toContain(doctor.name)
    expect((await doctor.get(`${rounds}/new`)).text).toContain('SpO2 is scored on scale 2')
    const [round] = [await record(doctor, rounds, { spo2: '90', takenOn: '', takenTime: '' })]
    expect(round?.text).toContain('NEWS2 0: low')
    expect(round?.text).toContain('SpO2 on scale 2, decided by')
    // What was scored before stays as it was.
    expect((await doctor.get(`${rounds}/${before.id}`)).text).toContain('NEWS2 3: low-medium')
    expect((await db.observation.findUniqueOrThrow({ where: { id: round?.id ?? '' } })).spo2Scale).toBe(2)
    expect(await db.spo2ScaleDecision.count({ where: { patientId: patient.id } })).toBe(1)
  })

  test('and of nobody else', async () => {
    const { patient } = await onWard(app)
    const admin = await logInAs(app, 'ADMIN')
    await admin.get(`/admin/patients/${patient.id}/observations/spo2-scale`).expect(403)
  })
})

test('T-17 the readings of a triage are a round with its NEWS2', async () => {
  const { recordAssessment } = await import('../../src/triage/commands.js')
  const { assessmentForm } = await import('../../src/triage/forms.js')
  const { filledForm, daysAgo } = await import('../triage/filled-form.js')
  const { doctor, rounds, patient } = await onWard(app)
  const form = assessmentForm(daysAgo(0)).parse({
    ...filledForm({ spo2: '94', pulse: '112' }),
    idempotency_key: crypto.randomUUID(),
  })
  const actor = { ...doctor, id: doctor.accountId, role: 'DOCTOR' as const }
  await recordAssessment(actor, patient.id, form, new Date())
  expect(await db.observation.findFirst({ where: { patientId: patient.id } })).toMatchObject({
    news2Total: 4,
    news2Band: 'LOW',
  })
  expect((await doctor.get(rounds)).text).toContain('NEWS2 4: low')
})

describe('who reaches the rounds', () => {
  test('G-Z1 G-Z2 another doctor finds no patient and no round; nor does one under another patient’s address', async () => {
    const { doctor, rounds } = await onWard(app)
    const { id } = await record(doctor, rounds)
    const other = await onWard(app)
    for (const page of ['', '/new', '/chart', '/trends', '/spo2-scale', `/${id}`, `/${id}/strike`])
      await other.doctor.get(`${rounds}${page}`).expect(404)
    await other.doctor.post(rounds, filledRound()).expect(404)
    await other.doctor.post(`${rounds}/${id}/strike`, { reason: 'Mine' }).expect(404)
    await other.doctor.get(`${other.rounds}/${id}`).expect(404)
    await other.doctor.post(`${other.rounds}/${id}/strike`, { reason: 'Mine' }).expect(404)
    expect(await db.observation.count({ where: { id, struckAt: null } })).toBe(1)
  })

  test('the admin reads them and writes none; reception and patients do not get them', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const { id } = await record(doctor, rounds)
    const admin = await logInAs(app, 'ADMIN')
    const address = `/admin/patients/${patient.id}/observations`
    expect((await admin.get(address).expect(200)).text).not.toContain('Record a round')
    await admin.get(`${address}/${id}`).expect(200)
    await admin.get(`${address}/new`).expect(403)
    const desk = await logInAs(app, 'RECEPTIONIST')
    await desk.get(`/reception/patients/${patient.id}/observations`).expect(404)
  })

  test('G-U1 every look and every write leaves a trace', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const { id } = await record(doctor, rounds)
    await doctor.get(`${rounds}/trends`)
    const events = await db.auditEvent.findMany({
      where: { patientId: patient.id, actorId: doctor.accountId },
      select: { action: true, subjectId: true },
    })
    expect(events.filter(({ action }) => action === 'observation.create')).toEqual([
      { action: 'observation.create', subjectId: id },
    ])
    expect(events.filter(({ action }) => action === 'observation.view').length).toBeGreaterThanOrEqual(3)
  })

  test('a closed record takes no round', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const page = await doctor.get(`${rounds}/new`)
    await db.patient.update({ where: { id: patient.id }, data: { deactivatedAt: new Date() } })
    const answer = await doctor.post(rounds, { ...filledRound(), ...hidden(page.text) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This record is closed.')
  })

  test('S-03 who is signed out goes to log in', async () => {
    const { rounds } = await onWard(app)
    expect((await visitor(app).get(`${rounds}/new`).expect(303)).headers.location).toMatch(/^\/login\?next=/)
  })
})

async function strike(
  browser: Parameters<typeof post>[0],
  rounds: string,
  id: string,
  reason = 'Wrong patient',
) {
  const page = await browser.get(`${rounds}/${id}/strike`).expect(200)
  return browser.post(`${rounds}/${id}/strike`, { reason, ...hidden(page.text) })
}
