import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

export const schedulingPage = page<{ form: Form; labels: ReturnType<typeof schedulingLabels> }>(
  'settings/scheduling',
  'Rules of booking',
  { trail: (_page, t) => [{ label: t('Settings'), href: '/settings' }] },
)

export const schedulingLabels = (t: T) => ({
  noticeMinutes: t('Patients book at the latest this long before'),
  horizonDays: t('Patients book at most this far ahead'),
  maxOpenRequests: t('Requests of one patient that wait for an answer, at most'),
  cancelCutoffMinutes: t('Patients move or cancel at the latest this long before'),
  visitorHoldMinutes: t('A time is kept for a visitor who registers or logs in'),
  waitingHoldMinutes: t('An earlier time is kept for who is next on the waiting list'),
  rescueHoldHours: t('Another time is kept for a patient whose visit lost its time'),
  firstReminderHours: t('First reminder before a visit'),
  secondReminderHours: t('Last reminder before a visit'),
})
