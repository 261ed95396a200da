import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

export const pathwayPage = page<{ form: Form; labels: ReturnType<typeof pathwayLabels> }>(
  'settings/pathway',
  'Alerts and beds',
  { trail: (_page, t) => [{ label: t('Settings'), href: '/settings' }] },
)

export const pathwayLabels = (t: T) => ({
  deputyMinutes: t('The deputy is told after'),
  adminMinutes: t('The administration is told after'),
  silenceHours: t('On the work list after'),
  silenceAlertHours: t('Alert after'),
  bedHoldMinutes: t('A bed is held for'),
})
