import type { Mood } from '../../src/generated/prisma/enums.js'
import { dayFromColumn, dayIn, daysBetween, dayToColumn } from '../../src/shared/calendar.js'
import { chance, identify } from './chance.js'
import { type House, leaveTrail } from './house.js'

/** What patients with an account told day by day: those at home, and patient@demo.test for two weeks. */
export function reportDaily(house: House): void {
  const { rows, moments } = house
  const account = rows.accounts.find(({ email }) => email === 'patient@demo.test')
  for (const { patientId, startedOn, endedAt } of rows.isolations) {
    const started = startedOn instanceof Date ? startedOn : new Date(startedOn)
    if (!endedAt)
      reportFor(house, patientId, Math.min(13, daysBetween(dayFromColumn(started), moments.today)))
  }
  const own = rows.patients.find(({ accountId }) => accountId !== null && accountId === account?.id)
  if (own) reportFor(house, own.id, 14)
}

const best: Mood[] = ['LOW', 'OKAY', 'OKAY', 'GOOD', 'GOOD', 'VERY_GOOD']
const stillThere = [['FATIGUE', 'COUGH', 'HEADACHE'], ['FATIGUE', 'COUGH'], ['COUGH'], []]
const words = [
  'Slept badly, sweated at night.',
  'Ate a little. Walked to the window and back.',
  'The cough is drier.',
  'Slept through for the first time.',
]

/** From that many days ago until yesterday, a day left out now and then; a little better every day. */
function reportFor(house: House, patientId: string, days: number) {
  const { rows, moments, zone } = house
  const patient = rows.patients.find(({ id }) => id === patientId)
  if (!patient?.accountId) return
  for (let ago = days; ago >= 1; ago--) {
    const thrown = chance(`daily report ${patient.name} ${ago}`)
    const at = moments.at(
      ago,
      `${String(thrown.whole(8, 20)).padStart(2, '0')}:${String(thrown.whole(10, 55))}`,
    )
    if (at < patient.createdAt || thrown.oneIn(9)) continue
    // 0 at the beginning, 1 at the end.
    const better = (days - ago) / Math.max(1, days - 1)
    const id = identify('daily report', `${patientId} ${ago}`, at)
    const measures = !thrown.oneIn(4)
    rows.dailyReports.push({
      id,
      patientId,
      day: dayToColumn(dayIn(at, zone)),
      mood: best[Math.min(best.length - 1, Math.floor(better * best.length))] ?? 'OKAY',
      rating: Math.min(10, 4 + Math.round(better * 4) + thrown.whole(0, 1)),
      symptoms: stillThere[Math.min(3, Math.floor(better * 4))] ?? [],
      description: thrown.oneIn(3) ? thrown.pick(words) : null,
      temperatureTenthsC: measures ? 379 - Math.round(better * 10) + thrown.whole(-2, 2) : null,
      spo2: measures ? Math.min(99, 94 + Math.round(better * 3) + thrown.whole(0, 1)) : null,
      pulse: measures ? 96 - Math.round(better * 16) + thrown.whole(-4, 4) : null,
      createdAt: at,
      updatedAt: at,
    })
    leaveTrail(house, at, patient.accountId, 'daily-report.own', { type: 'daily_report', id, patientId })
  }
}
