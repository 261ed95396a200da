import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const path = '/admin/settings/scheduling'
const rules = {
  noticeMinutes: '30',
  horizonDays: '90',
  maxOpenRequests: '5',
  cancelCutoffMinutes: '240',
  visitorHoldMinutes: '20',
  waitingHoldMinutes: '60',
  rescueHoldHours: '72',
  firstReminderHours: '48',
  secondReminderHours: '3',
}
const open = async () => hidden((await admin.get(path).expect(200)).text)

test('A-32 an admin changes the rules of booking, and the audit trail says which and how', async () => {
  await admin.post(path, { ...rules, ...(await open()) }).expect(303)
  const page = await admin.get(path).expect(200)
  expect(page.text).toContain('The rules of booking were saved.')
  const { id: _id, version, ...saved } = await db.schedulingSettings.findFirstOrThrow()
  expect(saved).toEqual(
    Object.fromEntries(Object.entries(rules).map(([name, value]) => [name, Number(value)])),
  )
  expect(version).toBe(2)
  const { details } = await db.auditEvent.findFirstOrThrow({ where: { action: 'settings.edit' } })
  expect(JSON.stringify(details)).toContain('noticeMinutes: 60 → 30')
})

test.each([
  ['noticeMinutes', '-1', 'from 0 to 10080'],
  ['horizonDays', '0', 'from 1 to 366'],
  ['horizonDays', '367', 'from 1 to 366'],
  ['maxOpenRequests', 'many', 'from 1 to 50'],
  ['visitorHoldMinutes', '121', 'from 5 to 120'],
  ['waitingHoldMinutes', '2881', 'from 5 to 2880'],
  ['rescueHoldHours', '', 'Enter a number.'],
  ['secondReminderHours', '48', 'The last reminder goes out after the first'],
])(
  'a rule that makes no sense (%s: %j) is refused beside its field, and nothing is saved',
  async (field, value, sentence) => {
    const before = await db.schedulingSettings.findFirstOrThrow()
    const answer = await admin.post(path, { ...rules, ...(await open()), [field]: value }).expect(422)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    expect(answer.text).toContain(sentence)
    for (const [name, typed] of Object.entries({ ...rules, [field]: value }))
      expect(answer.text, name).toMatch(new RegExp(`name="${name}"[^>]*value="${typed}"`))
    expect(await db.schedulingSettings.findFirstOrThrow()).toEqual(before)
  },
)

test('no reminder at all is a choice, and so is only one', async () => {
  const none = { ...rules, firstReminderHours: '0', secondReminderHours: '0' }
  await admin.post(path, { ...none, ...(await open()) }).expect(303)
  await admin.post(path, { ...none, secondReminderHours: '2', ...(await open()) }).expect(303)
  expect(await db.schedulingSettings.findFirstOrThrow()).toMatchObject({
    firstReminderHours: 0,
    secondReminderHours: 2,
  })
})

test('G-C5 of two admins who change the rules, the second sees both versions', async () => {
  const form = await open()
  await admin.post(path, { ...rules, ...form, horizonDays: '70' }).expect(303)
  const answer = await admin.post(path, { ...rules, ...form, horizonDays: '80' }).expect(409)
  for (const shown of ['70', '80', 'Somebody else saved this']) expect(answer.text).toContain(shown)
  expect((await db.schedulingSettings.findFirstOrThrow()).horizonDays).toBe(70)
})

test('G-Z4 nobody else opens or changes the rules of booking', async () => {
  const desk = await logInAs(app, 'RECEPTIONIST')
  await desk.get(path).expect(403)
  await desk.post(path, { ...rules, version: '1' }).expect(403)
  await visitor(app).get(path).expect(303)
})
