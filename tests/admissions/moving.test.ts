import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { type Browser, hidden, openApp, visitor } from '../support/app.js'
import { setBed, stateOf } from '../support/beds.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson, logInAs, type TestPerson } from '../support/people.js'
import { admitSomebody, createWard, severe, summaryOf, triagePatient } from './hospital.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Browser & TestPerson
let doctorId: string
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
  doctorId = (await createPerson('DOCTOR', 'Dr. Anjali Rao')).doctorId ?? ''
})

const REASON = 'Closer to the nurses.'
type Lying = Awaited<ReturnType<typeof lie>>

/** Somebody who lies in a bed of a ward. */
async function lie(name: string, bedId: string) {
  const patient = await createPatient({ name })
  const stay = await admitSomebody(desk, bedId, [doctorId], patient)
  return { ...stay, name, bedId, page: `/reception/admissions/${stay.id}` }
}

/** The form of a move as the page has it. */
async function formOf({ page }: Pick<Lying, 'page'>, kind: string) {
  return { ...hidden((await desk.get(`${page}/${kind}`).expect(200)).text), reason: REASON }
}

const openStay = (admissionId: string) =>
  db.bedStay.findFirstOrThrow({ where: { admissionId, endedAt: null }, select: { id: true, bedId: true } })

test('E-28 a patient is moved by a form: the stay goes on, its history is kept, and the bed that they left is cleaned', async () => {
  const [from, to] = [await createWard({ beds: 1 }), await createWard({ beds: 2 })]
  const [old, bed] = [from.beds[0]?.id ?? '', to.beds[1]?.id ?? '']
  const lying = await lie('Ravi Deshmukh', old)
  const page = await desk.get(`${lying.page}/move`).expect(200)
  expect(page.text).toContain(`Now in ${from.name}, bed 12.`)
  const form = { ...hidden(page.text), reason: REASON, bedId: bed }
  const answers = await Promise.all([1, 2].map(() => desk.post(`${lying.page}/move`, form)))
  expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
    [303, lying.page],
    [303, lying.page],
  ])
  const shown = (await desk.get(lying.page).expect(200)).text
  for (const told of [
    `Ravi Deshmukh lies in ${to.name}, bed 13 now.`,
    'Beds of the stay',
    `${from.name}, bed 12`,
    REASON,
  ])
    expect(shown).toContain(told)
  expect([await stateOf(old), await stateOf(bed)]).toEqual(['CLEANING', 'OCCUPIED'])
  const stays = await db.bedStay.findMany({
    where: { admissionId: lying.id },
    orderBy: { startedAt: 'asc' },
    select: { bedId: true, startedAt: true, endedAt: true, reason: true, startedById: true },
  })
  expect(stays).toMatchObject([
    { bedId: old, endedAt: stays[1]?.startedAt },
    { bedId: bed, endedAt: null, reason: REASON, startedById: desk.accountId },
  ])
  const event = await db.auditEvent.findFirstOrThrow({ where: { subjectId: lying.id, action: 'bed.move' } })
  expect(event).toMatchObject({ patientId: lying.patientId, details: { from: old, to: bed, reason: REASON } })
})

test('E-28 a bed that is taken, held, cleaned, blocked, closed, the same or no bed at all is refused with why, and what was typed is kept', async () => {
  const ward = await createWard({ beds: 6 })
  const ids = ward.beds.map(({ id }) => id)
  const [own = '', taken = '', dirty = '', blocked = '', gone = '', free = ''] = ids
  const lying = await lie('Ravi Deshmukh', own)
  await lie('Somebody Else', taken)
  await setBed(dirty, 'CLEANING')
  await setBed(blocked, 'BLOCKED')
  await db.bed.update({ where: { id: gone }, data: { closedAt: new Date() } })
  const moveTo = async (bedId: string) =>
    summaryOf(
      (await desk.post(`${lying.page}/move`, { ...(await formOf(lying, 'move')), bedId }).expect(422)).text,
    )
  const near = 'The nearest that fits: Ward'
  for (const [bedId, sentence] of [
    [taken, 'Bed 13 was just taken by another admission; choose another.'],
    [dirty, 'Bed 14 is being cleaned; choose another.'],
    [blocked, 'Bed 15 is blocked; choose another. The reason: The oxygen outlet leaks.'],
    [gone, 'Bed 16 was taken away; choose another.'],
    [own, 'Ravi Deshmukh lies in this bed already. Choose another.'],
    [randomUUID(), 'There is no such bed. Choose another.'],
  ]) {
    const told = await moveTo(bedId ?? '')
    expect([told.includes(sentence ?? ''), told.includes(near)]).toEqual([true, true])
  }
  const answer = await desk
    .post(`${lying.page}/move`, { ...(await formOf(lying, 'move')), bedId: taken })
    .expect(422)
  expect(answer.text).toContain(`${ward.name}, bed 17.`)
  expect(answer.text).toContain(`${REASON}</textarea>`)
  expect((await openStay(lying.id)).bedId).toBe(own)
  expect(await stateOf(free)).toBe('FREE')
})

test('E-28 who moves a patient whom somebody else moved meanwhile reads where they lie, and what was typed is kept', async () => {
  const ward = await createWard({ beds: 3 })
  const [own, first, second] = ward.beds
  const lying = await lie('Ravi Deshmukh', own?.id ?? '')
  const mine = { ...(await formOf(lying, 'move')), bedId: second?.id ?? '' }
  const theirs = { ...(await formOf(lying, 'move')), bedId: first?.id ?? '' }
  await desk.post(`${lying.page}/move`, theirs).expect(303)
  const stale = await desk.post(`${lying.page}/move`, mine).expect(409)
  expect(stale.text).toContain('This record was changed while you were editing it.')
  for (const place of [13, 14]) expect(stale.text).toContain(`${ward.name}, bed ${place}`)
  expect(stale.text).toContain(`${REASON}</textarea>`)
  expect((await openStay(lying.id)).bedId).toBe(first?.id)
  await desk.post(`${lying.page}/move`, { ...mine, ...hidden(stale.text) }).expect(303)
  expect((await openStay(lying.id)).bedId).toBe(second?.id)
})

test('R-03 a move to a bed that does not fit what the triage asks for is made only knowingly and with a reason', async () => {
  const [hdu, ward] = [await createWard({ level: 'HDU' }), await createWard()]
  const patient = await createPatient({ name: 'Severely Ill' })
  await triagePatient(patient.id, desk.accountId, severe)
  const stay = await admitSomebody(desk, hdu.beds[0]?.id ?? '', [doctorId], patient)
  const page = `/reception/admissions/${stay.id}`
  const form = async () => ({ ...(await formOf({ page }, 'move')), bedId: ward.beds[0]?.id ?? '' })
  const misfit = summaryOf((await desk.post(`${page}/move`, await form()).expect(422)).text)
  expect(misfit).toContain('Bed 12 does not fit: High dependency or intensive care is needed.')
  expect(misfit).toContain('No other bed that fits is free now.')
  const knowing = { ...(await form()), knowingly: 'on' }
  const unsaid = await desk.post(`${page}/move`, knowing).expect(422)
  expect(summaryOf(unsaid.text)).toContain('Say why bed 12 is taken although it does not fit.')
  const why = 'He needs no such care any more, says Dr. Rao.'
  await desk.post(`${page}/move`, { ...knowing, why }).expect(303)
  expect(await db.bedStay.findFirst({ where: { admissionId: stay.id, endedAt: null } })).toMatchObject({
    reason: `${REASON} ${why}`,
  })
})

test('E-28 two patients change places: neither bed is free in between, and both stays know it', async () => {
  const [one, two] = [await createWard(), await createWard()]
  const [a, b] = [await lie('Anil Das', one.beds[0]?.id ?? ''), await lie('Bela Sen', two.beds[0]?.id ?? '')]
  const page = await desk.get(`${a.page}/swap?ward=${two.id}`).expect(200)
  expect(page.text).toContain('Bed 12: Bela Sen')
  expect(page.text).not.toContain('Bed 12: Anil Das')
  const form = { ...hidden(page.text), reason: REASON, stayId: (await openStay(b.id)).id }
  const empty = await desk
    .post(`${a.page}/swap?ward=${two.id}`, { ...form, stayId: '', reason: '' })
    .expect(422)
  for (const sentence of ['Choose the patient to change places with.', 'Enter why the patient is moved.'])
    expect(summaryOf(empty.text)).toContain(sentence)
  await desk.post(`${a.page}/swap?ward=${two.id}`, form).expect(303)
  expect([(await openStay(a.id)).bedId, (await openStay(b.id)).bedId]).toEqual([b.bedId, a.bedId])
  for (const bedId of [a.bedId, b.bedId]) {
    const stays = await db.bedStay.findMany({ where: { bedId }, orderBy: { startedAt: 'asc' } })
    expect(stays.map(({ kind }) => kind)).toEqual(['OCCUPIED', 'OCCUPIED'])
    expect(stays[0]?.endedAt).toEqual(stays[1]?.startedAt)
  }
  expect(await db.auditEvent.count({ where: { subjectId: { in: [a.id, b.id] }, action: 'bed.move' } })).toBe(
    2,
  )
})

test('E-28 a swap with somebody who left meanwhile, with oneself, or into a bed that does not fit either is refused', async () => {
  const [women, men] = [await createWard({ sexPolicy: 'FEMALE' }), await createWard({ beds: 2 })]
  const her = await createPatient({ name: 'Bela Sen' })
  await db.patient.update({ where: { id: her.id }, data: { sex: 'FEMALE' } })
  const b = await admitSomebody(desk, women.beds[0]?.id ?? '', [doctorId], her)
  const a = await lie('Anil Das', men.beds[0]?.id ?? '')
  const swap = async (stayId: string, ward = women) =>
    desk.post(`${a.page}/swap?ward=${ward.id}`, { ...(await formOf(a, `swap?ward=${ward.id}`)), stayId })
  const stayId = (await openStay(b.id)).id
  const misfit = await swap(stayId)
  expect([misfit.status, summaryOf(misfit.text)]).toEqual([
    422,
    expect.stringContaining('Bed 12 does not fit: It is a ward for women.'),
  ])
  expect(misfit.text).toContain('name="knowingly"')
  expect(misfit.text).toContain(`value="${stayId}" checked`)
  expect(summaryOf((await swap((await openStay(a.id)).id)).text)).toContain('Choose another patient')
  const page = `/reception/admissions/${b.id}`
  await desk
    .post(`${page}/move`, { ...(await formOf({ page }, 'move')), bedId: men.beds[1]?.id ?? '' })
    .expect(303)
  const late = await swap(stayId, men)
  expect([late.status, summaryOf(late.text)]).toEqual([
    422,
    expect.stringContaining('This patient was moved or discharged meanwhile. Choose again.'),
  ])
  expect((await openStay(a.id)).bedId).toBe(men.beds[0]?.id)
})

test('E-28 20 people move 20 patients about the same three free beds, and swap them: nobody lies in two beds or two in one', async () => {
  const ward = await createWard({ beds: 11 })
  const ids = ward.beds.map(({ id }) => id)
  const lying = await Promise.all(ids.slice(0, 8).map((id, index) => lie(`Patient ${index}`, id)))
  const forms = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const who = lying[index % 8] ?? lying[0]
      const other = lying[(index + 3) % 8] ?? lying[0]
      if (!who || !other) throw new Error('nobody lies here')
      return index % 2 === 0
        ? { who, path: 'move', form: { ...(await formOf(who, 'move')), bedId: ids[8 + (index % 3)] ?? '' } }
        : {
            who,
            path: 'swap',
            form: { ...(await formOf(who, 'swap')), stayId: (await openStay(other.id)).id },
          }
    }),
  )
  const answers = await Promise.all(
    forms.map(({ who, path, form }) => desk.post(`${who.page}/${path}`, form)),
  )
  expect(
    answers.filter(({ status }) => ![303, 409, 422].includes(status)).map(({ status }) => status),
  ).toEqual([])
  expect(answers.some(({ status }) => status === 303)).toBe(true)
  const open = await db.bedStay.findMany({
    where: { kind: 'OCCUPIED', endedAt: null, bed: { wardId: ward.id } },
    select: { bedId: true, admissionId: true },
  })
  expect(new Set(open.map(({ bedId }) => bedId)).size).toBe(8)
  expect(new Set(open.map(({ admissionId }) => admissionId))).toEqual(new Set(lying.map(({ id }) => id)))
})

test('R-07 whoever was discharged is not moved', async () => {
  const ward = await createWard({ beds: 2 })
  const lying = await lie('Gone Home', ward.beds[0]?.id ?? '')
  const form = { ...(await formOf(lying, 'move')), bedId: ward.beds[1]?.id ?? '' }
  await db.$transaction([
    db.bedStay.updateMany({ where: { admissionId: lying.id }, data: { endedAt: new Date() } }),
    db.admission.update({
      where: { id: lying.id },
      data: { status: 'DISCHARGED', dischargedAt: new Date(), dischargedById: desk.accountId },
    }),
  ])
  expect((await desk.post(`${lying.page}/move`, form).expect(422)).text).toContain(
    'Gone Home is not admitted any more.',
  )
  await desk.get(`${lying.page}/move`).expect(409)
})

test('G-Z1 G-Z3 unknown stays are not found, doctors move nobody, and visitors log in', async () => {
  const ward = await createWard({ beds: 2 })
  const lying = await lie('Ravi Deshmukh', ward.beds[0]?.id ?? '')
  await desk.get(`/reception/admissions/${randomUUID()}/move`).expect(404)
  const form = { ...(await formOf(lying, 'move')), bedId: ward.beds[1]?.id ?? '' }
  await desk.post(`/reception/admissions/${randomUUID()}/move`, form).expect(404)
  await desk.post(`/reception/admissions/${randomUUID()}/swap`, { ...form, stayId: randomUUID() }).expect(404)
  const doctor = await logInAs(app, 'DOCTOR')
  expect((await doctor.get(`/doctor/admissions/${lying.id}/move`)).status).toBe(404)
  expect((await doctor.post(`${lying.page}/move`, form)).status).toBe(403)
  expect((await visitor(app).get(`${lying.page}/move`)).headers.location).toContain('/login')
})
