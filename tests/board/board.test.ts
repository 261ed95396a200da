import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { type Browser, openApp, visitor } from '../support/app.js'
import { createWard, setBed } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logIn, logInAs, type TestPerson } from '../support/people.js'
import { admitted, held, measured } from './hospital.js'

useDatabase()

let app: ReturnType<typeof openApp>
let desk: Browser & TestPerson
let doctor: Browser & TestPerson
let admin: Browser & TestPerson

beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  admin = await logInAs(app, 'ADMIN')
  const person = await createPerson('DOCTOR', 'Dr Meera Nair')
  doctor = Object.assign(await logIn(app, person), person)
})

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const inZone = (days: number) => addDays(dayIn(new Date(), config.zone), days)

/** The tile of a bed: from its id to the next tile. */
const tileOf = (html: string, bedId: string) => html.split(`id="bed-${bedId}"`)[1]?.split('</li>')[0] ?? ''
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The numbers of a ward in the table of the board: occupied of all, free, held, cleaning, blocked. */
function countsOf(html: string, wardId: string): number[] {
  const row = html.split(`href="#ward-${wardId}"`)[1]?.split('</tr>')[0] ?? ''
  const [, occupied, total] = /(\d+) of (\d+)/.exec(row) ?? []
  const others = [...row.matchAll(/<td data-label="[^"]+">(\d+)</g)].map(([, count]) => Number(count))
  return [Number(occupied), Number(total), ...others]
}

test('E-27 C-05 the desk sees every bed with its state, who lies in it, what is due and until when one is held', async () => {
  const ward = await createWard({ beds: 6, name: 'Lotus ward' })
  const [sick, well, free, kept, dirty, broken] = ward.beds.map(({ id }) => id) as [
    ...[string, string, string],
    ...[string, string, string],
  ]
  const anita = await admitted(sick, { name: 'Anita Rao', doctorId: doctor.doctorId, expectedOn: inZone(2) })
  await measured(anita, desk.accountId, 'HIGH', minutesAgo(95))
  const farid = await admitted(well, { name: 'Farid Khan', doctorId: doctor.doctorId, expectedOn: inZone(0) })
  await db.admission.update({
    where: { id: farid.admissionId },
    data: { dischargeOrderedAt: minutesAgo(10), dischargeOrderedById: doctor.accountId },
  })
  await held(kept, { name: 'Leela Iyer', minutes: 45, by: desk.accountId })
  await setBed(dirty, 'CLEANING', 20)
  await setBed(broken, 'BLOCKED')

  const { text } = await desk.get('/reception/board').expect(200)
  expect(countsOf(text, ward.id)).toEqual([2, 6, 1, 1, 1, 1])

  const sickTile = words(tileOf(text, sick))
  expect(sickTile).toContain('Occupied Anita Rao 46 years, Male')
  expect(sickTile).toContain('NEWS2: high')
  // Continuous monitoring is written down every half hour.
  expect(sickTile).toMatch(/Overdue since (?:\w+ \d+ \w+ \d+, )?\d+:\d\d/)
  expect(sickTile).toContain('Dr Meera Nair')
  expect(sickTile).toMatch(/Goes home \w+ \d+ \w+/)
  expect(tileOf(text, sick)).toContain(`href="/reception/admissions/${anita.admissionId}/move"`)

  const wellTile = words(tileOf(text, well))
  for (const said of ['Farid Khan', 'No round yet', 'Discharge ordered', 'Goes home today', 'Occupied'])
    expect(wellTile).toContain(said)
  expect(words(tileOf(text, free))).toContain('Bed 14 free')
  expect(words(tileOf(text, kept))).toMatch(/Held Leela Iyer .*held until (?:\w+ \d+ \w+ \d+, )?\d+:\d\d/)
  expect(words(tileOf(text, kept))).toContain('Urgent')
  expect(words(tileOf(text, dirty))).toMatch(/Cleaning since (?:\w+ \d+ \w+ \d+, )?\d+:\d\d .*Cleaned/)
  expect(words(tileOf(text, broken))).toContain('The oxygen outlet leaks.')
})

test('E-27 the filters of the board stand in its address, and change what is shown but not what is counted', async () => {
  const ward = await createWard({ beds: 3, level: 'ICU', name: 'Jasmine unit' })
  const other = await createWard({ beds: 2, level: 'HDU', name: 'Marigold unit' })
  const [taken, dirty, free] = ward.beds.map(({ id }) => id) as [string, string, string]
  await admitted(taken, { name: 'Kiran Bose', doctorId: doctor.doctorId })
  await setBed(dirty, 'CLEANING')

  const one = await desk.get(`/reception/board?ward=${ward.id}&state=CLEANING`).expect(200)
  expect(one.text).toContain(`id="bed-${dirty}"`)
  for (const bedId of [taken, free]) expect(one.text).not.toContain(`id="bed-${bedId}"`)
  expect(one.text).not.toContain(`href="#ward-${other.id}"`)
  expect(countsOf(one.text, ward.id)).toEqual([1, 3, 1, 0, 1, 0])
  expect(one.text).toMatch(new RegExp(`<option value="${ward.id}" selected`))

  const units = await desk.get('/reception/board?level=ICU').expect(200)
  expect(units.text).toContain(`href="#ward-${ward.id}"`)
  expect(units.text).not.toContain(`href="#ward-${other.id}"`)
  // What is no filter is left out.
  const odd = await desk.get("/reception/board?state=ON_FIRE&ward=7&level=' OR 1=1").expect(200)
  expect(odd.text).toContain(`href="#ward-${other.id}"`)
  const none = await desk.get(`/reception/board?ward=${other.id}&state=BLOCKED`).expect(200)
  expect(none.text).toContain('No bed fits')
})

test('G-Z2 E-27 a doctor reads the names of their own patients on the board, and nothing of the others', async () => {
  const colleague = await createPerson('DOCTOR', 'Dr Vikram Shah')
  const ward = await createWard({ beds: 3, name: 'Neem ward' })
  const [mine, theirs, kept] = ward.beds.map(({ id }) => id) as [string, string, string]
  const own = await admitted(mine, { name: 'Own Patient', doctorId: doctor.doctorId })
  const other = await admitted(theirs, { name: 'Other Patient', doctorId: colleague.doctorId })
  for (const stay of [own, other]) await measured(stay, desk.accountId, 'MEDIUM', minutesAgo(5))
  await held(kept, { name: 'Waits Elsewhere', minutes: 30, by: desk.accountId })

  const { text } = await doctor.get(`/doctor/board?ward=${ward.id}`).expect(200)
  expect(words(tileOf(text, mine))).toMatch(/Own Patient .*NEWS2 5: medium/)
  expect(tileOf(text, mine)).toContain(`/doctor/patients/${own.patientId}`)
  const hidden = words(tileOf(text, theirs))
  expect(hidden).toContain('Patient of Dr Vikram Shah')
  expect(hidden).not.toMatch(/Other Patient|NEWS2|years/)
  expect(tileOf(text, theirs)).not.toContain(other.patientId)
  // No link that would lead to a record which is not theirs.
  expect(tileOf(text, kept)).not.toMatch(/Waits Elsewhere|bed-requests\/[0-9a-f]{8}/)
  // Moving patients is for the desk.
  expect(text).not.toContain('/move"')

  const { text: csv } = await doctor.get(`/doctor/board/csv?ward=${ward.id}`).expect(200)
  expect(csv).toContain('Own Patient')
  expect(csv).not.toContain('Other Patient')
})

test('G-O5 the desk reads the band of a score and not its number, the administration both', async () => {
  const ward = await createWard({ beds: 1, name: 'Teak ward' })
  const [bed] = ward.beds.map(({ id }) => id) as [string]
  await measured(await admitted(bed, { doctorId: doctor.doctorId }), desk.accountId, 'MEDIUM', minutesAgo(5))
  const [atDesk, above] = await Promise.all([
    desk.get(`/reception/board?ward=${ward.id}`).expect(200),
    admin.get(`/admin/board?ward=${ward.id}`).expect(200),
  ])
  expect(words(tileOf(atDesk.text, bed))).toContain('NEWS2: medium')
  expect(words(tileOf(above.text, bed))).toContain('NEWS2 5: medium')
})

test('E-27 somebody who needs isolation in a ward without it is marked, and a round that was struck out counts for nothing', async () => {
  const ward = await createWard({ beds: 1, isolation: false, name: 'Peepal ward' })
  const [bed] = ward.beds.map(({ id }) => id) as [string]
  const stay = await admitted(bed, { doctorId: doctor.doctorId, isolation: true })
  const wrong = await measured(stay, desk.accountId, 'HIGH', minutesAgo(2))
  const address = `/reception/board?ward=${ward.id}`
  const before = words(tileOf((await desk.get(address)).text, bed))
  expect(before).toContain('Needs isolation')
  expect(before).toContain('NEWS2: high')
  const struck = { struckAt: new Date(), struckById: desk.accountId, struckReason: 'Another patient' }
  await db.observation.update({ where: { id: wrong }, data: struck })
  const after = words(tileOf((await desk.get(address)).text, bed))
  expect(after).not.toContain('NEWS2: high')
  expect(after).toContain('No round yet')
})

test('E-27 E-48 the board as a CSV file has one row for each bed that fits, safe for a spreadsheet, and is noted', async () => {
  const ward = await createWard({ beds: 3, name: '=Formula ward' })
  const [taken, broken] = ward.beds.map(({ id }) => id) as [string, string]
  const stay = await admitted(taken, {
    name: '=HYPERLINK("x")',
    doctorId: doctor.doctorId,
    expectedOn: inZone(1),
  })
  await measured(stay, desk.accountId, 'LOW', minutesAgo(30))
  await setBed(broken, 'BLOCKED')

  const answer = await desk.get(`/reception/board/csv?ward=${ward.id}`).expect(200)
  expect(answer.headers['content-type']).toContain('text/csv')
  expect(answer.headers['content-disposition']).toMatch(/beds-\d{4}-\d{2}-\d{2}-\d{4}\.csv/)
  const rows: Record<string, string>[] = parse(answer.text, { columns: true, bom: true })
  expect(rows.map(({ State }) => State)).toEqual(['Occupied', 'Blocked', 'Free'])
  expect(rows[0]).toMatchObject({
    ...{ Ward: "'=Formula ward", Bed: '12', Patient: '\'=HYPERLINK("x")', Doctor: 'Dr Meera Nair' },
    ...{ Band: 'Low', NEWS2: '', 'Expected discharge': inZone(1) },
  })
  expect(rows[1]?.Reason).toBe('The oxygen outlet leaks.')
  const noted = await db.auditEvent.findMany({
    where: { actorId: desk.accountId, action: 'board.view' },
    select: { details: true },
  })
  expect(noted.map(({ details }) => details)).toContainEqual({ filter: `ward=${ward.id}` })
})

test('G-Z1 the board is for the desk, the doctors and the administration', async () => {
  const [records, patient] = await Promise.all([logInAs(app, 'DATA_ENTRY'), logInAs(app, 'PATIENT')])
  for (const address of ['/reception/board', '/reception/board/csv', '/reception/board/capacity']) {
    expect((await records.get(address)).status, address).toBe(403)
    expect((await patient.get(address)).status, address).toBe(403)
    const away = await visitor(app).get(address)
    expect(away.status).toBe(303)
    expect(away.headers.location).toContain('/login')
  }
  await admin.get('/admin/board').expect(200)
})

test('E-27 free, held, occupied, cleaning and blocked are all beds, on the board, in its file and on the pages of the wards', async () => {
  const { text } = await desk.get('/reception/board').expect(200)
  const wards = await db.ward.findMany({ where: { closedAt: null }, select: { id: true } })
  const sums = wards.map(({ id }) => countsOf(text, id))
  for (const [occupied = 0, total = 0, ...others] of sums)
    expect(occupied + others.reduce((sum, count) => sum + count, 0)).toBe(total)
  const stat = (label: string) =>
    Number(new RegExp(`>${label}</a></p>\\s*<p class="ww-stat-value">(\\d+)<`).exec(text)?.[1])
  const totals = ['Free', 'Held', 'Occupied', 'Being cleaned', 'Blocked'].map(stat)
  const sumOf = (index: number) => sums.reduce((sum, counts) => sum + (counts[index] ?? 0), 0)
  expect(totals).toEqual([2, 3, 0, 4, 5].map(sumOf))
  const rows: Record<string, string>[] = parse((await desk.get('/reception/board/csv')).text, {
    ...{ columns: true, bom: true },
  })
  const inFile = ['Free', 'Held', 'Occupied', 'Cleaning', 'Blocked'].map(
    (state) => rows.filter(({ State }) => State === state).length,
  )
  expect(inFile).toEqual(totals)
})

test('E-27 a bed whose hold has run out is free again, without anybody doing anything', async () => {
  const ward = await createWard({ beds: 1, name: 'Banyan ward' })
  const [bed] = ward.beds.map(({ id }) => id) as [string]
  const patient = await createPatient({ name: `Late ${randomUUID()}` })
  await held(bed, { patientId: patient.id, minutes: -1, by: desk.accountId })
  const { text } = await desk.get(`/reception/board?ward=${ward.id}`).expect(200)
  expect(countsOf(text, ward.id)).toEqual([0, 1, 1, 0, 0, 0])
  expect(words(tileOf(text, bed))).toContain('Bed 12 free')
  expect(text).not.toContain(patient.name)
})

test('E-27 E-33 the board prints what it was filtered by', async () => {
  const ward = await createWard({ beds: 1, name: 'Sandal ward' })
  const { text } = await desk.get(`/reception/board?ward=${ward.id}`).expect(200)
  expect(text).toMatch(/<dl class="ww-printed">[\s\S]*<dt>Ward<\/dt>\s*<dd>Sandal ward<\/dd>/)
})
