import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '../../src/access/actor.js'
import { db } from '../../src/db/client.js'
import { Refusal } from '../../src/shared/errors.js'
import { blockBed, finishCleaning } from '../../src/wards/housekeeping.js'
import { openApp } from '../support/app.js'
import { createWard } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logIn, type TestPerson } from '../support/people.js'
import { type Doing, deeds } from './deeds.js'
import { HouseOnPaper, type ModelWard } from './model.js'
import { allScreens } from './screens.js'

const STEPS = 200
const MINUTE = 60_000
/** A session ends twelve hours after it began. */
const SHIFT = 10 * 60 * MINUTE

useDatabase()
let people: Record<'desk' | 'admin' | 'doctor', TestPerson>
let house: HouseOnPaper
let holdMinutes: number
beforeAll(async () => {
  people = {
    desk: await createPerson('RECEPTIONIST'),
    admin: await createPerson('ADMIN'),
    doctor: await createPerson('DOCTOR'),
  }
  const levels = ['WARD', 'ICU'] as const
  const made = await Promise.all(levels.map((level) => createWard({ level, beds: 5 })))
  const wards = made.map(({ id, name }, index): ModelWard => ({ id, name, level: levels[index] ?? 'WARD' }))
  house = new HouseOnPaper(
    wards,
    made.flatMap(({ beds }, index) => beds.map((bed) => ({ ...bed, ward: wards[index] ?? fail() }))),
  )
  const settings = await db.pathwaySettings.findFirstOrThrow()
  holdMinutes = settings.bedHoldMinutes
})
afterAll(() => void vi.useRealTimers())

const step = fc.record({
  deed: fc.constantFrom(...Object.keys(deeds)),
  minutes: fc.integer({ min: 1, max: 25 }),
  choice: fc.nat(1_000_000),
})

test('E-27 E-28 R-09 G-C1 G-C8 whatever 200 things happen to the beds, in any order, all screens say the same: as on paper', {
  timeout: 600_000,
}, async () => {
  const app = openApp()
  const done: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      vi.useFakeTimers({ toFake: ['Date'] })
      let browsers = { desk: await logIn(app, people.desk), admin: await logIn(app, people.admin) }
      let since = Date.now()
      for (const [index, { deed, minutes, choice }] of steps.entries()) {
        vi.setSystemTime(Date.now() + minutes * MINUTE)
        const now = new Date()
        if (now.getTime() - since > SHIFT) {
          browsers = { desk: await logIn(app, people.desk), admin: await logIn(app, people.admin) }
          since = now.getTime()
        }
        house.passTo(now)
        // In the second half, what chance left out comes as soon as it can.
        const missing = index < STEPS / 2 ? [] : possible().filter((name) => !done[name])
        const name = missing[0] ?? (deeds[deed]?.possible(house) ? deed : otherThan(choice))
        await deeds[name]?.run(doing(now, choice))
        done[name] = (done[name] ?? 0) + 1
        await refuseWhatCannotBe(now, choice)
        house.remember(now)

        const past = house.moment(choice)
        const wardIds = house.wards.map(({ id }) => id)
        const { today, before } = await allScreens(browsers, wardIds, past.at)
        for (const shown of today) expect(shown, `after ${name}`).toEqual(house.expected(shown))
        for (const shown of before) expect(shown, `${past.at}`).toEqual(house.expected(shown, past.beds))
      }
    }),
    // The house goes on from where it was, so a shorter row of steps would not be the same one.
    { numRuns: 1, endOnFailure: true },
  )
  expect(Object.values(done).reduce((sum, count) => sum + count, 0)).toBe(STEPS)
  expect(Object.keys(done).sort()).toEqual(Object.keys(deeds).sort())
})

/** Something that can be done now, where the one that was drawn cannot. */
function otherThan(choice: number): string {
  const names = possible()
  return names[choice % names.length] ?? 'wait'
}

const possible = () => Object.keys(deeds).filter((name) => deeds[name]?.possible(house))

const doing = (now: Date, choice: number): Doing => ({
  ...{ house, desk: actorOf('desk'), admin: actorOf('admin'), holdMinutes, now },
  doctorId: people.doctor.doctorId ?? '',
  pick: (from) => from[choice % from.length] ?? fail(),
})

/** A bed with somebody in it, or kept for somebody, is neither clean nor blocked, and stays what it is. */
async function refuseWhatCannotBe(now: Date, choice: number): Promise<void> {
  const taken = [...house.in('OCCUPIED'), ...house.in('HELD')]
  const bed = taken[choice % Math.max(taken.length, 1)]
  if (!bed) return
  const reason = 'Not now'
  await expect(blockBed(actorOf('admin'), bed.id, { reason }, now)).rejects.toThrow(Refusal)
  if (bed.state === 'OCCUPIED')
    await expect(finishCleaning(actorOf('desk'), bed.id, now)).rejects.toThrow(Refusal)
}

const actorOf = (who: 'desk' | 'admin'): Actor => ({
  ...{ id: people[who].accountId, name: people[who].name, patientId: null, doctorId: null },
  role: who === 'desk' ? 'RECEPTIONIST' : 'ADMIN',
})

function fail(): never {
  throw new RangeError('there is none')
}
