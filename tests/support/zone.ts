/**
 * A zone in which it is day for the next hours: many stories say "an hour ago" or "in an hour" and mean today, which is
 * not so around midnight. Neither zone changes its clocks, and what is nine in the morning in one is the same date in
 * the other. Nights, and nights on which clocks change, have tests of their own, with the instants written out.
 */
export function zoneByDay(now: Date): string {
  return now.getUTCHours() < 13 ? 'Asia/Kolkata' : 'America/Argentina/Buenos_Aires'
}

/** Where the hospital of the tests stands: chosen once for a run, so that all of its processes agree. */
export const hospitalZone = process.env.HOSPITAL_TIME_ZONE || zoneByDay(new Date())

/** As pages and mails write it. */
export const zoneInWords = hospitalZone.replaceAll('_', ' ')

/** The environment of a hospital in Pune, for stories whose instants are written out. */
export const inPune = { HOSPITAL_TIME_ZONE: 'Asia/Kolkata' }
