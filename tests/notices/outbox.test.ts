import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import type { MessageStatus } from '../../src/generated/prisma/enums.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'

useDatabase()
let app: ReturnType<typeof openApp>
let admin: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  admin = await logInAs(app, 'ADMIN')
})

function message(subject: string, status: MessageStatus, createdAt = new Date()) {
  return {
    kind: 'invitation',
    recipientName: 'Asha Rao',
    recipientAddress: 'asha@example.com',
    subject,
    body: `The text of ${subject} <script>alert(1)</script>`,
    messageId: `<${randomUUID()}@localhost>`,
    status,
    createdAt,
  }
}

test('E-59 an empty outbox says what will appear there', async () => {
  expect((await admin.get('/admin/outbox').expect(200)).text).toContain('No mail here')
})

test('an admin reads every mail, newest first, by status in the address, 50 on a page', async () => {
  const start = Date.now() - 1_000_000
  await db.message.createMany({
    data: Array.from({ length: 120 }, (_, index) =>
      message(
        `Letter-${index}.`,
        index % 2 === 0 ? 'SENT' : 'WAITING',
        new Date(start + Math.floor(index / 3)),
      ),
    ),
  })
  await db.message.create({ data: message('The failed one', 'FAILED', new Date(start - 1)) })
  const seen: string[] = []
  const sizes: number[] = []
  let next: string | undefined = '/admin/outbox'
  while (next) {
    const page: { text: string } = await admin.get(next).expect(200)
    const shown = [...page.text.matchAll(/>(Letter-\d+\.|The failed one)</g)].map(
      ([, subject]) => subject ?? '',
    )
    sizes.push(shown.length)
    seen.push(...shown)
    next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(sizes).toEqual([50, 50, 21])
  expect(new Set(seen).size).toBe(121)
  expect(seen.at(-1)).toBe('The failed one')
  const failed = await admin.get('/admin/outbox?status=FAILED').expect(200)
  expect(failed.text).toContain('The failed one')
  expect(failed.text).not.toContain('Letter-1.')
})

test('G-W3 a mail’s text is shown as text', async () => {
  const { id } = await db.message.findFirstOrThrow({ where: { status: 'FAILED' } })
  const page = await admin.get(`/admin/outbox/${id}`).expect(200)
  expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('a mail that does not exist is not found; one that did not fail is not sent again', async () => {
  await admin.get(`/admin/outbox/${randomUUID()}`).expect(404)
  await admin.post(`/admin/outbox/${randomUUID()}/delivery`).expect(404)
  const { id } = await db.message.findFirstOrThrow({ where: { status: 'SENT' } })
  expect((await admin.get(`/admin/outbox/${id}`)).text).not.toContain('Send again')
  await admin.post(`/admin/outbox/${id}/delivery`).expect(409)
})

test('G-Z4 nobody else reads the outbox or sends from it', async () => {
  const { id } = await db.message.findFirstOrThrow({ where: { status: 'FAILED' } })
  for (const role of ['RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const browser = await logInAs(app, role)
    await browser.get('/admin/outbox').expect(403)
    await browser.get(`/admin/outbox/${id}`).expect(403)
    await browser.post(`/admin/outbox/${id}/delivery`).expect(403)
  }
  await visitor(app).get(`/admin/outbox/${id}`).expect(303)
})

test('G-O5 no template of a mail prints anything clinical or any amount', () => {
  const folder = path.resolve(import.meta.dirname, '../../views/emails')
  const clinical =
    /page\.\w*(diagnos|symptom|severity|triage|spo2|temperature|pulse|medicine|amount|total|reading)/i
  const telling = readdirSync(folder).filter((file) =>
    clinical.test(readFileSync(path.join(folder, file), 'utf8')),
  )
  expect(telling).toEqual([])
})
