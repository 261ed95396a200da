import { db } from '../db/client.js'

/** A round of readings, and when it was taken. */
export const observationFields = {
  takenAt: true,
  spo2: true,
  oxygen: true,
  respiratoryRate: true,
  temperatureTenthsC: true,
  pulse: true,
  systolic: true,
  diastolic: true,
  consciousness: true,
} as const

/** The newest round of a patient whom the caller has already reached through their scope. */
export function latestObservation(patientId: string) {
  return db.observation.findFirst({
    where: { patientId },
    orderBy: { takenAt: 'desc' },
    select: observationFields,
  })
}
