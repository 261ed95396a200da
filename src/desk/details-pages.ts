import type { TimelineItem } from '../appointments/history-pages.js'
import { type Change, transitions } from '../appointments/transition-rules.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { StatusName } from '../web/components/telling.js'
import type { Form } from '../web/form.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

/** A visit in the words of its page. */
export interface ShownVisit {
  id: string
  /** 'V-004211' */
  number: string
  statuses: StatusName[]
  startsAt: Date
  endsAt: Date
  patient: string
  doctor: string
  specialisation: string
  where: string | null
  kind: string
  token: string | null
  reason: string
  statusReason: string | null
  isStranded: boolean
}

/** What a button of a visit does: `href` opens a page that asks first, `action` posts. */
export type VisitButton = {
  label: string
  icon: IconName
  tone?: 'primary' | 'danger'
} & ({ href: string } | { action: string })

export const visitPage = page<{
  /** Why what somebody wanted was not done. */
  problem: string | null
  visit: ShownVisit
  /** Null where the reader may see the visit and not, any more, the record. */
  banner: BannerPatient | null
  /** The visit as a calendar's file, and its token to print. */
  calendar: string
  slip: string | null
  actions: ActionLink[]
  /** Stand among the buttons. */
  links: ActionLink[]
  buttons: VisitButton[]
  history: TimelineItem[]
}>(
  'desk/visit',
  ({ visit }, t) => t('Visit {{number}} of {{name}}', { number: visit.number, name: visit.patient }),
  { trail: (_page, t) => [{ label: t('Visits'), href: '/appointments' }] },
)

const ofVisit = {
  trail: ({ visit }: { visit: ShownVisit }, t: T) => [
    { label: t('Visits'), href: '/appointments' },
    { label: visit.number, href: `/appointments/${visit.id}` },
  ],
}

/** The page that asks before a request is declined or a visit is cancelled. */
export const decisionPage = page<{
  visit: ShownVisit
  form: Form
  action: string
  cancel: string
  change: 'reject' | 'cancel'
  consequences: string[]
  walkIn: boolean
}>(
  'desk/decision',
  ({ visit, change }, t) =>
    change === 'reject'
      ? t('Decline the request of {{name}}', { name: visit.patient })
      : t('Cancel the visit of {{name}}', { name: visit.patient }),
  ofVisit,
)

export const editVisitPage = page<{
  visit: ShownVisit
  form: Form
  priorities: { value: string; label: string }[]
}>(
  'desk/edit',
  ({ visit }, t) => t('Change visit {{number}} of {{name}}', { number: visit.number, name: visit.patient }),
  ofVisit,
)

/** How each change looks as a button, and where it stands below the visit's address. */
export const changeButtons: Record<
  Change,
  { label: string; icon: IconName; path: string; tone?: 'primary' | 'danger' }
> = {
  confirm: { label: 'Confirm', icon: 'check', path: 'confirmation', tone: 'primary' },
  'check-in': { label: 'Check in', icon: 'door-enter', path: 'check-in', tone: 'primary' },
  call: { label: 'Call in', icon: 'bell', path: 'call', tone: 'primary' },
  complete: { label: 'Completed', icon: 'circle-check', path: 'completion', tone: 'primary' },
  'no-show': { label: 'Did not come', icon: 'user-x', path: 'no-show' },
  reject: { label: 'Decline', icon: 'circle-x', path: 'rejection', tone: 'danger' },
  cancel: { label: 'Cancel the visit', icon: 'ban', path: 'cancellation', tone: 'danger' },
  'undo-check-in': { label: 'Take the arrival back', icon: 'arrow-back-up', path: 'check-in/undo' },
  'undo-call': { label: 'Back to waiting', icon: 'arrow-back-up', path: 'call/undo' },
  'undo-completion': { label: 'Not completed after all', icon: 'arrow-back-up', path: 'completion/undo' },
  'undo-no-show': { label: 'Came after all', icon: 'arrow-back-up', path: 'no-show/undo' },
}

/** The open changes of a visit that this reader may make, in the order in which a day needs them. */
export function buttonsFor(
  here: string,
  open: Change[],
  { t, can }: { t: T; can: (action: (typeof transitions)[Change]['action']) => boolean },
): VisitButton[] {
  // A request is declined rather than cancelled.
  const wanted = open.filter((change) => !(change === 'cancel' && open.includes('reject')))
  return (Object.keys(changeButtons) as Change[])
    .filter((change) => wanted.includes(change) && can(transitions[change].action))
    .map((change) => {
      const { label, path, ...look } = changeButtons[change]
      const shown = { ...look, label: t(label) }
      return transitions[change].needsReason
        ? { ...shown, href: `${here}/${path}/new` }
        : { ...shown, action: `${here}/${path}` }
    })
}
