import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byUrgency, isReadByDesk, toldKey } from '../../src/alerts/rules.js'
import { AlertKind } from '../../src/generated/prisma/enums.js'

const kinds = Object.values(AlertKind)
const row = fc.record({ kind: fc.constantFrom(...kinds), raisedAt: fc.date({ noInvalidDate: true }) })

test('an emergency of four minutes ago stands above a patient who has been silent for hours', () => {
  const silent = { kind: 'SILENCE', raisedAt: new Date('2026-11-02T05:00:00Z') } as const
  const fell = { kind: 'EMERGENCY', raisedAt: new Date('2026-11-02T09:56:00Z') } as const
  expect([silent, fell].sort(byUrgency)).toEqual([fell, silent])
})

test('of all others the one that waits longest comes first, and silence last', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const sorted = [...rows].sort(byUrgency)
      const firstSilent = sorted.findIndex(({ kind }) => kind === 'SILENCE')
      const rest = firstSilent < 0 ? sorted : sorted.slice(0, firstSilent)
      const silent = firstSilent < 0 ? [] : sorted.slice(firstSilent)
      expect(silent.every(({ kind }) => kind === 'SILENCE')).toBe(true)
      for (const part of [rest, silent])
        for (const [index, { raisedAt }] of part.entries())
          expect(raisedAt.getTime()).toBeGreaterThanOrEqual(
            part[index - 1]?.raisedAt.getTime() ?? raisedAt.getTime(),
          )
    }),
  )
})

test('the desk reads what happened, and no score or result', () => {
  expect(kinds.filter(isReadByDesk)).toEqual(['RED_FLAG', 'EMERGENCY', 'SILENCE'])
})

test('each person is told of each step once: no two have one key', () => {
  const keys = [
    ['a', 1, 'p'],
    ['a', 1, 'q'],
    ['a', 2, 'p'],
    ['b', 1, 'p'],
    ['a', 1, null],
  ] as const
  expect(new Set(keys.map(([id, step, account]) => toldKey(id, step, account))).size).toBe(keys.length)
})
