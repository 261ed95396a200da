import { type Day, daysBetween } from '../shared/calendar.js'

/** Somebody who came into a doctor's charge yesterday or today. */
export const isNew = (sinceDay: Day, today: Day): boolean => daysBetween(sinceDay, today) <= 1

/** A patient in a bed about whom nobody has written since yesterday began: the round asks about them first. */
export const needsNote = (lastNoteDay: Day | null, today: Day): boolean =>
  lastNoteDay === null || daysBetween(lastNoteDay, today) > 1
