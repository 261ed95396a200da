import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db, transaction } from '../../src/db/client.js'
import { type Notice, notify } from '../../src/notices/notice.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

type Person = Awaited<ReturnType<typeof logInAs>>
const visit = { kind: 'visit-confirmed', subject: 'Your visit is confirmed', link: '/patient/profile' }
const tell = (person: Person, notice: Partial<Notice> = {}) =>
  transaction((tx) => notify(tx, { accountId: person.accountId, name: 'Asha' }, { ...visit, ...notice }))
const bell = (html: string) => /class="ww-bell-count" aria-hidden="true">([^<]*)</.exec(html)?.[1] ?? null
const idOf = async (person: Person) =>
  (await db.message.findFirstOrThrow({ where: { accountId: person.accountId, channel: 'IN_APP' } })).id

test.each([
  ['ADMIN', '/admin'],
  ['RECEPTIONIST', '/reception'],
  ['DOCTOR', '/doctor'],
  ['PATIENT', '/patient'],
  ['DATA_ENTRY', '/records'],
] as const)('T-13 %s is told in their own portal, and the bell counts it', async (role, portal) => {
  const person = await logInAs(app, role)
  expect(bell((await person.get(portal)).text)).toBeNull()
  expect((await person.get(`${portal}/notices`).expect(200)).text).toContain('Nothing new')
  await tell(person, { link: portal, body: 'Monday at ten <b>o’clock</b>' })
  const page = await person.get(`${portal}/notices`).expect(200)
  for (const shown of ['Your visit is confirmed', 'Unread', '&lt;b&gt;']) expect(page.text).toContain(shown)
  expect(bell(page.text)).toBe('1')
  const opened = await person.post(`${portal}/notices/${await idOf(person)}/reading`).expect(303)
  expect(opened.headers.location).toBe(portal)
  const after = await person.get(`${portal}/notices`)
  expect(after.text).not.toContain('Unread')
  expect(bell(after.text)).toBeNull()
})

test('many are counted as 9+, listed newest first on pages of 50, and read all at once', async () => {
  const person = await logInAs(app, 'PATIENT')
  const start = Date.now() - 1_000_000
  await db.message.createMany({
    data: Array.from({ length: 60 }, (_, index) => ({
      kind: 'test',
      channel: 'IN_APP' as const,
      status: 'SENT' as const,
      accountId: person.accountId,
      recipientName: 'Asha',
      subject: `Notice-${index}.`,
      body: '',
      messageId: `<${randomUUID()}@localhost>`,
      link: '/patient',
      createdAt: new Date(start + Math.floor(index / 3)),
    })),
  })
  const seen: string[] = []
  let next: string | undefined = '/patient/notices'
  while (next) {
    const page: { text: string } = await person.get(next).expect(200)
    expect(bell(page.text)).toBe('9+')
    seen.push(...[...page.text.matchAll(/>(Notice-\d+\.)</g)].map(([, subject]) => subject ?? ''))
    next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen).toHaveLength(60)
  expect(new Set(seen).size).toBe(60)
  expect(seen[0]).toMatch(/Notice-5[789]\./)
  await person.post('/patient/notices/reading').expect(303)
  const read = await person.get('/patient/notices')
  expect(read.text).toContain('All notices are marked as read.')
  expect(bell(read.text)).toBeNull()
})

test('G-K9 the same is told once; a mail of the same key is another matter', async () => {
  const person = await logInAs(app, 'PATIENT')
  const twice = await Promise.all([
    tell(person, { dedupeKey: 'visit 1' }),
    tell(person, { dedupeKey: 'visit 1' }),
  ])
  expect(twice.toSorted()).toEqual([false, true])
  expect(await db.message.count({ where: { accountId: person.accountId } })).toBe(1)
})

test('G-Z1 somebody else’s notice is not found, is not marked, and is in no outbox', async () => {
  const [asha, meera] = [await logInAs(app, 'PATIENT'), await logInAs(app, 'PATIENT')]
  await tell(asha)
  const id = await idOf(asha)
  await meera.post(`/patient/notices/${id}/reading`).expect(404)
  await meera.post('/patient/notices/reading').expect(303)
  expect((await db.message.findUniqueOrThrow({ where: { id } })).readAt).toBeNull()
  expect((await meera.get(`/patient/notices?after=${id}`).expect(200)).text).toContain('Nothing new')
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get('/admin/outbox')).text).not.toContain('Your visit is confirmed')
  await admin.get(`/admin/outbox/${id}`).expect(404)
  await visitor(app).get('/patient/notices').expect(303)
})

test('G-W9 a notice leads to pages of ours only', async () => {
  const person = await logInAs(app, 'PATIENT')
  for (const link of ['https://evil.example/', '//evil.example/', '/\\evil.example'])
    await tell(person, { link })
  const all = await db.message.findMany({ where: { accountId: person.accountId } })
  for (const { id } of all) {
    const answer = await person.post(`/patient/notices/${id}/reading`).expect(303)
    expect(answer.headers.location).toBe('/patient/notices')
  }
})
