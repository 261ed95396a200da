import { Router } from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { Role } from '../../src/generated/prisma/enums.js'
import { house } from '../../src/portals/house.js'
import { requireGates, routes, withoutGates } from '../../src/web/routes.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const answer = () => {}
const within = (inner: Router) => {
  const outer = Router()
  outer.use('/portal', inner)
  return outer
}

test('G-Z4 the application does not start with a route that declares no action', () => {
  house.router.get('/undeclared', answer)
  expect(() => openApp()).toThrow('The route /undeclared declares no action')
  house.router.stack.pop()
  expect(() => openApp()).not.toThrow()
})

test.each([
  ['straight in the application', (router: Router) => router.get('/x', answer)],
  ['for every method', (router: Router) => router.all('/x', answer)],
  ['behind a gate that is another method’s', (router: Router) => router.route('/x').get(gate).post(answer)],
  ['behind a step that is no gate', (router: Router) => router.post('/x', answer, gate)],
])('G-Z4 nor with one %s, however deep', (_where, add) => {
  const router = Router()
  add(router)
  expect(() => requireGates(within(within(router)))).toThrow('declares no action')
  expect(() => requireGates(within(withoutGates(router)))).not.toThrow()
})

const declared = routes()
declared.get('/x', 'site.visit', answer)
const gate = declared.router.stack[0]?.route?.stack[0]?.handle ?? answer

test('a route that declares its action is let in', () => {
  expect(() => requireGates(within(declared.router))).not.toThrow()
})

test('G-Z9 G-W7 G-W14 no address with an odd id, and no odd question, finds anything or breaks anything', {
  timeout: 120_000,
}, async () => {
  const browsers = new Map<Role | null, Browser>([[null, visitor(app)]])
  const of = async (roles: Role[] | null) => {
    const role = roles?.[0] ?? null
    const browser = browsers.get(role) ?? (await logInAs(app, role ?? 'ADMIN'))
    browsers.set(role, browser)
    return browser
  }
  const wrong: string[] = []
  for (const { method, path, roles } of house.declared) {
    const browser = await of(roles)
    const send = (address: string) => (method === 'get' ? browser.get(address) : browser.post(address, {}))
    for (const id of path.includes(':') ? ['undefined', "1'%20OR%20'1'='1", '%00'] : []) {
      const { status } = await send(path.replace(/:\w+/g, id))
      if (status < 300 || status >= 500) wrong.push(`${method} ${path} with ${id}: ${status}`)
    }
    if (method !== 'get' || path.includes(':')) continue
    const { status } = await browser.get(
      `${path}?q=%00%25_\\&q=2&page=-1&after=%00&before=x&status[not]=x&role=__proto__&day=2026-02-31&sort=id;--`,
    )
    if (status >= 500) wrong.push(`${method} ${path} with odd questions: ${status}`)
  }
  expect(wrong).toEqual([])
})

test('G-W16 methods that no page has change nothing and are told so', async () => {
  const { agent } = await logInAs(app, 'RECEPTIONIST')
  for (const method of ['put', 'patch', 'delete'] as const) {
    await agent[method]('/reception/patients').set('Sec-Fetch-Site', 'same-origin').expect(405)
    await agent[method]('/reception/patients').expect(403)
  }
  await agent
    .post('/reception/account')
    .set({ 'Sec-Fetch-Site': 'same-origin', 'X-HTTP-Method-Override': 'GET' })
    .expect(405)
  const [get, head] = [await agent.get('/reception/account'), await agent.head('/reception/account')]
  expect(head.status).toBe(get.status)
  expect(head.headers['content-type']).toBe(get.headers['content-type'])
  expect(head.text ?? '').toBe('')
})
