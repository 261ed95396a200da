import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { ListFiles } from '../../src/catalogues/list-rules.js'
import { projectFolder, readFiles } from '../../src/catalogues/project-lists.js'
import { safetyRules, searchMedicines } from '../../src/catalogues/queries.js'
import { sha256Of } from '../../src/catalogues/release-rules.js'
import { db } from '../../src/db/client.js'
import { tidyUp } from '../../src/jobs/tidy-up.js'
import { statementsOf } from '../patients/statements.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
let treatments = ''
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
  treatments = (await readFiles(projectFolder, 'TREATMENTS'))['treatments.csv'] ?? ''
})

const details = { version: '2026-12', source: 'Our price list, approved', publishedOn: '2026-01-02' }

function send(
  path: string,
  fields: Record<string, string>,
  content: string | Buffer | null,
  name = 'list.csv',
) {
  const request = admin.agent.post(`/admin/catalogues/${path}`).set('Sec-Fetch-Site', 'same-origin')
  for (const [field, value] of Object.entries(fields)) request.field(field, value)
  return content === null ? request : request.attach('file', Buffer.from(content), name)
}

/** Sends a new list and answers with the address of its draft. */
async function draftOf(kind: string, content: string, fields: Record<string, string> = {}) {
  const answer = await send(
    `${kind}/drafts`,
    { ...details, idempotency_key: randomUUID(), ...fields },
    content,
  ).expect(303)
  return answer.headers.location ?? ''
}

/** What the button of a draft's page sends. */
async function looked(draft: string): Promise<Record<string, string>> {
  const { text } = await admin.get(draft).expect(200)
  return { ...hidden(text), seen: text.match(/name="seen" value="([^"]*)"/)?.[1] ?? '' }
}

const load = async (draft: string) => admin.post(`${draft}/release`, await looked(draft))

test('an admin looks at a new list of treatments, sees what it changes, and loads it', async () => {
  const before = await db.catalogueItem.findUniqueOrThrow({ where: { code: 'NEB' } })
  const changed = treatments
    .replace(/^NEB,.*$/m, 'NEB,"Nebulisation, one session",Respiratory care,,150')
    .replace(/^ENEMA,.*\n/m, '')
  const draft = await draftOf('treatments', `${changed}LASER,Laser,Minor procedures,,2500\n`, {
    version: 'ours 1',
  })
  const look = await admin.get(draft).expect(200)
  for (const shown of ['LASER Laser', 'NEB Nebulisation', 'ENEMA Enema', 'Load this list'])
    expect(look.text).toContain(shown)
  expect((await db.catalogueItem.findUniqueOrThrow({ where: { code: 'NEB' } })).priceMinor).toBe(12_000n)

  const loaded = await load(draft)
  expect([loaded.status, loaded.headers.location]).toEqual([303, '/admin/catalogues/treatments'])
  const list = await admin.get('/admin/catalogues/treatments').expect(200)
  expect(list.text).toContain('Treatments ours 1 is in force, with 63 rows.')
  expect(await db.catalogueItem.findUniqueOrThrow({ where: { code: 'NEB' } })).toMatchObject({
    id: before.id,
    priceMinor: 15_000n,
  })
  expect((await db.catalogueItem.findUniqueOrThrow({ where: { code: 'ENEMA' } })).isActive).toBe(false)
  expect((await db.catalogueItem.findUniqueOrThrow({ where: { code: 'LASER' } })).isActive).toBe(true)
  const inactive = await admin.get('/admin/catalogues/treatments?show=inactive').expect(200)
  expect(inactive.text).toContain('ENEMA')
  expect(await db.catalogueDraft.count()).toBe(0)
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'catalogue.load' } })
  expect(event).toMatchObject({
    actorId: admin.accountId,
    details: { kind: 'TREATMENTS', version: 'ours 1', rows: 63 },
  })
})

test('while a row is wrong nothing can be loaded, and every wrong row is told with its line and reason', async () => {
  const draft = await draftOf(
    'treatments',
    'code,name,category,preparation,price\nNEB,,Lungs,,120\nX,Y,Z,,free\ntoo,few,cells\n',
  )
  const page = await admin.get(draft).expect(200)
  expect(page.text).toContain('Rows are wrong: nothing can be loaded')
  expect(page.text).toContain('name is empty.')
  expect(page.text).toContain('price is not an amount above zero: free.')
  expect(page.text).not.toContain('Load this list')
  const lines = [...page.text.matchAll(/data-label="Line">(\d+)</g)].map(([, line]) => Number(line))
  expect(lines).toEqual([2, 3, 4])
  const { kind, files } = await db.catalogueDraft.findUniqueOrThrow({
    where: { id: draft.split('/').at(-1) ?? '' },
  })
  const { id } = await db.catalogueRelease.findFirstOrThrow({
    where: { kind },
    orderBy: { loadedAt: 'desc' },
  })
  const seen = `${sha256Of(files as ListFiles)} ${id}`
  const forced = await admin.post(`${draft}/release`, { idempotency_key: randomUUID(), seen }).expect(422)
  expect(forced.text).toContain('nothing was loaded')
  expect(await db.catalogueRelease.count({ where: { version: details.version } })).toBe(0)

  const mended = await send(`${draft.replace('/admin/catalogues/', '')}/files`, {}, treatments).expect(303)
  expect(mended.headers.location).toBe(draft)
  expect((await admin.get(draft).expect(200)).text).toContain('Load this list')
  await admin.post(`${draft}/removal`).expect(303)
  await admin.get(draft).expect(404)
})

test('a list that lacks more than half of the one in force is asked about', async () => {
  const whole = await draftOf('treatments', treatments, { version: 'whole' })
  expect((await admin.get(whole).expect(200)).text).not.toContain('Is this the whole list?')
  const half = await draftOf('treatments', treatments.split('\n').slice(0, 20).join('\n'), {
    version: 'half',
  })
  expect((await admin.get(half).expect(200)).text).toContain('Is this the whole list?')
})

test('G-C5 what changed since an admin looked is not loaded unseen', async () => {
  const [mine, theirs] = [
    await draftOf('treatments', treatments, { version: 'mine' }),
    await draftOf('treatments', treatments.replace(/^ENEMA,.*\n/m, ''), { version: 'theirs' }),
  ]
  const form = await looked(mine)
  await load(theirs)
  const refused = await admin.post(`${mine}/release`, form).expect(422)
  expect(refused.text).toContain('Something changed since you looked at this list.')
  expect(await db.catalogueRelease.count({ where: { version: 'mine' } })).toBe(0)
  await send(
    `${mine.replace('/admin/catalogues/', '')}/files`,
    {},
    treatments.replace(/^HD,.*\n/m, ''),
  ).expect(303)
  await admin.post(`${mine}/release`, { ...(await looked(mine)), seen: form.seen ?? '' }).expect(422)
  expect((await load(mine)).status).toBe(303)
})

test('one file of the tests is replaced, and the others stay as they are', async () => {
  const files = await readFiles(projectFolder, 'TESTS')
  const ranges = (files['ranges.csv'] ?? '').replace(/^potassium,,18y,.*$/m, 'potassium,,18y,,3.6,5,2.6,6')
  const draft = await draftOf('tests', ranges, { version: 'ranges of our laboratory' })
  const look = await admin.get(draft).expect(200)
  expect(look.text).toContain('K Potassium')
  expect(look.text).toContain('Sent by you')
  expect(look.text).toContain('As in force')
  await load(draft)
  const range = await db.referenceRange.findFirstOrThrow({
    where: { fromDays: 6575, parameter: { code: 'potassium', item: { code: 'ELEC' } } },
  })
  expect([range.low, range.high, range.criticalLow, range.criticalHigh].map(Number)).toEqual([3.6, 5, 2.6, 6])
  expect(await db.catalogueItem.count({ where: { kind: 'TEST', isActive: false } })).toBe(0)
})

test('the same version again is refused, and the form keeps what was typed', async () => {
  const again = { ...details, version: 'wardwell-2026.11', idempotency_key: randomUUID() }
  const answer = await send('treatments/drafts', again, treatments).expect(422)
  expect(answer.text).toContain('A list of this version was loaded before.')
  expect(answer.text).toContain('value="Our price list, approved"')
  const two = [
    await draftOf('treatments', treatments, { version: 'twice' }),
    await draftOf('treatments', treatments, { version: 'twice' }),
  ]
  const answers = [await load(two[0] ?? ''), await load(two[1] ?? '')]
  expect(answers.map(({ status }) => status)).toEqual([303, 422])
  expect(answers[1]?.text).toContain('A list of this version was loaded before.')
  expect(await db.catalogueRelease.count({ where: { version: 'twice' } })).toBe(1)
})

test('G-C3 twenty loads of one form at the same instant load once', async () => {
  const draft = await draftOf('treatments', treatments, { version: 'twenty' })
  const form = await looked(draft)
  const answers = await Promise.all(Array.from({ length: 20 }, () => admin.post(`${draft}/release`, form)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await db.catalogueRelease.count({ where: { version: 'twenty' } })).toBe(1)
  expect(
    await db.auditEvent.count({
      where: { action: 'catalogue.load', details: { path: ['version'], equals: 'twenty' } },
    }),
  ).toBe(1)
})

test('medicines and safety rules are held beside each other', async () => {
  const { 'medicines.csv': medicines = '' } = await readFiles(projectFolder, 'MEDICINES')
  const { 'ingredients.csv': ingredients = '' } = await readFiles(projectFolder, 'SAFETY_RULES')
  const strange = `${medicines}NEW-1,Newdrug,Tablet,1 mg,By mouth,tablet,9,newdrug:1\n`
  const refused = await draftOf('medicines', strange, { version: 'new' })
  expect((await admin.get(refused).expect(200)).text).toContain('do not know the ingredient newdrug')

  const fewer = ingredients.replace(/^paracetamol,.*\n/m, '')
  const without = await draftOf('safety-rules', fewer, { version: 'fewer', reviewBy: '2199-01-01' })
  expect((await admin.get(without).expect(200)).text).toContain(
    'There is no ingredient or class paracetamol in the list.',
  )

  const more = `${ingredients}newdrug,Newdrug,nsaids,5\n`
  await load(await draftOf('safety-rules', more, { version: 'more', reviewBy: '2199-01-01' }))
  expect((await safetyRules())?.rules.ingredients).toContainEqual({
    code: 'newdrug',
    name: 'Newdrug',
    classes: ['nsaids'],
    maxDailyMg: 5,
  })
  expect((await admin.get(refused).expect(200)).text).toContain('Load this list')
  await load(refused)
  expect((await searchMedicines('newdrug')).map(({ code }) => code)).toEqual(['NEW-1'])

  const taken = await draftOf('treatments', `${treatments}CBC,Count,Nursing,,10\n`, { version: 'taken' })
  expect((await admin.get(taken).expect(200)).text).toContain('CBC is the code of a test.')
})

test('safety rules without a day of review are refused beside its field', async () => {
  const { 'classes.csv': classes = '' } = await readFiles(projectFolder, 'SAFETY_RULES')
  const answer = await send(
    'safety-rules/drafts',
    { ...details, version: 'no day', reviewBy: '', idempotency_key: randomUUID() },
    classes,
  ).expect(422)
  expect(answer.text).toContain('id="field-reviewBy-error"')
})

test.each([
  ['no file', null, {}, 'Choose the CSV file.', 'file'],
  ['another file', 'a,b\n1,2\n', {}, 'names none of the columns of treatments.csv', 'file'],
  ['no text', Buffer.from([0x50, 0x4b, 0xff, 0xfe]), {}, 'This file is no UTF-8 text.', 'file'],
  ['6 MB', Buffer.alloc(6 * 1024 * 1024, 'a'), {}, 'Choose a file of 5 MB or less.', 'file'],
  ['no version', 'code,name,category,preparation,price\n', { version: '' }, 'Enter a version', 'version'],
  ['no source', 'code,name,category,preparation,price\n', { source: '' }, 'Enter where the list', 'source'],
  [
    'a day to come',
    'code,name,category,preparation,price\n',
    { publishedOn: '2199-01-01' },
    'Enter a day that is not in the future.',
    'publishedOn',
  ],
  [
    'a review that is over',
    'code,name,category,preparation,price\n',
    { reviewBy: '2020-01-01' },
    'Enter a day to come',
    'reviewBy',
  ],
])(
  '%s is refused beside its field, and what was typed stays',
  async (_what, content, fields, sentence, field) => {
    const typed = { ...details, idempotency_key: randomUUID(), ...fields }
    const answer = await send('treatments/drafts', typed, content).expect(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain(`id="field-${field}-error"`)
    if (field !== 'version') expect(answer.text).toContain('value="2026-12"')
  },
)

test('the page of a draft asks the database as often for one row as for hundreds', async () => {
  const files = await readFiles(projectFolder, 'MEDICINES')
  const short = await draftOf('treatments', treatments, { version: 'short' })
  const long = await draftOf('medicines', files['medicines.csv'] ?? '', { version: 'long' })
  const [few, many] = [
    await statementsOf(() => admin.get(short).expect(200)),
    await statementsOf(() => admin.get(long).expect(200)),
  ]
  expect(Math.max(few, many)).toBeLessThanOrEqual(8)
})

test('a list that was looked at and never loaded is gone after a week', async () => {
  const forgotten = await draftOf('treatments', treatments, { version: 'forgotten' })
  const recent = await draftOf('treatments', treatments, { version: 'recent' })
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const where = (version: string) => ({ where: { version } })
  await db.catalogueDraft.updateMany({ ...where('forgotten'), data: { createdAt: daysAgo(8) } })
  await db.catalogueDraft.updateMany({ ...where('recent'), data: { createdAt: daysAgo(6) } })
  await tidyUp()
  await admin.get(forgotten).expect(404)
  await admin.get(recent).expect(200)
})

test('G-Z4 nobody but an admin sees the catalogues, loads one or reaches a draft', async () => {
  const draft = await draftOf('treatments', treatments, { version: 'unseen' })
  const form = { idempotency_key: randomUUID(), seen: 'nothing' }
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const other = await logInAs(app, role)
    for (const path of ['/admin/catalogues', '/admin/catalogues/medicines', draft])
      await other.get(path).expect(403)
    await other.post(`${draft}/release`, form).expect(403)
  }
  await visitor(app).get(draft).expect(303)
  await admin.get(`/admin/catalogues/drafts/${randomUUID()}`).expect(404)
  await admin
    .post(`/admin/catalogues/drafts/${randomUUID()}/release`, { idempotency_key: randomUUID() })
    .expect(404)
  await admin.get('/admin/catalogues/nonsense').expect(404)
})
