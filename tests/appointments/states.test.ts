import { beforeAll, expect, test } from 'vitest'
import { mayEver } from '../../src/access/policy.js'
import { statuses } from '../../src/appointments/rules.js'
import {
  type Change,
  movableStates,
  stateAfter,
  transitions,
} from '../../src/appointments/transition-rules.js'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { violatedConstraint } from '../../src/db/errors.js'
import type { AppointmentStatus, Role } from '../../src/generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient } from '../support/people.js'
import { workingDoctor } from './clinic.js'

const changes = Object.keys(transitions) as Change[]

useDatabase()
let doctorId: string
let patientId: string
beforeAll(async () => {
  openApp()
  doctorId = (await workingDoctor()).doctorId
  patientId = (await createPatient()).id
})

test('G-C6 T-15 the database lets a visit go from state to state where the table does, and nowhere else', async () => {
  const accepted: string[] = []
  for (const from of statuses)
    for (const to of statuses) if (from !== to && (await goes(from, to))) accepted.push(`${from} ${to}`)
  expect(accepted.sort()).toEqual([...named()].sort())
})

/** Who may make which change, as the design says it, and so not read off the policy. */
const may: Record<Role, Change[]> = {
  ADMIN: changes,
  RECEPTIONIST: changes,
  DOCTOR: changes.filter((change) => change !== 'check-in'),
  PATIENT: ['cancel'],
  DATA_ENTRY: [],
}

test('S-01 the one table says of each change who may make it, for every role', () => {
  for (const role of Object.keys(may) as Role[])
    expect(
      changes.filter((change) => mayEver(role, transitions[change].action)),
      role,
    ).toEqual(changes.filter((change) => may[role].includes(change)))
})

/** What the table names, with where an undo leads back to, and what a visit becomes by being moved. */
function named(): Set<string> {
  const moments = [null, new Date()].flatMap((checkedInAt) =>
    [null, new Date()].map((calledAt) => ({ checkedInAt, calledAt })),
  )
  const byTable = changes.flatMap((change) =>
    transitions[change].from.flatMap((from) => moments.map((when) => `${from} ${stateAfter(change, when)}`)),
  )
  const byMoving = movableStates.flatMap((from) => movableStates.map((to) => `${from} ${to}`))
  return new Set([...byTable, ...byMoving].filter((pair) => new Set(pair.split(' ')).size === 2))
}

/** Whether the database takes this change of a visit that has all that either state asks for. */
async function goes(from: AppointmentStatus, to: AppointmentStatus): Promise<boolean> {
  const began = new Date(Date.now() - 60 * 60_000)
  const stamps = { checkedInAt: began, calledAt: began, statusReason: 'Feels well again.' }
  const over = (status: AppointmentStatus) => ({ completedAt: status === 'COMPLETED' ? new Date() : null })
  const visit = await db.appointment.create({
    data: {
      ...{ doctorId, patientId, createdById: patientId, reason: 'Headache for a week', walkIn: true },
      ...{ day: dayToColumn(dayIn(began, config.zone)), startsAt: began, endsAt: new Date() },
      ...{ ...stamps, ...over(from), token: `${from}-${to}`, status: from },
    },
    select: { id: true },
  })
  const change = db.appointment.update({
    where: { id: visit.id },
    data: { status: to, ...over(to) },
    select: { id: true },
  })
  return change.then(
    () => true,
    (error: unknown) => {
      expect(violatedConstraint(error)).toBe('appointment_changes_state')
      return false
    },
  )
}
