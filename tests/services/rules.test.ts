import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServiceStatus } from '../../src/generated/prisma/enums.js'
import {
  isLate,
  isOpenService,
  openServiceChanges,
  planRefusal,
  servedAt,
  serviceChanges,
  serviceRefusal,
  serviceTransitions,
} from '../../src/services/rules.js'

const statuses = ['REQUESTED', 'ALLOCATED', 'DONE', 'DECLINED', 'CANCELLED'] satisfies ServiceStatus[]
const aChange = fc.constantFrom(...serviceChanges)
const anId = fc.option(fc.uuid(), { nil: null })
const now = new Date('2026-11-21T06:00:00Z')

test('G-C6 whatever is done with a service, in whatever order: what is over stays over, but for what was entered in error', () => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 20 }), (changes) => {
      let status: ServiceStatus = 'REQUESTED'
      for (const change of changes) {
        const before: ServiceStatus = status
        if (serviceRefusal(change, before) === null) status = serviceTransitions[change].to
        if (!isOpenService(before))
          expect(status).toBe(before === 'DONE' && change === 'strike' ? 'CANCELLED' : before)
        if (status === 'DONE' && before !== 'DONE') expect(before).toBe('ALLOCATED')
      }
    }),
  )
})

test('the buttons of a service are the changes that are not refused; what is done is at most struck out, and of what else is over there is none', () => {
  expect(openServiceChanges('REQUESTED')).toEqual(['allocate', 'decline', 'cancel'])
  expect(openServiceChanges('ALLOCATED')).toEqual(['release', 'finish', 'decline', 'cancel'])
  for (const status of statuses) {
    const open = openServiceChanges(status)
    if (status === 'DONE') expect(open).toEqual(['strike'])
    else expect(open.length > 0).toBe(isOpenService(status))
    for (const change of serviceChanges)
      expect(serviceRefusal(change, status) === null).toBe(open.includes(change))
  }
})

test('R-04 in bed a service belongs to the stay, at home to the isolation; a patient in bed tells the nurses', () => {
  fc.assert(
    fc.property(anId, anId, fc.boolean(), (admissionId, isolationId, byPatient) => {
      const place = servedAt({ admissionId, isolationId }, byPatient)
      if ('refusal' in place)
        return void expect(
          (admissionId === null && isolationId === null) || (byPatient && admissionId !== null),
        ).toBe(true)
      const { served } = place
      expect([served.admissionId, served.isolationId].filter((id) => id !== null)).toHaveLength(1)
      expect(served.admissionId).toBe(admissionId)
    }),
  )
})

test.each([
  [-6, 'This time is over. Enter one that is still to come.'],
  [-5, null],
  [0, null],
  [60 * 24 * 60, null],
  [60 * 24 * 60 + 1, 'Enter a day within two months.'],
])('a service planned %i minutes from now: %s', (minutes, refusal) => {
  expect(planRefusal(new Date(now.getTime() + minutes * 60_000), now)).toBe(refusal)
})

test('late is what is planned for a time that is over, and nothing else', () => {
  const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)]
  expect(isLate({ status: 'ALLOCATED', plannedAt: before }, now)).toBe(true)
  expect(isLate({ status: 'ALLOCATED', plannedAt: after }, now)).toBe(false)
  expect(isLate({ status: 'ALLOCATED', plannedAt: null }, now)).toBe(false)
  for (const status of ['REQUESTED', 'DONE', 'DECLINED', 'CANCELLED'] as const)
    expect(isLate({ status, plannedAt: before }, now)).toBe(false)
})
