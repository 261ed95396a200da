import { turns } from '../shared/turns.js'

/**
 * Bookings take turns in each process: a rush for one time would else take all connections to the database, and with
 * them every other page. Who is booked is decided by the database alone, in whatever order they come.
 */
export const inBookingTurn = turns({
  atOnce: 6,
  waiting: 1000,
  busy: 'Many people are booking just now. Try again in a few seconds.',
})
