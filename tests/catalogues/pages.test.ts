import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { projectFolder, readFiles } from '../../src/catalogues/project-lists.js'
import { db } from '../../src/db/client.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

const page = async (path: string) => (await admin.get(`/admin/catalogues${path}`).expect(200)).text
const linkTo = (html: string, rel: 'next' | 'prev') =>
  html
    .match(new RegExp(`href="([^"]*)" rel="${rel}"`))?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&')
const namesIn = (html: string) =>
  [...html.matchAll(/<th scope="row"><div>(?:<a[^>]*>)?([^<]+)/g)].map(([, name]) => name)

test('an admin sees each list with its version, its source and its day of review', async () => {
  const html = await page('')
  for (const shown of ['Tests', 'Treatments', 'Medicines', 'Safety rules', 'wardwell-2026.11', 'Up to date'])
    expect(html).toContain(shown)
  expect(html).toContain('must be approved by the hospital')
  expect(html).not.toContain('A list is out of date')
})

test('medicines are paged by name, forwards and back, each once', async () => {
  const all = await db.medicine.findMany({
    where: { isActive: true },
    orderBy: [{ name: 'asc' }, { strength: 'asc' }, { id: 'asc' }],
  })
  const seen: string[] = []
  let html = await page('/medicines')
  for (let next: string | undefined = ''; next !== undefined; ) {
    seen.push(...namesIn(html).map(String))
    next = linkTo(html, 'next')
    if (next) html = (await admin.get(next).expect(200)).text
  }
  expect(seen.length).toBe(all.length)
  expect(new Set(seen).size).toBeGreaterThan(all.length * 0.9)
  const back = linkTo(html, 'prev') ?? ''
  const before = namesIn((await admin.get(back).expect(200)).text).map(String)
  expect(before.length).toBe(50)
  expect(seen.slice(-50 - namesIn(html).length, -namesIn(html).length)).toEqual(before)
})

test('a search forgives a slip and finds by code, and says where nothing fits', async () => {
  expect(await page('/medicines?q=amoxycillin')).toContain('AMOX-500-CAP')
  expect(await page('/tests?q=trop-i')).toContain('Troponin I')
  expect(await page('/treatments?q=zzzzzz')).toContain('No entry fits')
  expect(await page('/medicines?q=x')).toContain('A search needs 2 characters or more')
})

test('a test shows what it gives, for whom which values are expected, and which are critical', async () => {
  const { id } = await db.catalogueItem.findUniqueOrThrow({ where: { code: 'CBC' } })
  const html = await page(`/tests/${id}/parameters`)
  for (const shown of [
    'Haemoglobin',
    'g/dL, possible from 1 to 30',
    'Female, from 15 years',
    '28 days to below 3 months',
  ])
    expect(html).toContain(shown)
  await admin.get(`/admin/catalogues/tests/${randomUUID()}/parameters`).expect(404)
})

test('the safety rules are browsed in their three parts', async () => {
  const interactions = await page('/safety-rules')
  expect(interactions).toContain('Bleeding becomes much more likely')
  expect(linkTo(interactions, 'next')).toContain('after=')
  const second = await admin.get(linkTo(interactions, 'next') ?? '').expect(200)
  expect(namesIn(second.text)).not.toEqual(namesIn(interactions))
  expect(namesIn((await admin.get(linkTo(second.text, 'prev') ?? '').expect(200)).text)).toEqual(
    namesIn(interactions),
  )
  expect(await page('/safety-rules?part=ingredients&q=paracetamol')).toContain('4,000 mg')
  expect(await page('/safety-rules?part=classes&q=penicillins')).toContain('Cephalosporins')
})

test('a list is downloaded letter by letter as it was loaded, which the audit trail knows', async () => {
  const { id, sha256 } = await db.catalogueRelease.findFirstOrThrow({ where: { kind: 'TESTS' } })
  expect(await page('/tests/versions')).toContain(sha256)
  const files = await readFiles(projectFolder, 'TESTS')
  const hash = createHash('sha256')
  for (const name of ['parameters.csv', 'ranges.csv', 'tests.csv'] as const) {
    const answer = await admin
      .get(`/admin/catalogues/tests/versions/${id}/files/${name}`)
      .buffer(true)
      .expect(200)
    expect(answer.headers['content-disposition']).toBe(`attachment; filename=${name}`)
    expect(answer.text).toBe(files[name])
    hash.update(`${name}\n${answer.text}\n`)
  }
  expect(hash.digest('hex')).toBe(sha256)
  expect(await db.auditEvent.count({ where: { action: 'catalogue.view', subjectId: id } })).toBe(3)
  await admin.get(`/admin/catalogues/medicines/versions/${id}/files/medicines.csv`).expect(404)
  await admin.get(`/admin/catalogues/tests/versions/${id}/files/secret.csv`).expect(404)
})

test('a list past its day of review is said to be out of date, loudly, on every page of it', async () => {
  const {
    id: _id,
    rules,
    files,
    ...last
  } = await db.catalogueRelease.findFirstOrThrow({
    where: { kind: 'SAFETY_RULES' },
  })
  await db.catalogueRelease.create({
    data: {
      ...last,
      version: 'old',
      reviewBy: new Date('2020-01-01'),
      loadedAt: new Date(),
      rules: rules ?? {},
      files: files ?? {},
    },
  })
  expect(await page('')).toContain('A list is out of date')
  expect(await page('/safety-rules')).toContain('This list is out of date')
  expect(await page('/medicines')).not.toContain('This list is out of date')
})

test('the pages ask the database as often for every list, and seldom', async () => {
  for (const path of ['', '/medicines', '/tests', '/treatments?q=nebul', '/safety-rules', '/tests/versions'])
    expect(await statementsOf(() => admin.get(`/admin/catalogues${path}`).expect(200))).toBeLessThanOrEqual(8)
})

test('where the hospital’s currency is another one, the admin reads that the project’s prices are in rupees', async () => {
  expect(await page('')).not.toContain('Load lists with your own prices')
  const abroad = openApp({ CURRENCY: 'EUR' })
  const other = await logInAs(abroad, 'ADMIN')
  expect((await other.get('/admin/catalogues').expect(200)).text).toContain('Load lists with your own prices')
})
