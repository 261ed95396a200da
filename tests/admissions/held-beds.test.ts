import { expect, test } from 'vitest'
import { tellOfLapsedHold } from '../../src/admissions/hold-lapsing.js'
import { db } from '../../src/db/client.js'
import { stateOf } from '../support/beds.js'
import { createPatient } from '../support/people.js'
import { askFor, closeAllWards, desk, doctorId, hold, useAskedBeds } from './asked-beds.js'
import { admission, createWard, summaryOf } from './hospital.js'

useAskedBeds()

test('R-03 what is held for one patient is refused to others, with for whom and until when, and the nearest that fits', async () => {
  const ward = await createWard({ beds: 3 })
  const [bed, other] = ward.beds
  const asked = await askFor('Gita Iyer')
  await hold(asked.page, bed?.id ?? '').expect(303)
  const sentence =
    /Bed 12 is held for Gita Iyer until \d+:\d\d [ap]m; choose another\. The nearest that fits: Ward \d+, bed 13\./
  const stranger = await createPatient({ name: 'Anil Das' })
  const refused = await desk
    .post(`/reception/patients/${stranger.id}/admissions`, admission(bed?.id ?? '', [doctorId]))
    .expect(422)
  expect(summaryOf(refused.text)).toMatch(sentence)
  expect(refused.text).toContain('Tires when speaking')
  expect(refused.text).toContain(`value="${doctorId}" checked`)
  const rival = await askFor('Anil Das')
  expect(summaryOf((await hold(rival.page, bed?.id ?? '').expect(422)).text)).toMatch(sentence)
  expect(await db.bedStay.count({ where: { requestId: rival.requestId } })).toBe(0)

  await hold(asked.page, other?.id ?? '').expect(303)
  expect([await stateOf(bed?.id ?? ''), await stateOf(other?.id ?? '')]).toEqual(['FREE', 'HELD'])
  await desk.post(`${asked.page}/release`).expect(303)
  await desk.post(`${asked.page}/release`).expect(303)
  expect(await stateOf(other?.id ?? '')).toBe('FREE')
  await hold(rival.page, other?.id ?? '').expect(303)
})

test('R-03 a hold is over when its time is, by itself; who held it is told once, while the patient still waits', async () => {
  const ward = await createWard()
  const bed = ward.beds[0]?.id ?? ''
  const asked = await askFor('Rohan Sen')
  await hold(asked.page, bed).expect(303)
  const stay = await db.bedStay.findFirstOrThrow({ where: { requestId: asked.requestId } })
  const until = stay.endedAt ?? new Date()
  expect(until.getTime() - stay.startedAt.getTime()).toBe(60 * 60_000)
  expect(await stateOf(bed, new Date(until.getTime() - 1))).toBe('HELD')
  expect(await stateOf(bed, until)).toBe('FREE')
  const told = () => db.message.count({ where: { accountId: desk.accountId, kind: 'bed-hold-lapsed' } })
  await tellOfLapsedHold({ stayId: stay.id }, until)
  await tellOfLapsedHold({ stayId: stay.id }, until)
  expect(await told()).toBe(1)
  await hold(asked.page, bed).expect(303)
  const again = await db.bedStay.findFirstOrThrow({ where: { requestId: asked.requestId, endedById: null } })
  await desk.post(`${asked.page}/release`).expect(303)
  await tellOfLapsedHold({ stayId: again.id }, until)
  expect(await told()).toBe(1)
})

test('R-03 a ward and a room for one sex take nobody else, but knowingly and with a reason', async () => {
  await closeAllWards()
  const women = await createWard({ beds: 1, sexPolicy: 'FEMALE' })
  const bedId = women.beds[0]?.id ?? ''
  const him = await askFor('Karan Shah')
  const refused = await hold(him.page, bedId).expect(422)
  expect(summaryOf(refused.text)).toContain(
    'Bed 12 does not fit: It is a ward for women. No other bed that fits is free now.',
  )
  const path = `/reception/patients/${him.id}/admissions`
  expect((await desk.get(`${path}/new`).expect(200)).text).toContain('No bed that fits is free')
  await desk.post(path, admission(bedId, [doctorId])).expect(422)
  await desk.post(path, { ...admission(bedId, [doctorId]), knowingly: 'on' }).expect(422)
  const her = await askFor('Kiran Shah', {}, 'FEMALE')
  expect((await desk.get(her.page).expect(200)).text).toContain(`Free: ${women.name}, bed 12`)
  const why = 'He is the only patient; the women of the ward agreed.'
  await desk.post(path, { ...admission(bedId, [doctorId]), knowingly: 'on', why }).expect(303)
  expect(await db.bedStay.count({ where: { bedId, kind: 'OCCUPIED', reason: why } })).toBe(1)
})
