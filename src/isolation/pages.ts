import type { Day } from '../shared/calendar.js'
import type { ActionLink } from '../web/components/pages.js'
import type { HomeReportOnPage } from '../web/components/reports.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { OfPatient } from './report-pages.js'
import type { Instructions } from './rules.js'

/** Care at home, for the patient and for staff: how it stands, what was reported, the plan and what to do. */
export const homeCarePage = page<{
  staff: OfPatient | null
  /** Whose it is, for the sheets of the printed plan. */
  who: string
  actions: ActionLink[]
  /** Null for those who are not in home isolation. */
  care: {
    newest: { answer: Components['components/callout']; href: string; at: Date } | null
    silent: string | null
    plan: Components['components/summary-list']['rows']
    editPlan: string | null
  } | null
  reports: HomeReportOnPage[]
  charts: Components['components/line-chart'][]
  older: string | null
  ended: { startedOn: Day; endedAt: Date; reason: string; certificate: string | null }[]
  instructions: readonly Instructions[]
  /** The chart on paper, for who has no telephone at hand. */
  sheet: { heads: { label: string; note: string | null }[]; rows: number }
}>('isolation/care', ({ staff }, t) => (staff ? t('Care at home') : t('Your care at home')), {
  trail: ({ staff }, t) =>
    staff
      ? [
          { label: t('Patients'), href: '/patients' },
          { label: staff.name, href: `/patients/${staff.id}` },
        ]
      : [],
})
