import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { mail } from '../notices/mail.js'
import { notify } from '../notices/notice.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { formatter } from '../web/format.js'
import { english as t } from '../web/words.js'
import { type WeeklyCounts, type WeeklyReader, weeklyCounts, weeklyReaders } from './weekly-queries.js'
import { lastWeek, weekDue, weekFrom } from './weekly-rules.js'

/** Only how many of what; who they are about stands behind the log-in. */
export const weeklyReport = mail<WeeklyCounts & { from: string; link: string }>(
  'weekly-report',
  ({ from }, say) => say('Your patients in the week from {{from}}', { from }),
)

/**
 * Tells every doctor once about the week that is over, whenever that is due: however many workers look, one mail goes
 * to each.
 */
export async function sendWeeklyReports(now: Date): Promise<void> {
  const from = weekDue(now, config.zone)
  if (!from) return
  for (const reader of await weeklyReaders(db))
    await transaction((tx) => tell(tx, reader, from, `weekly-report ${reader.accountId} ${from}`))
}

/** The same now, about the seven days until today, to all doctors or to one; by whoever presses the button. */
export function sendWeeklyNow(
  actor: Actor,
  form: { idempotency_key: string; doctorId: string },
  now: Date,
): Promise<{ doctors: number }> {
  authorize(actor, 'result.mail')
  return once(actor.id, 'result.mail weekly', form, async (tx) => {
    const from = lastWeek(dayIn(now, config.zone))
    const readers = await weeklyReaders(tx, form.doctorId || null)
    if (readers.length === 0) throw new NotFound()
    for (const reader of readers)
      await tell(tx, reader, from, `weekly-report ${reader.accountId} ${form.idempotency_key}`)
    await audit(tx, actor, 'result.mail', { type: 'weekly-report', details: { doctors: readers.length } })
    return { doctors: readers.length }
  })
}

async function tell(tx: Tx, reader: WeeklyReader, from: Day, dedupeKey: string): Promise<void> {
  const { doctorId, accountId, name, email } = reader
  const link = `/doctor/weekly-report?from=${from}`
  const written = formatter(t, 'en', config.zone, config.currency).day(from)
  const notice = { kind: 'weekly-report', link, dedupeKey }
  const subject = t('Your patients in the week from {{from}}: results and reports.', { from: written })
  // Of two workers the second finds it told, and does not count for nothing.
  if (!(await notify(tx, { accountId, name }, { ...notice, subject })) || !email) return
  const counts = await weeklyCounts(tx, doctorId, weekFrom(from, config.zone))
  await weeklyReport(
    tx,
    { name, address: email, accountId },
    { ...counts, from: written, link },
    { dedupeKey },
  )
}
