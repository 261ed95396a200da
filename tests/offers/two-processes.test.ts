import { expect, test } from 'vitest'
import { lockTimetable } from '../../src/availability/locking.js'
import { db, transaction } from '../../src/db/client.js'
import { addJob } from '../../src/jobs/queue.js'
import { rescue, timetableChanged } from '../../src/offers/rescue.js'
import { dayToColumn } from '../../src/shared/calendar.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { eventually } from '../support/process.js'
import {
  at,
  createDoctor,
  createLeave,
  createOnlinePatient,
  createVisit,
  inDays,
  linkIn,
  newSpecialisation,
} from './clinic.js'

/** Two processes of one hospital, each with its worker: whatever is due, either may do it. */
const database = useDatabase()
const processes = hospitalProcesses(database, {}, {})

/** Twenty times at once, every second one through the other process. */
async function acceptTwentyTimes(link: string): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      fetch(`${processes[index % 2]?.url}${link}/acceptance`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams(),
      }),
    ),
  )
  return answers.map(({ status }) => status).sort()
}

const once = [303, ...Array(19).fill(409)]

test('G-K16 leave over twelve visits, with two workers: each patient is told once, of a time that is theirs alone', {
  timeout: 90_000,
}, async () => {
  const doctor = await createDoctor('Dr. Away', { specialisation: newSpecialisation(), to: '15:00' })
  const patients = await Promise.all(
    Array.from({ length: 12 }, (_, n) => createOnlinePatient(`Patient ${n}`)),
  )
  const visits = await Promise.all(
    patients.map(({ patientId }, index) =>
      createVisit(doctor.doctorId, patientId, new Date(at(5, '09:00').getTime() + index * 30 * 60_000)),
    ),
  )
  await createLeave(doctor.doctorId, 5, 5)
  await transaction(async (tx) => {
    await lockTimetable(tx, doctor.doctorId)
    await rescue(tx, null, visits, new Date())
    await timetableChanged(tx, [doctor.doctorId])
  })
  const offers = await eventually(async () => {
    const held = await db.slotHold.findMany({ where: { doctorId: doctor.doctorId, status: 'OPEN' } })
    return held.length === 12 && held
  }, 'twelve offers')
  expect(new Set(offers.map(({ appointmentId }) => appointmentId)).size).toBe(12)
  expect(new Set(offers.map(({ startsAt }) => startsAt.getTime())).size).toBe(12)
  for (const { accountId } of patients)
    expect(await db.message.count({ where: { accountId, kind: 'offer-alternative' } })).toBe(1)
  const [first] = patients
  const link = await linkIn(first?.email ?? '', 'offer-alternative')
  expect(await acceptTwentyTimes(link)).toEqual(once)
  expect(await db.appointment.count({ where: { patientId: first?.patientId ?? '' } })).toBe(1)
})

test('G-K16 G-C3 a freed time goes to one patient, lapses once, and twenty answers of the next give one visit', {
  timeout: 90_000,
}, async () => {
  const doctor = await createDoctor('Dr. Wanted', { specialisation: newSpecialisation() })
  const { specialisationId } = await db.doctor.findUniqueOrThrow({ where: { id: doctor.doctorId } })
  const [first, second] = [await createOnlinePatient('First'), await createOnlinePatient('Second')]
  for (const { patientId, accountId } of [first, second])
    await db.waitingEntry.create({
      data: {
        ...{ patientId, specialisationId, doctorId: doctor.doctorId, createdById: accountId },
        ...{ earliestOn: dayToColumn(inDays(0)), latestOn: dayToColumn(inDays(9)), reason: 'A rash' },
      },
    })
  const freed = { doctorId: doctor.doctorId, startsAt: at(2, '09:00').toISOString() }
  await transaction(async (tx) => {
    for (let copy = 0; copy < 6; copy++) await addJob(tx, 'offers.slot-freed', freed)
  })
  const heldFor = (patientId: string) =>
    eventually(
      () => db.slotHold.findFirst({ where: { patientId, status: 'OPEN' } }).then((one) => one ?? false),
      'an offer',
    )
  const { id } = await heldFor(first.patientId)
  await db.slotHold.update({ where: { id }, data: { heldUntil: new Date(Date.now() - 1) } })
  await transaction(async (tx) => {
    for (let copy = 0; copy < 6; copy++) await addJob(tx, 'offers.lapse', { holdId: id })
  })
  await heldFor(second.patientId)
  expect(await db.slotHold.count({ where: { doctorId: doctor.doctorId } })).toBe(2)
  expect(await acceptTwentyTimes(await linkIn(second.email, 'offer-freed'))).toEqual(once)
  expect(await db.appointment.findMany({ where: { doctorId: doctor.doctorId } })).toMatchObject([
    { patientId: second.patientId, startsAt: at(2, '09:00'), status: 'CONFIRMED' },
  ])
  for (const { accountId } of [first, second])
    expect(await db.message.count({ where: { accountId, kind: 'offer-freed' } })).toBe(1)
})
