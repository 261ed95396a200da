import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { filledRound, minutesAgo, onWard, post } from './ward.js'

useDatabase()

let app: Express

beforeAll(() => {
  app = openApp()
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

/** Only when the application is open does the hospital have a clock. */
function minutesAgoLazy(minutes: number): Record<string, string> {
  return { minutes: String(minutes) }
}
