import { expect, test } from 'vitest'
import { homeInstructions } from '../../src/isolation/rules.js'
import { hoursBetweenReadings } from '../../src/triage/isolation-period-rules.js'

test('C-03 readings twice a day, every 6 hours with a high-risk feature, and the words agree', () => {
  expect(hoursBetweenReadings({ highRisk: false })).toBe(12)
  expect(hoursBetweenReadings({ highRisk: true })).toBe(6)
  expect(sentences(false)).toContain('Twice a day')
  expect(sentences(false)).not.toContain('Every 6 hours')
  expect(sentences(true)).toContain('Every 6 hours')
})

test('C-03 the patient is told every sign to call for', () => {
  const told = sentences(false)
  for (const sign of [
    'Difficulty in breathing',
    'More than 24 breaths',
    'SpO2 of 93 % or less in 3 readings within one hour',
    'SpO2 below 90 %',
    'Chest pain or pressure',
    'New confusion',
    'Cannot be woken',
    'Severe tiredness',
    'for more than 3 days',
    'Bluish lips',
    'Slurred speech',
    'Weakness',
  ]) {
    expect(told).toContain(sign)
  }
})

test('C-03 every part of the instructions has a heading, sentences and a source', () => {
  for (const { heading, sentences, source } of homeInstructions({ highRisk: true })) {
    expect(heading).toBeTruthy()
    expect(sentences.length).toBeGreaterThan(0)
    expect(source).toMatch(/MoHFW|Wardwell policy/)
  }
})

function sentences(highRisk: boolean): string {
  return homeInstructions({ highRisk })
    .flatMap((part) => part.sentences)
    .join('\n')
}
