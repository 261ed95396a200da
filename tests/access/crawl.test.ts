import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Role } from '../../src/generated/prisma/enums.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()

interface PublishedRoute {
  method: 'get' | 'post'
  path: string
  action: string
  roles: (Role | 'VISITOR')[]
}

const roles = ['ADMIN', 'RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY', 'VISITOR'] as const
let app: ReturnType<typeof openApp>
let table: PublishedRoute[]
beforeAll(async () => {
  app = openApp()
  const admin = await logInAs(app, 'ADMIN')
  table = (await admin.get('/admin/permissions.json').expect(200)).body.routes
})

test('G-Z4 the published table names every role’s part and every portal', () => {
  expect(table.length).toBeGreaterThan(80)
  for (const portal of ['/admin', '/reception', '/doctor', '/patient', '/records'])
    expect(table.some(({ path }) => path === portal)).toBe(true)
  for (const role of roles) expect(table.some((route) => route.roles.includes(role))).toBe(true)
})

test.each(roles)(
  'G-Z4 S-01 S-03 what %s meets at every route is what the published table says',
  async (role) => {
    const enter = () => (role === 'VISITOR' ? Promise.resolve(visitor(app)) : logInAs(app, role))
    let browser: Browser = await enter()
    const wrong: string[] = []
    for (const route of table) {
      const answer = await ask(browser, route)
      const met = meaning(answer, route.path)
      const published = route.roles.includes(role) ? 'passes' : role === 'VISITOR' ? 'to log-in' : 'refused'
      if (met !== published)
        wrong.push(`${route.method} ${route.path}: ${met} (${answer.status}), published: ${published}`)
      if (endsSessions.test(route.path)) browser = await enter()
    }
    expect(wrong).toEqual([])
  },
  120_000,
)

/** Being let in may end in "not found", "not valid" or "done elsewhere": in anything but the gate's own answers. */
function meaning(answer: { status: number; headers: Record<string, string> }, path: string) {
  if (answer.status >= 500) return 'broken'
  if (answer.status === 403) return 'refused'
  const toLogIn = answer.status === 303 && /^\/login(\?next=|$)/.test(answer.headers.location ?? '')
  return toLogIn && !leadsToLogIn.test(path) ? 'to log-in' : 'passes'
}

/** Pages of visitors that lead to log-in for reasons of their own. */
const leadsToLogIn = /^\/(waiting|register|password|invitations|first-admin|logout)/
const endsSessions = /^\/logout$|\/account\/password$/

function ask(browser: Browser, { method, path }: PublishedRoute) {
  const address = path.replace(/:secret/g, 'x'.repeat(43)).replace(/:\w+/g, () => randomUUID())
  return method === 'get' ? browser.get(address) : browser.post(address)
}
