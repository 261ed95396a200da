import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextTellingAt, nextTurn, type Turn } from '../../src/alerts/chain-rules.js'

const reachable = fc.record({ addressee: fc.boolean(), deputy: fc.boolean() })

describe('whose turn an alert is', () => {
  test.each([
    [null, { addressee: true, deputy: true }, 'ADDRESSEE'],
    [null, { addressee: false, deputy: true }, 'DEPUTY'],
    [null, { addressee: false, deputy: false }, 'ADMIN'],
    ['ADDRESSEE', { addressee: true, deputy: true }, 'DEPUTY'],
    ['ADDRESSEE', { addressee: true, deputy: false }, 'ADMIN'],
    ['DEPUTY', { addressee: true, deputy: true }, 'ADMIN'],
    ['ADMIN', { addressee: true, deputy: true }, null],
  ] as const)('after %s, with %j: %s', (told, who, expected) => {
    expect(nextTurn(told, who)).toBe(expected)
  })

  test('whoever is away meanwhile, it ends with the administration, and nobody has two turns', () => {
    fc.assert(
      fc.property(fc.array(reachable, { minLength: 4, maxLength: 4 }), (each) => {
        const turns: Turn[] = []
        for (const who of each) {
          const turn = nextTurn(turns.at(-1) ?? null, who)
          if (!turn) break
          turns.push(turn)
        }
        expect(turns.at(-1)).toBe('ADMIN')
        expect(new Set(turns).size).toBe(turns.length)
      }),
    )
  })

  test('nobody waits for somebody who is not there', () => {
    fc.assert(
      fc.property(fc.constantFrom<Turn | null>(null, 'ADDRESSEE', 'DEPUTY'), reachable, (told, who) => {
        const turn = nextTurn(told, who)
        if (turn === 'ADDRESSEE') expect(who.addressee).toBe(true)
        if (turn === 'DEPUTY') expect(who.deputy).toBe(true)
      }),
    )
  })
})

describe('when the next is told', () => {
  const raisedAt = new Date('2026-03-29T10:00:00Z')
  const patience = { deputyMinutes: 10, adminMinutes: 20 }

  test.each([
    ['ADDRESSEE', '2026-03-29T10:10:00.000Z'],
    ['DEPUTY', '2026-03-29T10:20:00.000Z'],
    ['ADMIN', undefined],
  ] as const)('after %s, from the alert on: %s', (told, at) => {
    expect(nextTellingAt(told, raisedAt, patience)?.toISOString()).toBe(at)
  })
})
