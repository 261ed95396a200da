import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  itemKey,
  type OpenItem,
  objection,
  openBesides,
  openKinds,
  ownerOf,
  stepsOf,
} from '../../src/admissions/readiness-rules.js'

const item = fc.record({
  kind: fc.constantFrom(...openKinds),
  id: fc.uuid(),
  what: fc.constant(null),
  at: fc.constant(null),
  owner: fc.constant({ role: 'DOCTOR' as const, names: [] as string[] }),
})
const items = fc.array(item, { maxLength: 12 })

describe('E-45 what stands in the way of leaving', () => {
  test('nothing open needs no reason, whatever was seen', () => {
    expect(objection([], { seen: [], why: null })).toBeNull()
  })

  test('a stay ends with something open only if all of it was shown and a reason was given', () => {
    fc.assert(
      fc.property(items, fc.array(fc.nat(11)), fc.option(fc.string({ minLength: 1 })), (open, known, why) => {
        const seen = known.flatMap((index) => (open[index] ? [itemKey(open[index])] : []))
        const allSeen = open.every((one) => seen.includes(itemKey(one)))
        const found = objection(open, { seen, why })
        if (open.length === 0) expect(found).toBeNull()
        else if (!allSeen) expect(found).toBe('UNSEEN')
        else expect(found).toBe(why === null ? 'NO_REASON' : null)
      }),
    )
  })

  test('what goes on the bill is no longer open, and nothing else leaves the list', () => {
    fc.assert(
      fc.property(items, (all) => {
        const billed = all.filter((_, index) => index % 2 === 0).map(({ id }) => id)
        const left = openBesides(all, billed)
        expect(left.filter(({ kind }) => kind !== 'CHARGE')).toEqual(
          all.filter(({ kind }) => kind !== 'CHARGE'),
        )
        expect(left.some(({ kind, id }) => kind === 'CHARGE' && billed.includes(id))).toBe(false)
        expect(left.filter(({ kind }) => kind === 'CHARGE')).toHaveLength(
          all.filter(({ kind, id }) => kind === 'CHARGE' && !billed.includes(id)).length,
        )
      }),
    )
  })

  test.each([
    ['RESULT', 'ORDERED', 'RECEPTIONIST'],
    ['RESULT', 'SCHEDULED', 'RECEPTIONIST'],
    ['RESULT', 'COLLECTED', 'DATA_ENTRY'],
    ['RESULT', 'PRELIMINARY', 'DATA_ENTRY'],
    ['TREATMENT', 'ORDERED', 'DOCTOR'],
    ['SUMMARY', null, 'DOCTOR'],
    ['NOTE', null, 'DOCTOR'],
    ['SERVICE', 'ALLOCATED', 'RECEPTIONIST'],
    ['CHARGE', null, 'RECEPTIONIST'],
  ] as const)('%s %s is the work of %s', (kind, status, role) => {
    expect(ownerOf(kind, status)).toBe(role)
  })
})

describe('E-45 the steps', () => {
  const open = (...kinds: OpenItem['kind'][]): OpenItem[] =>
    kinds.map((kind) => ({ kind, id: kind, what: null, at: null, owner: { role: 'DOCTOR', names: [] } }))

  test('with all prepared the bill is next, and the bed after it', () => {
    expect(stepsOf([], false).map(({ step, state }) => `${step} ${state}`)).toEqual([
      'order done',
      'clinical done',
      'summary done',
      'medicines done',
      'services done',
      'bill current',
      'bed todo',
    ])
  })

  test('the medicines wait for the summary and for every prescription', () => {
    const stateOf = (list: OpenItem[]) => stepsOf(list, false).find(({ step }) => step === 'medicines')?.state
    expect(stateOf(open('SUMMARY'))).toBe('todo')
    expect(stateOf(open('PRESCRIPTION'))).toBe('current')
    expect(stateOf([])).toBe('done')
  })

  test('there is one current step until the stay ends, and then none', () => {
    fc.assert(
      fc.property(items, (all) => {
        expect(stepsOf(all, false).filter(({ state }) => state === 'current')).toHaveLength(1)
        expect(stepsOf(all, true).every(({ state }) => state === 'done')).toBe(true)
      }),
    )
  })
})
