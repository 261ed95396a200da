/** Readings belong to one round when they were taken within this time of each other (openEHR and CARE use the same). */
export const ROUND_MINUTES = 30

/** Whether readings taken then can still be part of a round that is being written down now. */
export function isSameRound(takenAt: Date, now: Date): boolean {
  const minutes = (now.getTime() - takenAt.getTime()) / 60_000
  return minutes >= 0 && minutes <= ROUND_MINUTES
}
