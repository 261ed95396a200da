import { beforeAll, beforeEach, expect, test } from 'vitest'
import { passwordReset } from '../../src/accounts/mails.js'
import { db, transaction } from '../../src/db/client.js'
import { deliver } from '../../src/notices/delivery.js'
import { goesTo } from '../accounts/answers.js'
import { doDueWork, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'
import { type MailServer, startMailServer } from './mail-server.js'

useDatabase()
let server: MailServer
let app: ReturnType<typeof openApp>
beforeAll(async () => {
  server = await startMailServer()
  app = openApp({ SMTP_URL: server.url, MAIL_FROM: 'desk@hospital.example' })
})
beforeEach(async () => {
  server.answer(null)
  server.received.length = 0
  await db.message.deleteMany()
})

const link = 'http://localhost:3000/password/reset/a-very-secret-secret'
const write = (to: { name: string; address: string } = { name: 'Asha Rao', address: 'asha@example.com' }) =>
  transaction((tx) => passwordReset(tx, to, { link }))
const theMessage = () => db.message.findFirstOrThrow()
/** As if the pause before the next try had gone by. */
const pauseIsOver = () => db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`

test('G-K7 a mail written by a command is delivered once, to its envelope, and its row says when', async () => {
  await write()
  await doDueWork()
  await doDueWork()
  expect(server.received).toHaveLength(1)
  const [{ from, to, mail }] = server.received as [MailServer['received'][number]]
  const message = await theMessage()
  expect({ from, to }).toEqual({ from: 'desk@hospital.example', to: ['asha@example.com'] })
  expect(mail.from).toMatchObject({ name: 'Wardwell Hospital', address: 'desk@hospital.example' })
  expect(mail.to).toEqual([{ name: 'Asha Rao', address: 'asha@example.com' }])
  expect(mail.subject).toBe('A new password')
  expect(mail.text).toContain(link)
  expect(mail.messageId).toBe(message.messageId)
  expect(message).toMatchObject({ status: 'SENT', attempts: 1, lastError: null })
  expect(message.sentAt).not.toBeNull()
})

test('G-A10 a secret link is not kept once the mail is on its way', async () => {
  await write()
  expect((await theMessage()).body).toContain('a-very-secret-secret')
  await doDueWork()
  const { body } = await theMessage()
  expect(body).not.toContain('a-very-secret-secret')
  expect(body).toContain('/password/reset/…')
  expect(server.received[0]?.mail.text).toContain('a-very-secret-secret')
})

test('G-K8 G-K9 a 4xx waits and is tried again, with the same Message-ID; nothing is lost', async () => {
  server.answer(451)
  await write()
  const { messageId } = await theMessage()
  await doDueWork()
  expect(await theMessage()).toMatchObject({ status: 'WAITING', attempts: 1, lastError: '451' })
  await doDueWork()
  expect((await theMessage()).attempts).toBe(1)
  await pauseIsOver()
  await doDueWork()
  expect(await theMessage()).toMatchObject({ status: 'WAITING', attempts: 2 })
  server.answer(null)
  await pauseIsOver()
  await doDueWork()
  expect(server.received.map(({ mail }) => mail.messageId)).toEqual([messageId])
  expect(await theMessage()).toMatchObject({ status: 'SENT', attempts: 3 })
})

test('G-K8 a 5xx is a dead letter at once; an admin reads why and sends it again', async () => {
  server.answer(550)
  await write()
  await doDueWork()
  const { id } = await theMessage()
  expect(await theMessage()).toMatchObject({ status: 'FAILED', attempts: 1, lastError: '550' })
  await pauseIsOver()
  await doDueWork()
  expect((await theMessage()).attempts).toBe(1)

  const admin = await logInAs(app, 'ADMIN')
  const list = await admin.get('/admin/outbox?status=FAILED').expect(200)
  for (const shown of ['Asha Rao', 'The mail server answered 550.']) expect(list.text).toContain(shown)
  expect((await admin.get(`/admin/outbox/${id}`).expect(200)).text).toContain('Send again')
  server.answer(null)
  const again = await admin.post(`/admin/outbox/${id}/delivery`).expect(303)
  expect((await admin.get(goesTo(again))).text).toContain('The mail to Asha Rao is sent again.')
  await admin.post(`/admin/outbox/${id}/delivery`).expect(409)
  await doDueWork()
  expect(server.received).toHaveLength(1)
  expect(server.received[0]?.mail.text).toContain('a-very-secret-secret')
  expect((await theMessage()).status).toBe('SENT')
})

test('G-K7 a mail server that is away loses nothing; the last try ends in a dead letter', async () => {
  openApp({ SMTP_URL: 'smtp://127.0.0.1:1' })
  await write()
  await doDueWork()
  const waiting = await theMessage()
  expect(waiting.status).toBe('WAITING')
  expect(waiting.lastError).toMatch(/^E\w+/)
  await expect(deliver({ messageId: waiting.id }, { number: 11, last: false })).rejects.toThrow()
  await deliver({ messageId: waiting.id }, { number: 12, last: true })
  expect(await theMessage()).toMatchObject({ status: 'FAILED', attempts: 12 })
  app = openApp({ SMTP_URL: server.url, MAIL_FROM: 'desk@hospital.example' })
})

test('G-K7 without a mail server the mail is kept, and an admin reads it whole', async () => {
  openApp()
  await write()
  await doDueWork()
  const { id, status } = await theMessage()
  expect(status).toBe('KEPT')
  const admin = await logInAs(app, 'ADMIN')
  const page = await admin.get(`/admin/outbox/${id}`).expect(200)
  for (const shown of ['Kept in the outbox', link, 'asha@example.com']) expect(page.text).toContain(shown)
  expect((await admin.get('/admin/outbox')).text).toContain('No mail server is configured')
  app = openApp({ SMTP_URL: server.url, MAIL_FROM: 'desk@hospital.example' })
})

test('G-K7 a command that is rolled back leaves neither message nor job', async () => {
  const undone = transaction(async (tx) => {
    await passwordReset(tx, { name: 'Asha Rao', address: 'asha@example.com' }, { link })
    throw new Error('something else went wrong')
  })
  await expect(undone).rejects.toThrow('something else')
  await doDueWork()
  expect(await db.message.count()).toBe(0)
  expect(server.received).toHaveLength(0)
})

test('G-K9 two workers at the same instant send a message once', async () => {
  for (let count = 0; count < 5; count++)
    await write({ name: `P ${count}`, address: `p${count}@example.com` })
  await Promise.all([doDueWork(), doDueWork()])
  expect(server.received.map(({ to }) => to[0]).sort()).toEqual(
    [0, 1, 2, 3, 4].map((n) => `p${n}@example.com`),
  )
})

test.each([
  ['recipientName', 'Eve\r\nBcc: victim@example.com\r\n'],
  ['subject', 'Hello\r\nBcc: victim@example.com\r\n\r\nanother body'],
  ['replyTo', 'eve@example.com>\r\nBcc: victim@example.com'],
  ['recipientName', '"Eve" <victim@example.com>,'],
])(
  'G-O2 a line break or an address in %s (%j) neither adds a header nor a recipient',
  async (column, value) => {
    await write()
    await db.message.updateMany({ data: { [column]: value } })
    await doDueWork()
    for (const { to, raw, mail } of server.received) {
      expect(to).toEqual(['asha@example.com'])
      expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im)
      expect(mail.bcc ?? []).toEqual([])
      expect(mail.to?.map(({ address }) => address)).toEqual(['asha@example.com'])
      expect(mail.text).toContain(link)
    }
    expect(['SENT', 'FAILED']).toContain((await theMessage()).status)
  },
)

test('G-O2 an address with a line break is refused by the form, before any mail is written', async () => {
  for (const email of ['asha@example.com\r\nBcc: victim@example.com', 'asha@example.com, victim@example.com'])
    await visitor(app).post('/password/forgotten', { email }).expect(422)
  expect(await db.message.count()).toBe(0)
})

test('G-O2 a name in Devanagari arrives as it was written', async () => {
  await write({ name: 'आशा कुलकर्णी', address: 'asha@example.com' })
  await doDueWork()
  expect(server.received[0]?.mail.to?.[0]?.name).toBe('आशा कुलकर्णी')
  expect(server.received[0]?.mail.text).toContain('आशा कुलकर्णी')
})

test('G-O4 G-O5 the outbox never keeps the words of the mail server, which may quote the address', async () => {
  server.answer(550)
  const person = await createPerson('PATIENT')
  await write({ name: person.name, address: person.email })
  await doDueWork()
  expect((await theMessage()).lastError).toBe('550')
})

const secret = 'Kq3n0r1mZb8kX5tY2wLpJd7sGhCfUe4AVq3n0r1mZb8'
const calendar = (lines: string[]) => ({
  method: 'REQUEST' as const,
  content: ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REQUEST', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
})

test('E-6 a calendar entry arrives as one that a mail program offers to take over', async () => {
  const entry = calendar(['BEGIN:VEVENT', 'UID:v-1@hospital.example', 'SEQUENCE:2', 'END:VEVENT'])
  await transaction((tx) =>
    passwordReset(tx, { name: 'Asha Rao', address: 'asha@example.com' }, { link }, { calendar: entry }),
  )
  await doDueWork()
  const [received] = server.received
  const part = received?.mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  expect(part?.method).toBe('REQUEST')
  expect(received?.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s*method=REQUEST/)
  expect(received?.raw).toContain('filename=invite.ics')
  const content = part?.content
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  expect(text).toContain('SEQUENCE:2')
  expect(received?.mail.text).toContain(link)
  const admin = await logInAs(app, 'ADMIN')
  expect((await admin.get('/admin/outbox')).text).toContain('With a calendar entry')
  const { id } = await theMessage()
  expect((await admin.get(`/admin/outbox/${id}`)).text).toContain('A calendar entry (REQUEST)')
})

test.each(['visits', 'offers', 'calendar'])(
  'G-A10 the secret of a link to /%s/ is kept neither in the text nor in the folded lines of the entry',
  async (place) => {
    const address = `http://localhost:3000/${place}/${secret}${place === 'calendar' ? '.ics' : ''}`
    const folded = `URL:${address}`.replace(/.{60}/g, '$&\r\n ')
    await transaction((tx) =>
      passwordReset(
        tx,
        { name: 'Asha Rao', address: 'asha@example.com' },
        { link: address },
        { calendar: calendar([folded]) },
      ),
    )
    await doDueWork()
    expect(server.received[0]?.mail.text).toContain(secret)
    const message = await theMessage()
    for (const kept of [message.body, message.calendar ?? '']) {
      expect(kept).toContain(`/${place}/…`)
      expect(kept).not.toContain(secret.slice(0, 20))
      expect(kept).not.toContain(secret.slice(-12))
    }
  },
)

test('G-K9 what is told once is told once, also by two commands at the same instant', async () => {
  const tell = () =>
    transaction((tx) =>
      passwordReset(tx, { name: 'A', address: 'a@example.com' }, { link }, { dedupeKey: 'reminder 1' }),
    )
  const told = await Promise.all([tell(), tell(), tell()])
  expect(told.toSorted()).toEqual([false, false, true])
  expect(await tell()).toBe(false)
  await doDueWork()
  expect(server.received).toHaveLength(1)
})
