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

const path = '/admin/settings/pathway'
const waits = {
  deputyMinutes: '5',
  adminMinutes: '15',
  silenceHours: '20',
  silenceAlertHours: '30',
  bedHoldMinutes: '45',
}
const open = async () => hidden((await admin.get(path).expect(200)).text)

test('A-32 an admin changes how long anybody waits, and the audit trail says which and how', async () => {
  await admin.post(path, { ...waits, ...(await open()) }).expect(303)
  expect((await admin.get(path).expect(200)).text).toContain('The waits were saved.')
  const { id: _id, version, ...saved } = await db.pathwaySettings.findFirstOrThrow()
  expect(saved).toEqual(
    Object.fromEntries(Object.entries(waits).map(([name, value]) => [name, Number(value)])),
  )
  expect(version).toBe(2)
  const { details } = await db.auditEvent.findFirstOrThrow({ where: { action: 'settings.edit' } })
  expect(JSON.stringify(details)).toContain('deputyMinutes: 10 → 5')
})

test.each([
  ['deputyMinutes', '0', 'from 1 to 240'],
  ['adminMinutes', '5', 'The administration is told after the deputy'],
  ['silenceHours', 'a day', 'from 1 to 72'],
  ['silenceAlertHours', '20', 'The alert comes after the work list'],
  ['bedHoldMinutes', '1441', 'from 5 to 1440'],
])('a wait that makes no sense (%s: %j) is refused beside its field', async (field, value, sentence) => {
  const before = await db.pathwaySettings.findFirstOrThrow()
  const answer = await admin.post(path, { ...waits, ...(await open()), [field]: value }).expect(422)
  expect(answer.text).toContain(`id="field-${field}-error"`)
  expect(answer.text).toContain(sentence)
  for (const [name, typed] of Object.entries({ ...waits, [field]: value }))
    expect(answer.text, name).toMatch(new RegExp(`name="${name}"[^>]*value="${typed}"`))
  expect(await db.pathwaySettings.findFirstOrThrow()).toEqual(before)
})

test('G-C5 two admins at once: the second sees both versions', async () => {
  const stale = await open()
  await admin.post(path, { ...waits, ...stale, bedHoldMinutes: '50' }).expect(303)
  const second = await admin.post(path, { ...waits, ...stale, bedHoldMinutes: '90' }).expect(409)
  for (const shown of ['A bed is held for', '50', '90']) expect(second.text).toContain(shown)
})

test('nobody else comes here', async () => {
  for (const role of ['RECEPTIONIST', 'DOCTOR'] as const)
    await (await logInAs(app, role)).get(path).expect(403)
  await visitor(app).get(path).expect(303)
})
