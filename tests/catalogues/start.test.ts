import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadProjectLists, type Manifest, projectFolder } from '../../src/catalogues/project-lists.js'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { useDatabase } from '../support/database.js'
import { createPerson } from '../support/people.js'
import { scratchFolder } from '../support/scratch.js'

useDatabase()

/** The lists of a later version of Wardwell. */
function laterLists(kinds: (keyof Manifest)[], version: string, change: (folder: string) => void = () => {}) {
  const folder = scratchFolder()
  cpSync(projectFolder, folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  for (const kind of kinds) manifest[kind].version = version
  writeFileSync(file, JSON.stringify(manifest))
  change(folder)
  return folder
}

const edit = (folder: string, name: string, change: (text: string) => string) => {
  const file = path.join(folder, name)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

test('the lists that come with Wardwell are loaded at the first start, and a second start has nothing to do', async () => {
  const loaded = await db.catalogueRelease.findMany({ orderBy: { kind: 'asc' } })
  expect(loaded.map(({ kind }) => kind)).toEqual(['TESTS', 'TREATMENTS', 'MEDICINES', 'SAFETY_RULES'])
  for (const { rows, sha256, loadedById } of loaded)
    expect({ rows: rows > 0, sha256: sha256.length, loadedById }).toEqual({
      rows: true,
      sha256: 64,
      loadedById: null,
    })
  expect(await loadProjectLists()).toEqual([])
  expect(await statementsOf(() => loadProjectLists())).toBeLessThanOrEqual(2)
  expect(await db.catalogueRelease.count()).toBe(4)
  expect(await db.auditEvent.count({ where: { action: 'system.catalogue-load' } })).toBe(4)
})

test('a later version is loaded once, though two processes start together; what it lacks stays, inactive', async () => {
  const before = await db.catalogueItem.findUniqueOrThrow({ where: { code: 'CBC' } })
  const folder = laterLists(['TESTS', 'MEDICINES'], 'later', (folder) => {
    edit(folder, 'tests.csv', (text) =>
      text.replace(/^AUDIO,.*\n/m, '').replace(/^(CBC,.*),350,4$/m, '$1,375.50,6'),
    )
    edit(folder, 'parameters.csv', (text) =>
      text.replace(/^AUDIO,.*\n/gm, '').replace(/^CBC,7,rdw,.*\n/m, ''),
    )
    edit(folder, 'ranges.csv', (text) => text.replace(/^rdw,.*\n/gm, ''))
    edit(folder, 'medicines.csv', (text) => text.replace(/^WARF-1-TAB,.*\n/m, ''))
  })
  const starts = await Promise.all([loadProjectLists({ folder }), loadProjectLists({ folder })])
  expect(starts.map((kinds) => kinds.length).sort()).toEqual([0, 2])
  expect(await db.catalogueRelease.count({ where: { version: 'later' } })).toBe(2)

  const after = await db.catalogueItem.findUniqueOrThrow({
    where: { code: 'CBC' },
    include: { parameters: { include: { ranges: true } } },
  })
  expect(after).toMatchObject({ id: before.id, priceMinor: 37_550n, turnaroundHours: 6, isActive: true })
  expect(after.parameters.map(({ code }) => code)).not.toContain('rdw')
  const haemoglobin = after.parameters.find(({ code }) => code === 'haemoglobin')
  expect(haemoglobin?.ranges.length).toBe(10)
  expect((await db.catalogueItem.findUniqueOrThrow({ where: { code: 'AUDIO' } })).isActive).toBe(false)
  expect((await db.medicine.findUniqueOrThrow({ where: { code: 'WARF-1-TAB' } })).isActive).toBe(false)
  expect(await db.catalogueItem.count({ where: { kind: 'TREATMENT', isActive: false } })).toBe(0)
})

test('a list that the hospital has loaded itself is not replaced by a later version of Wardwell', async () => {
  const admin = await createPerson('ADMIN')
  const {
    id: _id,
    rules: _rules,
    ...last
  } = await db.catalogueRelease.findFirstOrThrow({
    where: { kind: 'TREATMENTS' },
  })
  await db.catalogueRelease.create({
    data: {
      ...last,
      version: 'of the hospital',
      files: {},
      loadedById: admin.accountId,
      loadedAt: new Date(),
    },
  })
  const folder = laterLists(['TREATMENTS'], 'even later')
  expect(await loadProjectLists({ folder })).toEqual([])
  expect(await db.catalogueRelease.count({ where: { version: 'even later' } })).toBe(0)
})

test('a version that does not fit the lists in force is left out and said, and the rest is loaded', async () => {
  const folder = laterLists(['SAFETY_RULES', 'MEDICINES'], 'without warfarin', (folder) => {
    edit(folder, 'ingredients.csv', (text) => text.replace(/^warfarin,.*\n/m, ''))
    edit(folder, 'interactions.csv', (text) => text.replace(/^.*\bwarfarin\b,.*\n/gm, ''))
  })
  const skipped: string[] = []
  const loaded = await loadProjectLists({ folder, onSkipped: (kind) => skipped.push(kind) })
  expect(skipped).toEqual(['SAFETY_RULES'])
  expect(loaded).toEqual(['MEDICINES'])
  expect(await db.catalogueRelease.count({ where: { kind: 'SAFETY_RULES' } })).toBe(1)
})

test('a file with a wrong row stops the start with its line, and nothing of it is loaded', async () => {
  const folder = laterLists(['TESTS'], 'broken', (folder) =>
    edit(folder, 'tests.csv', (text) => text.replace(/^(CBC,.*),350,4$/m, '$1,none,4')),
  )
  await expect(loadProjectLists({ folder })).rejects.toThrow('tests.csv, line 2')
  expect(await db.catalogueRelease.count({ where: { version: 'broken' } })).toBe(0)
})
