import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.js'
import { patientsOf, patientsOfInSql } from '../../src/access/scopes.js'
import { db } from '../../src/db/client.js'
import type { Role } from '../../src/generated/prisma/enums.js'
import { useDatabase } from '../support/database.js'
import { createPatient, createPerson } from '../support/people.js'

useDatabase()

const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const actors: Actor[] = []
beforeAll(async () => {
  for (const role of ['ADMIN', 'RECEPTIONIST', 'DOCTOR', 'DOCTOR', 'PATIENT', 'DATA_ENTRY'] as const) {
    const { accountId: id, name, patientId, doctorId } = await createPerson(role)
    actors.push({ id, role, name, patientId, doctorId })
  }
  const [assignedById, doctorId] = [
    actors[0]?.id ?? '',
    actors.find(({ role }) => role === 'DOCTOR')?.doctorId ?? '',
  ]
  for (const endedAt of [null, daysAgo(1), daysAgo(89), daysAgo(90), daysAgo(91)]) {
    const patient = await createPatient()
    await db.careAssignment.create({
      data: { patientId: patient.id, doctorId, assignedById, startedAt: daysAgo(100), endedAt },
    })
  }
})

const reached = async (actor: Actor) => {
  const found = await db.patient.findMany({ where: patientsOf(actor, now), select: { id: true } })
  return found.map(({ id }) => id).sort()
}

test('G-Z1 the scope is the same in Prisma and in SQL, whoever asks', async () => {
  for (const actor of actors) {
    const inSql = await db.$queryRaw<
      { id: string }[]
    >`SELECT p.id FROM patient p WHERE ${patientsOfInSql(actor, now)}`
    expect(inSql.map(({ id }) => id).sort(), actor.role).toEqual(await reached(actor))
  }
})

test('G-Z9 a doctor reaches whom they cared for in the last 90 days, a patient themselves, nobody without a profile anybody', async () => {
  const counts = await Promise.all(
    actors.map(async (actor) => [actor.role, (await reached(actor)).length] as [Role, number]),
  )
  expect(counts.filter(([role]) => role === 'DOCTOR' || role === 'PATIENT')).toEqual([
    ['DOCTOR', 4],
    ['DOCTOR', 0],
    ['PATIENT', 1],
  ])
  for (const role of ['DOCTOR', 'PATIENT'] as const) {
    const actor = { id: '', role, name: '', patientId: null, doctorId: null }
    expect(await reached(actor)).toEqual([])
    expect(await db.$queryRaw`SELECT p.id FROM patient p WHERE ${patientsOfInSql(actor, now)}`).toEqual([])
  }
})

test('G-Z1 G-Z5 an order, a colleague’s letter and broken glass give a doctor access for as long as they say', async () => {
  const [doctor, colleague] = [await createPerson('DOCTOR'), await createPerson('DOCTOR')]
  const doctorId = doctor.doctorId ?? ''
  const { id: itemId } = await db.catalogueItem.findFirstOrThrow({ where: { kind: 'TEST' } })
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
  const by: Record<string, (patientId: string) => Promise<unknown>> = {
    'an order': (patientId) =>
      db.clinicalOrder.create({
        data: {
          ...{ patientId, doctorId, itemId, kind: 'TEST' },
          orderedAt: daysAgo(89),
          orderedById: doctor.accountId,
        },
      }),
    'an old order': (patientId) =>
      db.clinicalOrder.create({
        data: {
          ...{ patientId, doctorId, itemId, kind: 'TEST' },
          orderedAt: daysAgo(91),
          orderedById: doctor.accountId,
        },
      }),
    'a letter to them': (patientId) =>
      db.colleagueLetter.create({
        data: {
          ...{ patientId, fromId: colleague.doctorId ?? '', toId: doctorId, kind: 'QUESTION' },
          text: '?',
          sentAt: daysAgo(89),
        },
      }),
    'a letter of theirs': (patientId) =>
      db.colleagueLetter.create({
        data: {
          ...{ patientId, fromId: doctorId, toId: colleague.doctorId ?? '', kind: 'QUESTION' },
          text: '?',
          sentAt: daysAgo(1),
        },
      }),
    'broken glass': (patientId) =>
      db.breakGlass.create({
        data: {
          ...{ patientId, doctorId, reason: 'Unconscious at the door' },
          startedAt: minutes(-59),
          endsAt: minutes(1),
        },
      }),
    'glass broken long ago': (patientId) =>
      db.breakGlass.create({
        data: {
          ...{ patientId, doctorId, reason: 'Unconscious at the door' },
          startedAt: minutes(-61),
          endsAt: minutes(-1),
        },
      }),
  }
  const names = new Map<string, string>()
  for (const [name, give] of Object.entries(by)) {
    const { id } = await createPatient()
    names.set(id, name)
    await give(id)
  }
  const { accountId: id, name } = doctor
  const actor: Actor = { id, role: 'DOCTOR', name, patientId: null, doctorId }
  const inSql = await db.$queryRaw<
    { id: string }[]
  >`SELECT p.id FROM patient p WHERE ${patientsOfInSql(actor, now)}`
  for (const found of [await reached(actor), inSql.map((one) => one.id)])
    expect(found.map((one) => names.get(one)).sort()).toEqual([
      'a letter to them',
      'an order',
      'broken glass',
    ])
})
