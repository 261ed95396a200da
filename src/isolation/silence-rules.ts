import type { AlertLevel } from './home-alert-rules.js'

/** Hours without a report: from when somebody looks, and from when somebody is alerted. Ours; the settings hold them. */
export interface SilenceLimits {
  silenceHours: number
  silenceAlertHours: number
}

/** What silence since the last report, or since the isolation began, asks for. Both limits are reached, not passed. */
export function silenceSince(
  since: Date,
  now: Date,
  { silenceHours, silenceAlertHours }: SilenceLimits,
): Extract<AlertLevel, 'NONE' | 'RECHECK' | 'URGENT'> {
  const hours = (now.getTime() - since.getTime()) / 3_600_000
  if (hours >= silenceAlertHours) return 'URGENT'
  return hours >= silenceHours ? 'RECHECK' : 'NONE'
}
