import { beforeAll, expect, test } from 'vitest'
import { policy } from '../../src/access/policy.js'
import { house } from '../../src/portals/house.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

test('G-Z4 S-01 S-02 an administrator reads who may do what, by action and by address', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const page = await admin.get('/admin/permissions').expect(200)
  for (const shown of [
    'By action',
    'By address',
    'Clinical data entry',
    'Visitor',
    'note.create',
    '/admin/accounts',
  ])
    expect(page.text).toContain(shown)
  const { body } = await admin.get('/admin/permissions.json').expect(200)
  expect(Object.keys(body.actions)).toEqual(Object.keys(policy))
  expect(body.actions['note.create']).toEqual(['DOCTOR'])
  expect(body.routes).toHaveLength(house.declared.length)
})

test('G-Z4 the table says of each address exactly who passes', async () => {
  const admin = await logInAs(app, 'ADMIN')
  const { body } = await admin.get('/admin/permissions.json')
  const find = (method: string, path: string) =>
    body.routes.find(
      (route: { method: string; path: string }) => route.method === method && route.path === path,
    )
  expect(find('get', '/login').roles).toContain('VISITOR')
  expect(find('get', '/admin/permissions.json')).toEqual({
    method: 'get',
    path: '/admin/permissions.json',
    action: 'permissions.view',
    roles: ['ADMIN'],
  })
  expect(find('post', '/reception/account/password').roles).toEqual(['RECEPTIONIST'])
  expect(find('post', '/admin/accounts/:id/suspension')).toMatchObject({
    action: 'account.suspend',
    roles: ['ADMIN'],
  })
})

test('S-03 the table is for administrators only', async () => {
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const browser = await logInAs(app, role)
    await browser.get('/admin/permissions').expect(403)
    await browser.get('/admin/permissions.json').expect(403)
  }
  await visitor(app).get('/admin/permissions.json').expect(303)
})
