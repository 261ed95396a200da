import type { Priority, RequestSource, RequestStatus } from '../generated/prisma/enums.js'
import { needsShown } from '../requests/needs-pages.js'
import type { BedNeeds } from '../requests/rules.js'
import { sourceLabels } from '../requests/rules.js'
import { bedStateLabels, bedStates } from '../wards/rules.js'
import type { OfferedBeds, ShownOutlook, ShownRequest } from '../web/components/beds.js'
import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { BedThen, WardThen } from './matching-rules.js'
import type { Outlook } from './outlook-rules.js'

export interface WaitingRow extends ShownRequest {
  /** Counted from 1, in the whole list. */
  place: number
  patient: { name: string; localName: string | null; about: string; href: string; photo: string | null }
  triage: Components['components/triage-status']
  outlook: ShownOutlook
  /** Where the reader may admit. */
  admit: string | null
}

export const waitingForBedPage = page<{
  rows: WaitingRow[]
  total: number
  urgent: number
  form: Form
  priorities: Option[]
  cares: Option[]
  filtered: boolean
  newer: string | null
  older: string | null
}>('admissions/requests', 'Waiting for a bed')

export const bedRequestPage = page<{
  request: ShownRequest & {
    status: RequestStatus
    closedAt: Date | null
    closedBy: string | null
    closeReason: string | null
    stay: string | null
  }
  patient: BannerPatient
  place: { place: number; total: number } | null
  outlook: ShownOutlook | null
  form: Form
  offer: OfferedBeds
  holdMinutes: number
  admit: string | null
  may: { hold: boolean; withdraw: boolean }
}>('admissions/request', ({ patient }, t) => t('A bed for {{name}}', { name: patient.name }), {
  trail: (_page, t) => [{ label: t('Waiting for a bed'), href: '/bed-requests' }],
})

export const newRequestPage = page<{
  form: Form
  patient: BannerPatient
  patientId: string
  open: ShownRequest | null
  stay: { ward: string; bed: string } | null
  priorities: Option[]
  cares: Option[]
}>('admissions/new-request', ({ patient }, t) => t('Ask for a bed for {{name}}', { name: patient.name }), {
  trail: ({ patient, patientId }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: patient.name, href: `/patients/${patientId}` },
  ],
})

export const withdrawPage = page<{ form: Form; request: ShownRequest; patient: string }>(
  'admissions/withdraw-request',
  ({ patient }, t) => t('{{name}} does not need a bed any more', { name: patient }),
  {
    trail: ({ request, patient }, t) => [
      { label: t('Waiting for a bed'), href: '/bed-requests' },
      { label: patient, href: `/bed-requests/${request.id}` },
    ],
  },
)

interface Request {
  id: string
  priority: Priority
  need: BedNeeds
  reason: string
  source: RequestSource
  requestedAt: Date
  requestedBy: string | null
}

interface Held {
  ward: { name: string }
  bed: { number: string; until: Date | null }
}

/** A request in the words of its pages; `held` is the bed that is held for it. */
export function shownRequest(request: Request, held: Held | null, base: string, t: T): ShownRequest {
  const { id, priority, need, reason, source, requestedAt, requestedBy } = request
  return {
    ...{ id, requestedBy, since: requestedAt, href: `${base}/bed-requests/${id}` },
    priority: `priority.${priority}`,
    needs: needsShown(need, t),
    // What the system wrote is a sentence of ours.
    reason: t(reason),
    source: t(sourceLabels[source]),
    held: held?.bed.until ? { ward: held.ward.name, bed: held.bed.number, until: held.bed.until } : null,
  }
}

/** The outlook of somebody who waits, with the reason where no bed is for them now. */
export function shownOutlook(
  outlook: Outlook<WardThen, BedThen>,
  { t, format }: { t: T; format: Format },
): ShownOutlook {
  const at = ({ ward, bed }: { ward: { name: string }; bed: { number: string } }) =>
    t('{{ward}}, bed {{bed}}', { ward: ward.name, bed: bed.number })
  const but = 'but' in outlook ? outlook.but : null
  return {
    ...sentence(),
    but:
      but &&
      t('Free, but: {{bed}}. {{why}}', { bed: at(but), why: but.reasons.map((why) => t(why)).join(' ') }),
  }

  function sentence(): Omit<ShownOutlook, 'but'> {
    switch (outlook.is) {
      case 'HELD': {
        const until = outlook.at.bed.until ? format.time(outlook.at.bed.until) : ''
        return { tone: 'info', text: t('Held: {{bed}}, until {{until}}', { bed: at(outlook.at), until }) }
      }
      case 'FITS':
        return { tone: 'good', text: t('Free: {{bed}}', { bed: at(outlook.at) }) }
      case 'PROMISED':
        return {
          tone: 'attention',
          text: t('Free beds that fit: {{count}}, for those before in the list.', { count: outlook.beds }),
        }
      case 'TAKEN': {
        const states = bedStates
          .map((state) => ({ state, count: outlook.states.filter((one) => one === state).length }))
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => `${t(bedStateLabels[state]).toLowerCase()} ${format.number(count)}`)
        return {
          tone: 'attention',
          text: t('Of the beds that fit none is free: {{states}}.', { states: states.join(', ') }),
        }
      }
      case 'NONE':
        return { tone: 'danger', text: t('No bed of the house has what is needed.') }
    }
  }
}
