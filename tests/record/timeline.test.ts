import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { timelineOf, timelineStatement } from '../../src/record/timeline-queries.js'
import { cursorIn, cursorText, entryKinds, isNew } from '../../src/record/timeline-rules.js'
import { statementsOf } from '../patients/statements.js'
import { openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'
import { fillHistory, inCareOf } from './history.js'

const database = useDatabase()
let app: Express
beforeAll(() => {
  app = openApp()
})

const everything = { kinds: [], from: null, until: null, after: null }
const titles = (html: string) =>
  [
    ...(html.match(/id="timeline"[\s\S]*?<\/section>/)?.[0] ?? '').matchAll(
      /ww-timeline-title">\s*(?:<a[^>]*>)?([^<]*)/g,
    ),
  ].map(([, title = '']) => title.trim())

describe('E-14 R-15 T-17 one timeline', () => {
  test('of everything, newest first, page by page, each entry once', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await createPerson('DOCTOR')
    const patient = await inCareOf(doctor)
    await fillHistory(patient.id, doctor, 120)
    const seen: string[] = []
    let address: string | undefined = `/doctor/patients/${patient.id}`
    const sizes: number[] = []
    while (address) {
      const { text }: { text: string } = await doctor.get(address.replaceAll('&amp;', '&')).expect(200)
      const entries = [...text.matchAll(/Entry (\d+)\./g)].map(([, number]) => Number(number))
      seen.push(...entries.map(String))
      expect(entries).toEqual([...entries].sort((one, other) => one - other))
      sizes.push(titles(text).length)
      address = text.match(/href="([^"]*)" rel="next"/)?.[1]?.split('#')[0]
    }
    // With the isolation, its triage and its readings; those of a report from home are told with it.
    expect(sizes).toEqual([50, 50, 23])
    expect(new Set(seen).size).toBe(30)
    expect(seen.length).toBe(30)
  })

  test('filtered by kind and by period, which stand in the address', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await createPerson('DOCTOR')
    const patient = await inCareOf(doctor)
    await db.clinicalNote.createMany({
      data: [
        { day: '2026-03-01', text: 'In March.' },
        { day: '2026-04-15', text: 'In April.' },
      ].map(({ day, text }) => ({
        ...{ patientId: patient.id, doctorId: doctor.doctorId ?? '', text },
        createdAt: new Date(`${day}T06:00:00Z`),
      })),
    })
    await db.observation.create({
      data: {
        patientId: patient.id,
        recordedById: doctor.accountId,
        takenAt: new Date('2026-04-16T06:00:00Z'),
        spo2: 96,
      },
    })
    const address = `/doctor/patients/${patient.id}`
    const april = await doctor.get(`${address}?from=2026-04-01&to=2026-04-16`).expect(200)
    expect(titles(april.text)).toEqual(['Observations', 'Note: Progress'])
    expect(april.text).toContain('In April.')
    expect(april.text).not.toContain('In March.')
    const notes = await doctor.get(`${address}?kind=NOTE`).expect(200)
    expect(titles(notes.text)).toEqual(['Note: Progress', 'Note: Progress'])
    const both = await doctor.get(`${address}?kind=NOTE&kind=OBSERVATION&to=2026-04-15`).expect(200)
    expect(titles(both.text)).toHaveLength(2)
    // What no page of ours writes is read as not asked.
    expect(titles((await doctor.get(`${address}?kind=PAYSLIP&after=x~y`).expect(200)).text)).toHaveLength(3)
  })

  test.each([
    ['from', { from: '2026-02-30', to: '2026-03-05' }, 'Enter a real date like 2026-11-21.'],
    ['from', { from: 'soon' }, 'Enter a real date like 2026-11-21.'],
    ['to', { from: '2026-03-01', to: '0026-03-05' }, 'Check the year: it must be 1900 or later.'],
    ['to', { from: '2026-04-16', to: '2026-04-01' }, 'The period ends before it begins.'],
  ])(
    'says beside the field %s what is wrong with %j, keeps it, and shows all',
    async (field, typed, sentence) => {
      const doctor = await logInAs(app, 'DOCTOR')
      const patient = await inCareOf(doctor)
      await db.clinicalNote.create({
        data: {
          patientId: patient.id,
          doctorId: doctor.doctorId ?? '',
          text: 'Before all.',
          createdAt: new Date(0),
        },
      })
      const asked = new URLSearchParams({ ...typed, kind: 'NOTE' })
      const { text } = await doctor.get(`/doctor/patients/${patient.id}?${asked}`).expect(422)
      expect(text).toContain(
        `id="field-${field}-error"><span class="visually-hidden">Error:</span> ${sentence}`,
      )
      for (const [name, value] of Object.entries(typed))
        expect(text).toContain(`id="field-${name}" name="${name}" value="${value}"`)
      expect(text).toContain('Before all.')
      expect(text).toContain('Show all')
    },
  )

  test('tells of every kind with the statement that makes it', async () => {
    const doctor = await createPerson('DOCTOR')
    const patient = await inCareOf(doctor)
    for (const kind of entryKinds)
      await expect(timelineOf(patient.id, { ...everything, kinds: [kind] })).resolves.toEqual([])
  })

  test('a result that was struck out or a document that was removed is not in it', async () => {
    const doctor = await createPerson('DOCTOR')
    const patient = await inCareOf(doctor)
    await db.observation.create({
      data: {
        ...{ patientId: patient.id, recordedById: doctor.accountId, takenAt: new Date(), spo2: 50 },
        ...{ struckAt: new Date(), struckById: doctor.accountId, struckReason: 'Cold finger' },
      },
    })
    expect(await timelineOf(patient.id, everything)).toEqual([])
  })
})

describe('what is new since this doctor last looked', () => {
  test('is marked with a word, for the whole sitting, and not for another reader', async () => {
    const [doctor, colleague] = [await logInAs(app, 'DOCTOR'), await createPerson('DOCTOR')]
    const patient = await inCareOf(doctor)
    const address = `/doctor/patients/${patient.id}`
    const write = (text: string, doctorId: string | null) =>
      db.clinicalNote.create({ data: { patientId: patient.id, doctorId: doctorId ?? '', text } })
    await write('Before anybody looked.', colleague.doctorId)
    expect((await doctor.get(address).expect(200)).text).not.toContain('class="ww-new"')
    const yesterday = new Date(Date.now() - 86_400_000)
    await db.recordLook.updateMany({ where: { patientId: patient.id }, data: { at: yesterday } })
    await write('Came since then.', colleague.doctorId)
    await write('Of one’s own.', doctor.doctorId)
    for (const _look of [1, 2]) {
      const { text } = await doctor.get(address).expect(200)
      expect(text.match(/class="ww-new">New</g)).toHaveLength(2)
      expect(text).toContain('2 new here since you looked on')
    }
    // Half an hour after the last look a new sitting begins, and nothing came since.
    const earlier = new Date(Date.now() - 31 * 60_000)
    await db.recordLook.updateMany({ where: { patientId: patient.id }, data: { at: earlier } })
    const after = await doctor.get(address).expect(200)
    const look = await db.recordLook.findFirstOrThrow({ where: { patientId: patient.id } })
    expect(look.before).toEqual(earlier)
    expect(after.text).toContain('new here since you looked on')
  })

  test('a page that a script asks for again is no look, and is written down all the same', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    const patient = await inCareOf(doctor)
    await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
    const at = new Date(Date.now() - 3_600_000)
    await db.recordLook.updateMany({ where: { patientId: patient.id }, data: { at } })
    await doctor.get(`/doctor/patients/${patient.id}`).set('X-Background', 'yes').expect(200)
    expect(await db.recordLook.findFirstOrThrow({ where: { patientId: patient.id } })).toMatchObject({
      ...{ at, before: null },
    })
    expect(await db.auditEvent.count({ where: { patientId: patient.id, action: 'note.view' } })).toBe(2)
  })

  test('an entry that is written down late is new, however long ago it happened', () => {
    const before = new Date('2026-11-20T10:00:00Z')
    const entry = { writtenAt: new Date('2026-11-20T11:00:00Z'), byAccountId: 'somebody' }
    expect(isNew(entry, { accountId: 'me', before })).toBe(true)
    expect(isNew({ ...entry, writtenAt: before }, { accountId: 'me', before })).toBe(false)
    expect(isNew({ ...entry, byAccountId: 'me' }, { accountId: 'me', before })).toBe(false)
    expect(isNew(entry, { accountId: 'me', before: null })).toBe(false)
  })
})

describe('the record of a patient with 3,200 entries', () => {
  test('is made by as many SQL statements as that of one with 20, and by no more than 8', async () => {
    const doctor = await logInAs(app, 'DOCTOR')
    await createPerson('DOCTOR')
    const [long, short] = [await inCareOf(doctor, 'Long History'), await inCareOf(doctor, 'Short History')]
    await fillHistory(long.id, doctor, 3200)
    await fillHistory(short.id, doctor, 20)
    const asked = (id: string) => statementsOf(() => doctor.get(`/doctor/patients/${id}`).expect(200))
    await asked(short.id)
    const frame = await statementsOf(() => doctor.get('/doctor/account').expect(200))
    const [many, few] = [await asked(long.id), await asked(short.id)]
    expect(many).toBe(few)
    // The page of the account asks once for itself.
    expect(many - (frame - 1)).toBeLessThanOrEqual(8)
    const { text } = await doctor.get(`/doctor/patients/${long.id}`)
    expect(titles(text)).toHaveLength(50)

    await asOwner(database, (owner) => owner.query('ANALYZE'))
    const [plan, next] = [
      await planOf(long.id, everything),
      await planOf(long.id, {
        ...everything,
        after: { at: new Date(Date.now() - 10 * 86_400_000), id: long.id },
      }),
    ]
    for (const { scans, rows } of [plan, next]) {
      const whole = scans.filter(({ type, table }) => type === 'Seq Scan' && big.includes(table))
      expect(whole).toEqual([])
      expect(rows).toBeLessThan(1500)
    }
    await fillHistory(short.id, doctor, 1) // The tables grow, and what is read does not.
    expect((await planOf(short.id, everything)).rows).toBeLessThanOrEqual(plan.rows)
  })
})

const big = [
  ...['clinical_note', 'observation', 'colleague_letter', 'prescription', 'daily_report'],
  ...['home_check', 'service_request', 'alert'],
]

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

/** What PostgreSQL reads for a page: the tables it looks into, how, and how many rows of them. */
async function planOf(patientId: string, filter: Parameters<typeof timelineStatement>[1]) {
  const [found] = await db.$queryRaw<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>`
    EXPLAIN (ANALYZE, FORMAT JSON) ${timelineStatement(patientId, filter, 51)}`
  const nodes: PlanNode[] = []
  const visit = (node: PlanNode) => {
    nodes.push(node)
    for (const inner of node.Plans ?? []) visit(inner)
  }
  const root = found?.['QUERY PLAN'][0]?.Plan
  if (root) visit(root)
  const scans = nodes
    .filter((node) => node['Relation Name'] !== undefined)
    .map((node) => ({
      type: node['Node Type'],
      table: node['Relation Name'] ?? '',
      rows: (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    }))
  expect(scans.length).toBeGreaterThan(10)
  return { scans, rows: scans.reduce((sum, { rows }) => sum + rows, 0) }
}

test('G-U1 A-29 who opens the record is written down before the answer, the admin too', async () => {
  const [doctor, admin, desk] = [
    await logInAs(app, 'DOCTOR'),
    await logInAs(app, 'ADMIN'),
    await logInAs(app, 'RECEPTIONIST'),
  ]
  const patient = await inCareOf(doctor)
  await doctor.get(`/doctor/patients/${patient.id}`).expect(200)
  await doctor.get(`/doctor/patients/${patient.id}?kind=NOTE`).expect(200)
  await admin.get(`/admin/patients/${patient.id}`).expect(200)
  await desk.get(`/reception/patients/${patient.id}`).expect(200)
  const stranger = await logInAs(app, 'DOCTOR')
  await stranger.get(`/doctor/patients/${patient.id}`).expect(404)
  const events = await db.auditEvent.findMany({ where: { patientId: patient.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ actorId, action }) => [actorId, action])).toEqual([
    [doctor.accountId, 'note.view'],
    [doctor.accountId, 'note.view'],
    [admin.accountId, 'note.view'],
    [desk.accountId, 'patient.view'],
  ])
})

test('a place in the timeline survives the address, and nothing else is one', () => {
  const cursor = { at: new Date('2026-11-21T04:30:00.123Z'), id: '0192f000-0000-7000-8000-000000000000' }
  expect(cursorIn(cursorText(cursor))).toEqual(cursor)
  for (const wrong of [
    '',
    'x',
    '2026-11-21~1',
    `${cursorText(cursor)}x`,
    `2026-99-21T04:30:00.123Z~${cursor.id}`,
  ])
    expect(cursorIn(wrong)).toBe(null)
})
