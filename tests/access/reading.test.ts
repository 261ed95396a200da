import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let pages: string[]
beforeAll(async () => {
  app = openApp()
  const admin = await logInAs(app, 'ADMIN')
  const { routes } = (await admin.get('/admin/permissions.json').expect(200)).body
  pages = routes
    .filter(({ method }: { method: string }) => method === 'get')
    .map(({ path }: { path: string }) => path)
})

/** The pages of one patient that need no second id. */
const ofPatient = (portal: string) =>
  pages.filter((path) => path.startsWith(`/${portal}/patients/:id`) && path.match(/:/g)?.length === 1)

test.each([
  ['doctor', 'DOCTOR', 20],
  ['admin', 'ADMIN', 20],
  ['reception', 'RECEPTIONIST', 5],
] as const)(
  'G-U1 every page of a patient’s record in the portal %s says in the audit trail who read it',
  async (portal, role, atLeast) => {
    const reader = await logInAs(app, role)
    const { id: patientId } = await createPatient({ name: 'Whose Record' })
    if (reader.doctorId)
      await db.careAssignment.create({
        data: { patientId, doctorId: reader.doctorId, assignedById: reader.accountId, startedAt: new Date() },
      })
    const unseen: string[] = []
    let shown = 0
    for (const path of ofPatient(portal)) {
      const before = await db.auditEvent.count({ where: { patientId, actorId: reader.accountId } })
      const { status } = await reader.get(path.replace(':id', patientId))
      expect(status, path).toBeLessThan(500)
      if (status !== 200) continue
      shown++
      if ((await db.auditEvent.count({ where: { patientId, actorId: reader.accountId } })) === before)
        unseen.push(path)
    }
    expect(unseen).toEqual([])
    expect(shown).toBeGreaterThanOrEqual(atLeast)
  },
)
