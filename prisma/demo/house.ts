import type { audit } from '../../src/audit/commands.js'
import type { Currency } from '../../src/shared/money.js'
import type { Hospital } from '../../src/web/ambient.js'
import { chance } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import { type Moments, momentsBefore } from './moments.js'
import { emptyRows, type Rows } from './rows.js'

/** What the demonstration is told about the machine that it runs on. */
export interface Setting {
  now: Date
  zone: string
  currency: Currency
  /** Our own address, for links in mails. */
  origin: string
  hospital: Hospital
  passwordHash: string
}

export interface DoctorOnDuty {
  id: string
  accountId: string
  name: string
  specialisation: string
  feeMinor: bigint
}

/** The hospital as it is being made: its rows so far, and by whom the next ones are written. */
export interface House extends Setting {
  moments: Moments
  rows: Rows
  adminId: string
  receptionistIds: string[]
  recordsIds: string[]
  doctors: Record<DoctorKey, DoctorOnDuty>
}

export function emptyHouse(setting: Setting): House {
  return {
    ...setting,
    moments: momentsBefore(setting.now, setting.zone),
    rows: emptyRows(),
    adminId: '',
    receptionistIds: [],
    recordsIds: [],
    // Filled by `openHouse`, before anybody is cared for.
    doctors: {} as House['doctors'],
  }
}

/** Whoever sat at the desk then. */
export const receptionistAt = (house: House, at: Date) =>
  chance(`desk ${at.getTime() - house.moments.now.getTime()}`).pick(house.receptionistIds)

/** The trail that the application's own command would have left. */
export function leaveTrail(
  house: House,
  at: Date,
  actorId: string | null,
  action: Parameters<typeof audit>[2],
  subject: { type: string; id: string; patientId?: string },
): void {
  const { type: subjectType, id: subjectId, patientId = null } = subject
  house.rows.auditEvents.push({ at, actorId, action, subjectType, subjectId, patientId })
}
