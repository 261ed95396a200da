import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { db } from '../../src/db/client.js'
import { recordResult } from '../../src/orders/recording.js'
import { release } from '../../src/orders/reviewing.js'
import { itemId } from '../orders/clinic.js'
import { password, type TestPerson } from '../support/people.js'

/** Logs in by the form, and is on the first page of the person's own portal. */
export async function logIn(page: Page, person: { email: string; password?: string }): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email or username').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password ?? password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

/** Nothing that axe finds, in light and in dark, and nothing that a narrow screen would have to be moved for. */
export async function looksRight(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const axe = new AxeBuilder({ page })
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules('color-contrast')).analyze()
    expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  const tooWide = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(`${page.url()} is ${tooWide} px too wide`).toBe(`${page.url()} is 0 px too wide`)
}

/** Goes on with the Tab key until this is in focus, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string, text = ''): Promise<void> {
  const wanted = page.locator(`${selector}:focus`).filter({ hasText: text })
  for (let presses = 0; presses < 150; presses++) {
    if ((await wanted.count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${selector} ${text}.`)
}

/**
 * Types as a person does, who begins when they see where the letters go: a browser gives a field its autofocus only
 * after the style sheets, later than the page's text. What is a key's name is that key.
 */
export async function type(page: Page, ...pieces: string[]): Promise<void> {
  for (const piece of pieces) {
    await page.locator(':focus').waitFor({ state: 'attached' })
    if (keys.includes(piece)) await page.keyboard.press(piece)
    else await page.keyboard.type(piece)
  }
}

const keys = ['Enter', 'Tab', 'Space', 'ArrowDown', 'Control+A']

/** The patient is in the care of this doctor. */
export async function takeIntoCare(doctor: TestPerson, patientId: string): Promise<void> {
  await db.careAssignment.create({
    data: {
      ...{ patientId, doctorId: doctor.doctorId ?? '', assignedById: doctor.accountId },
      startedAt: new Date(0),
    },
  })
}

/** A test that this doctor has ordered, by its code. */
export async function orderedTest(doctor: TestPerson, patientId: string, code: string) {
  return db.clinicalOrder.create({
    data: {
      ...{ patientId, doctorId: doctor.doctorId ?? '', itemId: await itemId(code), kind: 'TEST' },
      ...{ orderedById: doctor.accountId, orderedAt: new Date() },
    },
    select: { id: true, number: true },
  })
}

/** A final result, as the desk records it; `again` names what was measured twice: 'potassium=6.9'. */
export async function resultOf(
  clerk: TestPerson,
  orderId: string,
  measured: Record<string, number>,
  again: string | null = null,
) {
  const values = Object.fromEntries(Object.entries(measured).map(([code, number]) => [code, { number }]))
  const form = { version: 0, comment: null, reason: null, partial: false, again, save: 'FINAL' as const }
  const actor = { id: clerk.accountId, role: 'DATA_ENTRY' as const, name: clerk.name }
  await recordResult(
    { ...actor, patientId: null, doctorId: null },
    orderId,
    { ...form, idempotency_key: randomUUID(), values },
    new Date(),
  )
}

/** The doctor opens the result to the patient. */
export async function released(doctor: TestPerson, patientId: string, orderId: string) {
  const actor = { id: doctor.accountId, role: 'DOCTOR' as const, name: doctor.name }
  await release({ ...actor, patientId: null, doctorId: doctor.doctorId }, { patientId, orderId }, new Date())
}
