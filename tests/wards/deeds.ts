import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/access/actor.js'
import { admit } from '../../src/admissions/admit.js'
import { askForBed } from '../../src/admissions/asking.js'
import { discharge } from '../../src/admissions/discharge.js'
import { dischargeForm } from '../../src/admissions/discharge-forms.js'
import { holdBed, releaseBed } from '../../src/admissions/holding.js'
import { move, swap } from '../../src/admissions/moving.js'
import { openItemsOf } from '../../src/admissions/readiness-queries.js'
import { itemKey } from '../../src/admissions/readiness-rules.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addBed, closeBed } from '../../src/wards/beds.js'
import { blockBed, finishCleaning, unblockBed } from '../../src/wards/housekeeping.js'
import { reopenBed } from '../../src/wards/reopening.js'
import { createPatient } from '../support/people.js'
import type { HouseOnPaper, ModelBed } from './model.js'

export interface Doing {
  house: HouseOnPaper
  desk: Actor
  admin: Actor
  doctorId: string
  holdMinutes: number
  now: Date
  /** The same choice of one thing among several at every run with the same seed. */
  pick: <T>(from: readonly T[]) => T
}

/** What is done to the house and on the paper, and where it can be done. */
export interface Deed {
  possible: (house: HouseOnPaper) => boolean
  run: (doing: Doing) => Promise<void>
}

export const deeds: Record<string, Deed> = {
  admit: {
    possible: (house) => house.in('FREE').length > 0,
    run: async (doing) => {
      const bed = doing.pick(doing.house.in('FREE'))
      await lieDown(doing, (await createPatient()).id, bed)
    },
  },
  'admit who waits': {
    possible: (house) => house.waiting.size > 0 && free(house).length > 0,
    run: async (doing) => {
      const { house, pick } = doing
      const [requestId, { patientId }] = pick([...house.waiting])
      const held = house.in('HELD').find((bed) => bed.requestId === requestId)
      const bed = held ?? house.in('FREE')[0]
      if (!bed) return
      house.release(requestId)
      house.waiting.delete(requestId)
      await lieDown(doing, patientId, house.beds.find(({ id }) => id === bed.id) ?? bed)
    },
  },
  ask: {
    possible: (house) => house.waiting.size < 4,
    run: async ({ house, desk, now }) => {
      const { id: patientId } = await createPatient()
      const form = {
        priority: 'URGENT',
        care: 'ANY',
        isolation: false,
        oxygen: false,
        reason: 'Tires.',
      } as const
      const { id } = await askForBed(desk, patientId, { ...form, ...key() }, now)
      house.waiting.set(id, { patientId })
    },
  },
  hold: {
    possible: (house) => house.waiting.size > 0 && house.in('FREE').length > 0,
    run: async ({ house, desk, now, pick, holdMinutes }) => {
      const [requestId] = pick([...house.waiting])
      const bed = pick(house.in('FREE'))
      await holdBed(desk, requestId, { bedId: bed.id, ...key() }, now)
      house.release(requestId)
      const until = new Date(now.getTime() + holdMinutes * 60_000)
      house.become(bed, 'HELD', { requestId, until })
    },
  },
  release: {
    possible: (house) => house.in('HELD').length > 0,
    run: async ({ house, desk, now, pick }) => {
      const { requestId = '' } = pick(house.in('HELD'))
      await releaseBed(desk, requestId, now)
      house.release(requestId)
    },
  },
  move: {
    possible: (house) => house.in('OCCUPIED').length > 0 && house.in('FREE').length > 0,
    run: async ({ house, desk, now, pick }) => {
      const from = pick(house.in('OCCUPIED'))
      const to = pick(house.in('FREE'))
      const { admissionId = '' } = from
      await move(desk, admissionId, { ...(await changing(admissionId)), bedId: to.id }, now)
      house.become(from, 'CLEANING')
      house.become(to, 'OCCUPIED', { admissionId })
    },
  },
  swap: {
    possible: (house) => house.in('OCCUPIED').length > 1,
    run: async ({ house, desk, now, pick }) => {
      const one = pick(house.in('OCCUPIED'))
      const other = pick(house.in('OCCUPIED').filter(({ id }) => id !== one.id))
      const { admissionId = '' } = one
      const theirs = await db.bedStay.findFirstOrThrow({ where: { bedId: other.id, endedAt: null } })
      await swap(desk, admissionId, { ...(await changing(admissionId)), stayId: theirs.id }, now)
      house.become(one, 'OCCUPIED', { admissionId: other.admissionId ?? '' })
      house.become(other, 'OCCUPIED', { admissionId })
    },
  },
  discharge: {
    possible: (house) => house.in('OCCUPIED').length > 0,
    run: async ({ house, desk, doctorId, now, pick }) => {
      const bed = pick(house.in('OCCUPIED'))
      const { admissionId = '' } = bed
      const seen = (await openItemsOf(admissionId, now, db)).map(itemKey)
      const typed = { doctorId: [doctorId], doctorAmount: ['0'], seen, why: 'A relative takes them home.' }
      await discharge(desk, admissionId, dischargeForm(config.currency).parse({ ...typed, ...key() }), now)
      house.become(bed, 'CLEANING')
    },
  },
  clean: {
    possible: (house) => house.in('CLEANING').length > 0,
    run: async ({ house, desk, now, pick }) => {
      const bed = pick(house.in('CLEANING'))
      await finishCleaning(desk, bed.id, now)
      house.become(bed, 'FREE')
    },
  },
  block: {
    possible: (house) =>
      house.in('FREE').length + house.in('CLEANING').length > 1 && house.in('BLOCKED').length < 2,
    run: async ({ house, admin, now, pick }) => {
      const bed = pick([...house.in('FREE'), ...house.in('CLEANING')])
      await blockBed(admin, bed.id, { reason: 'Its rail is loose.' }, now)
      house.become(bed, 'BLOCKED')
    },
  },
  unblock: {
    possible: (house) => house.in('BLOCKED').length > 0,
    run: async ({ house, admin, now, pick }) => {
      const bed = pick(house.in('BLOCKED'))
      await unblockBed(admin, bed.id, now)
      house.become(bed, 'CLEANING')
    },
  },
  'add a bed': {
    possible: (house) => house.beds.length < 12,
    run: async ({ house, admin, now, pick }) => {
      const ward = pick(house.wards)
      const number = `N${randomUUID().slice(0, 6)}`
      const { id } = await addBed(admin, ward.id, { number, roomId: null, equipment: [], ...key() }, now)
      house.beds.push({ id, number, ward, state: 'CLEANING' })
    },
  },
  'take a bed away': {
    possible: (house) => house.beds.length > 8 && house.in('CLEANING').length > 0,
    run: async ({ house, admin, now, pick }) => {
      const bed = pick(house.in('CLEANING'))
      await closeBed(admin, bed.id, now)
      house.away.push(...house.beds.splice(house.beds.indexOf(bed), 1))
    },
  },
  'bring a bed back': {
    possible: (house) => house.away.length > 0 && house.beds.length < 12,
    run: async ({ house, admin, now, pick }) => {
      const { id, number, ward } = pick(house.away)
      await reopenBed(admin, id, now)
      house.away.splice(
        house.away.findIndex((bed) => bed.id === id),
        1,
      )
      house.beds.push({ id, number, ward, state: 'CLEANING' })
    },
  },
  wait: { possible: () => true, run: async () => {} },
}

const free = (house: HouseOnPaper) => [...house.in('FREE'), ...house.in('HELD')]
const key = () => ({ idempotency_key: randomUUID() })

async function lieDown(
  { house, desk, doctorId, now }: Doing,
  patientId: string,
  bed: ModelBed,
): Promise<void> {
  const form = {
    doctorIds: [doctorId],
    reason: 'Tires when speaking.',
    knowingly: true,
    why: 'Nothing else is free.',
  }
  const { id } = await admit(desk, patientId, { ...form, bedId: bed.id, ...key() }, now)
  house.become(bed, 'OCCUPIED', { admissionId: id })
}

/** The form of a move with the version that the page would have. */
async function changing(admissionId: string) {
  const { version } = await db.admission.findUniqueOrThrow({ where: { id: admissionId } })
  return { ...key(), version, reason: 'A quieter place.', knowingly: true, why: 'Nothing else is free.' }
}
