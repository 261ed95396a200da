import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { NEWS2 } from '../../src/observations/news2-rules.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { admit, filledRound, minutesAgo, onWard, type post, record } from './ward.js'

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

test('G-C3 a double click writes one round', async () => {
  const { doctor, rounds, patient } = await onWard(app)
  const page = await doctor.get(`${rounds}/new`)
  const form = { ...filledRound(minutesAgo(1)), ...hidden(page.text) }
  const answers = await Promise.all([doctor.post(rounds, form), doctor.post(rounds, form)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  expect(await db.observation.count({ where: { patientId: patient.id } })).toBe(1)
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
