import { movableStates } from '../appointments/transition-rules.js'
import { lockTimetable } from '../availability/locking.js'
import { config } from '../config.js'
import { transaction } from '../db/client.js'
import { dayIn, dayToColumn } from '../shared/calendar.js'
import { rescue, timetableChanged } from './rescue.js'

/**
 * A doctor's account was suspended or closed: whoever was to see them, or waits for them now, gets another time, as if
 * the doctor had gone on leave, and what was held with them is looked at again. Does nothing where the doctor was let in again meanwhile.
 */
export async function rescueFromDoctor({ accountId }: { accountId: string }): Promise<void> {
  const now = new Date()
  await transaction(async (tx) => {
    const doctor = await tx.doctor.findFirst({
      where: { accountId, account: { status: { not: 'ACTIVE' } } },
      select: { id: true },
    })
    if (!doctor) return
    await lockTimetable(tx, doctor.id)
    const visits = await tx.appointment.findMany({
      where: {
        doctorId: doctor.id,
        OR: [
          { status: { in: [...movableStates] }, startsAt: { gt: now } },
          { status: 'CHECKED_IN', day: { gte: dayToColumn(dayIn(now, config.zone)) } },
        ],
      },
      select: { id: true },
    })
    await rescue(tx, null, visits, now)
    await timetableChanged(tx, [doctor.id])
  })
}
