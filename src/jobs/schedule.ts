import { type ParsedCronItem, parseCronItems } from 'graphile-worker'
import type { ByTheClock, Tasks } from './queue.js'

export interface Scheduled {
  task: { [Name in keyof Tasks]: Tasks[Name] extends ByTheClock ? Name : never }[keyof Tasks]
  /**
   * Minute, hour, day, month and weekday as in cron, in UTC: the queue knows no other zone. What belongs to an hour
   * of the hospital's own day runs each hour, and asks the calendar in the hospital's zone.
   */
  at: string
  why: string
}

/**
 * The schedule as the queue reads it. Each time is noted in a row of the database by whoever comes first, so that it
 * is done once, however many processes there are. What was missed while none ran is made up for, once, when the
 * next one starts within a day.
 */
export const cronItems = (schedule: readonly Scheduled[]): ParsedCronItem[] =>
  parseCronItems(
    schedule.map(({ task, at }) => ({
      task,
      match: at,
      options: { backfillPeriod: DAY, jobKey: task, maxAttempts: 3 },
    })),
  )

const DAY = 24 * 60 * 60 * 1000
