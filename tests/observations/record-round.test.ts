import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { NEWS2 } from '../../src/observations/news2-rules.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import { admit, filledRound, minutesAgo, onWard, post, record } from './ward.js'

useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const stored = (id: string) => db.observation.findUniqueOrThrow({ where: { id } })

describe('T-17 D-03 a doctor records a round', () => {
  test('and reads the points of each part, the total, the band, what it asks for and when the next is due', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const { id, text } = await record(doctor, rounds, {
      spo2: '93',
      respiratoryRate: '22',
      temperature: '101.3',
    })
    expect(text).toContain('NEWS2 5: medium')
    expect(text).toContain('Urgent: tell the medical team at once.')
    expect(text).toContain('Measure every hour at least.')
    expect(text).toMatch(/Next round by \w{3} \d+ \w{3} \d{4}/)
    for (const [part, points] of [
      ['Respiratory rate', 2],
      ['SpO2', 2],
      ['Pulse', 0],
    ])
      expect(text).toMatch(
        new RegExp(`${part}</th><td>[^<]*</td><td class="ww-points ww-points-${points}">${points} points`),
      )
    expect(text).toMatch(/Temperature<\/th><td>38\.5 °C<\/td><td class="ww-points ww-points-1">1 point</)
    expect(text).toContain(`${NEWS2.instrument} · ${NEWS2.version}`)
    expect(text).toContain('SpO2 93 % is within 2 points of a cut-off')
    expect(await stored(id)).toMatchObject({
      ...{ patientId: patient.id, recordedById: doctor.accountId, source: 'STAFF', admissionId: null },
      ...{ news2Total: 5, news2Band: 'MEDIUM', spo2Scale: 1, temperatureTenthsC: 385 },
      news2: {
        status: 'OK',
        total: 5,
        points: { respiratoryRate: 2, spo2: 2, temperature: 1 },
        ruleSet: NEWS2,
      },
    })
  })

  test('with oxygen, pain, glucose and weight, each in its unit', async () => {
    const { doctor, rounds } = await onWard(app)
    const { id, text } = await record(doctor, rounds, {
      ...{
        breathing: 'NASAL_CANNULA',
        oxygenFlow: '2,5',
        pain: '4',
        glucose: '6.5',
        glucoseUnit: 'mmol/L',
        weight: '61.4',
      },
    })
    expect(await stored(id)).toMatchObject({
      ...{ oxygen: 'ON_OXYGEN', oxygenDevice: 'NASAL_CANNULA', oxygenFlowTenths: 25, fio2: null },
      ...{ pain: 4, glucoseMgDl: 117, weightGrams: 61400, news2Total: 2 },
    })
    expect(text).toContain('Nasal prongs, 2.5 L/min')
    expect(text).toContain('mg/dL (6.5 mmol/L)')
  })

  test('that belongs to the stay that was open when it was taken, not to a later one', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const admissionId = await admit(patient.id, doctor.accountId, 2)
    const inBed = await record(doctor, rounds, minutesAgo(10))
    const before = await record(doctor, rounds, minutesAgo(180))
    expect((await stored(inBed.id)).admissionId).toBe(admissionId)
    expect((await stored(before.id)).admissionId).toBeNull()
  })

  test('with something missing: no total, but what is missing, what is certain, and the red score', async () => {
    const { doctor, rounds } = await onWard(app)
    const { id, text } = await record(doctor, rounds, {
      respiratoryRate: '',
      consciousness: 'C',
      breathing: '',
    })
    expect(text).toContain('NEWS2 incomplete, at least 3')
    expect(text).toContain('<li>Respiratory rate</li>')
    expect(text).toContain('<li>Air or oxygen</li>')
    expect(text).toContain('Red: a value has 3 points.')
    expect(await stored(id)).toMatchObject({
      ...{ news2Total: null, news2Band: null, respiratoryRate: null, oxygen: null },
      news2: { status: 'INCOMPLETE', total: null, minimumTotal: 3, missing: ['respiratoryRate', 'oxygen'] },
    })
  })

  test('of a child and in pregnancy: NEWS2 does not apply, and the page says what to use instead', async () => {
    const child = await onWard(app)
    await db.patient.update({
      where: { id: child.patient.id },
      data: { dateOfBirth: new Date('2018-01-01') },
    })
    expect((await record(child.doctor, child.rounds, { pulse: '110' })).text).toContain(
      'use the early warning chart for children',
    )

    const mother = await onWard(app)
    await db.patient.update({ where: { id: mother.patient.id }, data: { sex: 'FEMALE' } })
    const { text, id } = await record(mother.doctor, mother.rounds, { pregnant: 'on' })
    expect(text).toContain('use the early warning chart for mothers')
    expect(await stored(id)).toMatchObject({ pregnant: true, news2Total: null })
    // The next round begins with it: nobody has to remember.
    expect((await mother.doctor.get(`${mother.rounds}/new`)).text).toMatch(/name="pregnant"[^>]* checked/)
  })
})

describe('T-17 the course raises an alert', () => {
  test('a score that rose by 2, and more oxygen although the score is flat', async () => {
    const { doctor, rounds } = await onWard(app)
    const calm = await record(doctor, rounds, { ...minutesAgo(240) })
    expect(calm.text).not.toContain('The course')
    const rising = await record(doctor, rounds, {
      ...minutesAgo(180),
      breathing: 'SIMPLE_MASK',
      oxygenFlow: '5',
    })
    expect(rising.text).toContain('The score rose by 2 points or more')
    expect(rising.text).toContain('More oxygen is given than at the round before.')
    const flat = await record(doctor, rounds, {
      ...minutesAgo(120),
      breathing: 'SIMPLE_MASK',
      oxygenFlow: '8',
    })
    expect(flat.text).not.toContain('The score rose')
    expect(flat.text).toContain('More oxygen is given than at the round before.')
    expect(flat.text).toContain('The score before was 2')
    const steady = await record(doctor, rounds, {
      ...minutesAgo(60),
      breathing: 'SIMPLE_MASK',
      oxygenFlow: '8',
    })
    expect(steady.text).not.toContain('The course')
  })

  test('not against a round that was struck out', async () => {
    const { doctor, rounds } = await onWard(app)
    const wrong = await record(doctor, rounds, minutesAgo(120))
    await strike(doctor, rounds, wrong.id)
    const next = await record(doctor, rounds, {
      ...minutesAgo(60),
      breathing: 'SIMPLE_MASK',
      oxygenFlow: '5',
    })
    expect(next.text).not.toContain('The course')
  })
})

describe('T-17 what is rare is asked about', () => {
  test('beside its field, everything typed is kept, and nothing is saved until somebody says yes', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    const asked = await post(doctor, rounds, { spo2: '66', pulse: '190', pain: '3' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain(
      '66 % is outside what is usually measured (70 to 100). Is that what was measured?',
    )
    expect(asked.text).toContain('value="66"')
    expect(asked.text).toContain('value="3"')
    expect(asked.text).toContain('Yes, that is what was measured')
    expect(await db.observation.count({ where: { patientId: patient.id } })).toBe(0)

    const confirmed = /name="confirmed" value="([^"]*)"/.exec(asked.text)?.[1] ?? ''
    const form = { ...filledRound({ spo2: '66', pulse: '190', pain: '3' }), ...hidden(asked.text), confirmed }
    await doctor.post(rounds, form).expect(303)
    expect(await db.observation.findFirst({ where: { patientId: patient.id } })).toMatchObject({
      spo2: 66,
      pulse: 190,
    })
  })

  test('the answer is for that very value: another one is asked about again', async () => {
    const { doctor, rounds } = await onWard(app)
    const asked = await post(doctor, rounds, { spo2: '66' })
    const confirmed = /name="confirmed" value="([^"]*)"/.exec(asked.text)?.[1] ?? ''
    const other = await doctor.post(rounds, {
      ...filledRound({ spo2: '60' }),
      ...hidden(asked.text),
      confirmed,
    })
    expect(other.status).toBe(422)
    expect(other.text).toContain('60 % is outside')
  })

  test('by the age of the patient', async () => {
    const { doctor, rounds, patient } = await onWard(app)
    await db.patient.update({
      where: { id: patient.id },
      data: { dateOfBirth: new Date(Date.now() - 90 * 86_400_000) },
    })
    expect((await post(doctor, rounds, { respiratoryRate: '48', pulse: '150' })).status).toBe(303)
    expect(
      (await post(doctor, rounds, { respiratoryRate: '12', pulse: '60', systolic: '80', diastolic: '50' }))
        .status,
    ).toBe(422)
  })

  test.each<[Record<string, string>, string]>([
    [{ glucose: '700', glucoseUnit: 'mg/dL' }, '700 mg/dL (38.9 mmol/L) is outside'],
    [{ weight: '340' }, '340 kg is outside'],
    [{ temperature: '32.5', temperatureUnit: 'C' }, '32.5 °C is outside'],
    [{ breathing: 'NASAL_CANNULA', oxygenFlow: '12' }, '12 litres a minute is outside'],
  ])('%j', async (changes, sentence) => {
    const { doctor, rounds } = await onWard(app)
    const asked = await post(doctor, rounds, changes)
    expect(asked.status).toBe(422)
    expect(asked.text).toContain(sentence)
    expect(asked.text).toContain('name="confirmed"')
  })
})

describe('T-17 what is impossible is refused beside its field, with nothing lost and nothing saved', () => {
  test.each<[Record<string, string>, string]>([
    [{ spo2: '101' }, '101 is not possible'],
    [{ spo2: 'ninety' }, 'ninety is not possible'],
    [{ respiratoryRate: '16.5' }, '16.5 is not possible'],
    [
      { temperature: '98.6', temperatureUnit: 'C' },
      '98.6 °C is not a possible body temperature: did you mean °F?',
    ],
    [{ temperature: '37', temperatureUnit: '' }, 'Say whether the temperature is in °C or °F.'],
    [{ glucose: '100', glucoseUnit: '' }, 'Say whether the glucose is in mg/dL or in mmol/L.'],
    [{ glucose: '5.5', glucoseUnit: 'mg/dL' }, '5.5 is not possible'],
    [{ systolic: '80', diastolic: '120' }, 'are they swapped?'],
    [{ breathing: 'ROOM_AIR', oxygenFlow: '2' }, 'A patient on room air gets no oxygen'],
    [{ breathing: '', fio2: '40' }, 'Say how the oxygen is given.'],
    [{ breathing: 'VENTURI_MASK', fio2: '20' }, '20 is not possible'],
    [{ pain: '11' }, '11 is not possible'],
    [{ weight: '0' }, '0 is not possible'],
    [{ takenOn: '', takenTime: '' }, ''],
    [minutesAgoLazy(-5), 'This time has not come yet.'],
    [minutesAgoLazy(25 * 60), 'A round is written down within 24 hours.'],
    [{ takenOn: '2026-02-30' }, 'Enter a real date like 2026-11-21.'],
    [{ takenTime: '25:00' }, 'Enter a time of the 24-hour clock like 09:30.'],
    [{ consciousness: 'X' }, 'Choose one of the list.'],
  ])('%j', async (changes, sentence) => {
    const { doctor, rounds, patient } = await onWard(app)
    const changed = 'minutes' in changes ? minutesAgo(Number(changes.minutes)) : changes
    const answer = await post(doctor, rounds, { weight: '61.7', ...changed })
    if (sentence === '') return expect(answer.status).toBe(303)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error:')
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('value="76"')
    expect(answer.text).not.toContain('name="confirmed"')
    expect(await db.observation.count({ where: { patientId: patient.id } })).toBe(0)
  })

  test('a round of nothing', async () => {
    const { doctor, rounds } = await onWard(app)
    const page = await doctor.get(`${rounds}/new`)
    const answer = await doctor.post(rounds, hidden(page.text)).expect(422)
    expect(answer.text).toContain('Enter what was measured.')
  })

  test('several at once, each beside its own field', async () => {
    const { doctor, rounds } = await onWard(app)
    const answer = await post(doctor, rounds, { spo2: '101', pulse: '999', pain: '11' })
    for (const value of ['101', '999', '11']) expect(answer.text).toContain(`${value} is not possible`)
  })
})

test('G-C3 a double click writes one round', async () => {
  const { doctor, rounds, patient } = await onWard(app)
  const page = await doctor.get(`${rounds}/new`)
  const form = { ...filledRound(minutesAgo(1)), ...hidden(page.text) }
  const answers = await Promise.all([doctor.post(rounds, form), doctor.post(rounds, form)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await db.observation.count({ where: { patientId: patient.id } })).toBe(1)
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

/** Only when the application is open does the hospital have a clock. */
function minutesAgoLazy(minutes: number): Record<string, string> {
  return { minutes: String(minutes) }
}
