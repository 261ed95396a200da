import { beforeAll, expect, test } from 'vitest'
import { statementsOf } from '../patients/statements.js'
import { openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, logInAs } from '../support/people.js'
import { createVisit, tokenOf } from './visits.js'

useDatabase()
let app: ReturnType<typeof openApp>
let desk: Awaited<ReturnType<typeof logInAs>>
beforeAll(async () => {
  app = openApp()
  desk = await logInAs(app, 'RECEPTIONIST')
})

async function called(doctorName: string, room: string) {
  const { doctorId } = await createPerson('DOCTOR', doctorName)
  const inside = await createVisit({ doctorId, room, name: 'Ravi Hidden', inMinutes: -60 })
  const waiting = await createVisit({ doctorId, room, name: 'Asha Hidden', inMinutes: -40 })
  for (const { id } of [inside, waiting])
    await desk.post(`/reception/appointments/${id}/check-in`).expect(303)
  await desk.post(`/reception/queue/${doctorId}/call`).expect(303)
  return { inside, waiting, tokens: [await tokenOf(inside.id), await tokenOf(waiting.id)] }
}

test('E-30 the screen shows tokens and rooms to anybody, and no name and no number of anybody', async () => {
  const { inside, waiting, tokens } = await called('Dr Nobody Named', '12')
  const { text } = await visitor(app).get('/queue').expect(200)
  for (const shown of [...tokens, 'Room 12']) expect(text).toContain(shown)
  for (const { id, number, patientId } of [inside, waiting])
    for (const secret of [id, patientId, String(number).padStart(6, '0')]) expect(text).not.toContain(secret)
  for (const secret of ['Hidden', 'Nobody Named', 'Cough', '/reception']) expect(text).not.toContain(secret)
  expect(text).toContain('<noscript><meta http-equiv="refresh" content="15"></noscript>')
  expect(text).toContain('data-live="/queue/live"')
})

test('E-30 who is called again is a new call, at the head of the screen', async () => {
  const one = await called('Dr One', '1')
  await called('Dr Two', '2')
  const calls = async () =>
    [...(await visitor(app).get('/queue')).text.matchAll(/data-call="([^"@]+)@(\d+)"/g)].map(
      ([, token, at]) => ({
        ...{ token, at },
      }),
    )
  const before = await calls()
  expect(before[0]?.token).not.toBe(one.tokens[0])
  await desk.post(`/reception/appointments/${one.inside.id}/recall`).expect(303)
  const after = await calls()
  expect(after[0]?.token).toBe(one.tokens[0])
  expect(after[0]?.at).not.toBe(before.find(({ token }) => token === one.tokens[0])?.at)
})

test('E-30 a screen before some rooms shows only their calls', async () => {
  const here = await called('Dr Here', 'East 5')
  const there = await called('Dr There', 'West 6')
  const { text } = await visitor(app).get('/queue?rooms=east 5,East 7').expect(200)
  for (const token of here.tokens) expect(text).toContain(`>${token}<`)
  for (const token of there.tokens) expect(text).not.toContain(`>${token}<`)
  await visitor(app).get('/queue?rooms=%00').expect(200)
  await visitor(app)
    .get(`/queue?rooms=${'x'.repeat(500)}`)
    .expect(200)
})

test('G-D5 the screen asks the same number of questions however many are called', async () => {
  const ask = () => statementsOf(() => visitor(app).get('/queue').expect(200))
  const before = await ask()
  await called('Dr Another', '9')
  expect(await ask()).toBe(before)
  expect(before).toBeLessThanOrEqual(3)
})

test('E-59 when nobody is called, the screen says so', async () => {
  expect((await visitor(app).get('/queue?rooms=nowhere')).text).toContain('Nobody is being called just now.')
})
