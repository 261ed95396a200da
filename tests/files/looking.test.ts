import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { LOOK, lookAtFiles } from '../../src/files/looking.js'
import { schedule, tasks } from '../../src/tasks.js'
import { pdf, sendDocument } from '../documents/sending.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient, logInAs, type TestPerson } from '../support/people.js'

useDatabase()
let app: Express
let admin: Browser & TestPerson
let address: string
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  address = `/admin/patients/${(await createPatient()).id}/documents`
})

const DAY_MS = 24 * 60 * 60 * 1000
const placeOf = (id: string) => path.join(config.uploads, id.slice(-2), id)
const isThere = (place: string) => stat(place).then(Boolean, () => false)
const keep = async (mark: string) => {
  await sendDocument(admin, address, { content: pdf(mark), name: `${mark}.pdf` }).expect(303)
  return (await db.storedFile.findFirstOrThrow({ where: { originalName: `${mark}.pdf` } })).id
}
const found = async () =>
  (await db.auditEvent.findFirstOrThrow({ where: { action: LOOK }, orderBy: { at: 'desc' } })).details

/** A file that was written so many days ago. */
async function aged(place: string, days: number) {
  await mkdir(path.dirname(place), { recursive: true })
  await writeFile(place, 'x')
  const then = new Date(Date.now() - days * DAY_MS)
  await utimes(place, then, then)
  return place
}

test('G-F11 the nightly look finds what is missing, changed and left over, and the administration reads it', async () => {
  const [whole, missing, changed] = [await keep('whole'), await keep('missing'), await keep('changed')]
  await rm(placeOf(missing))
  await writeFile(placeOf(changed), 'something else')
  const leftovers = {
    fresh: await aged(placeOf(randomUUID()), 0),
    orphan: await aged(placeOf(randomUUID()), 2),
    old: await aged(placeOf(randomUUID()), 31),
    arriving: await aged(path.join(config.uploads, 'arriving', randomUUID()), 0.5),
    abandoned: await aged(path.join(config.uploads, 'arriving', randomUUID()), 1.1),
    foreign: await aged(path.join(config.uploads, 'README'), 400),
  }
  await lookAtFiles(new Date())
  expect(await found()).toEqual({ files: 3, missing: 1, changed: 1, healed: 0, orphans: 1, removed: 2 })
  const there = Object.fromEntries(
    await Promise.all(Object.entries(leftovers).map(async ([name, place]) => [name, await isThere(place)])),
  )
  expect(there).toEqual({
    fresh: true,
    orphan: true,
    old: false,
    arriving: true,
    abandoned: false,
    foreign: true,
  })
  const damaged = await db.storedFile.findMany({ where: { damagedAt: { not: null } }, select: { id: true } })
  expect(damaged.map(({ id }) => id).sort()).toEqual([changed, missing].sort())

  const page = (await admin.get('/admin/settings/files').expect(200)).text
  expect(page).toContain('Files are missing or changed')
  expect(page.match(/Damaged/g)).toHaveLength(2)

  expect((await admin.get('/admin')).text).toContain('Files that are damaged or have a virus: 2')

  // Put back from a backup: the next look finds them whole.
  for (const [id, mark] of [
    [missing, 'missing'],
    [changed, 'changed'],
  ] as const)
    await writeFile(placeOf(id), pdf(mark))
  await lookAtFiles(new Date())
  expect(await found()).toMatchObject({ missing: 0, changed: 0, healed: 2 })
  expect(await db.storedFile.count({ where: { damagedAt: { not: null } } })).toBe(0)
  expect(await isThere(placeOf(whole))).toBe(true)
})

test('G-F11 the look is done every night', () => {
  expect(schedule.find(({ task }) => task === 'files.look')?.at).toMatch(/^\d+ \d+ \* \* \*$/)
  expect(Object.keys(tasks)).toContain('files.look')
})
