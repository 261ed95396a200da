import { roleLabels } from '../accounts/rules.js'
import type { Day } from '../shared/calendar.js'
import type { BannerPatient } from '../web/components/people.js'
import type { ShownOpenItem } from '../web/components/stays.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { itemKey, type OpenItem, openKindLabels, openKindWords } from './readiness-rules.js'

export interface ShownLeaving {
  id: string
  patient: { id: string; name: string; localName: string | null; number: string; photo: string | null }
  where: string
  admittedAt: Date
  doctors: string
  expectedOn: Day | null
  /** Before today, and the patient is still here. */
  overdue: boolean
  orderedAt: Date | null
  orderedBy: string | null
}

export const goingHomePage = page<{
  tabs: Components['components/tabs']['items']
  live: string
  /** `open` in short; empty where nothing is. */
  rows: (ShownLeaving & { open: string })[]
  all: boolean
  newer: string | null
  older: string | null
}>('admissions/going-home', 'Going home')

export const readinessPage = page<{
  stay: ShownLeaving & { ended: Date | null; invoice: { number: string; href: string } | null }
  banner: BannerPatient
  steps: Components['components/steps']['items']
  items: ShownOpenItem[]
  overridden: ShownOverride | null
  form: Form
  /** Where the desk goes on with the bill. */
  bill: string | null
  labels: Record<string, string>
}>('admissions/readiness', ({ stay }, t) => t('Discharge of {{name}}', { name: stay.patient.name }), {
  trail: (_page, t) => [{ label: t('Going home'), href: '/discharges' }],
})

/** What was left open when a stay ended, and why. */
export interface ShownOverride {
  reason: string
  items: { text: string; owner: string }[]
}

interface Where {
  base: string
  admissionId: string
  patientId: string
  /** The name of who reads, if that is a doctor: what is theirs leads to where they finish it. */
  reader: string | null
  can: (
    action: 'discharge-summary.create' | 'order.schedule' | 'result.view' | 'admission.discharge',
  ) => boolean
}

export const shownItem = (item: OpenItem, where: Where, t: T): ShownOpenItem => ({
  key: itemKey(item),
  text: t(openKindLabels[item.kind]),
  what: item.what,
  since: item.at,
  owner: ownerWords(item, t),
  link: linkOf(item, where, t),
})

/** What is open, in a word each: 'order, results: 2, summary'. */
export function openInShort(items: readonly OpenItem[], t: T): string {
  const kinds = [...new Set(items.map(({ kind }) => kind))]
  return kinds
    .map((kind) => {
      const count = items.filter((item) => item.kind === kind).length
      const word = t(openKindWords[kind])
      return count === 1 ? word : t('{{word}}: {{count}}', { word, count })
    })
    .join(', ')
}

export const shownOverride = (
  reason: string,
  items: readonly Pick<OpenItem, 'kind' | 'what' | 'owner'>[],
  t: T,
): ShownOverride => ({
  reason,
  items: items.map((item) => ({
    text: [t(openKindLabels[item.kind]), item.what].filter(Boolean).join(': '),
    owner: ownerWords(item, t),
  })),
})

function ownerWords({ kind, owner }: Pick<OpenItem, 'kind' | 'owner'>, t: T): string {
  const names = owner.names.join(', ')
  const role = t(roleLabels[owner.role])
  if (kind === 'RESULT') return t('{{role}}; ordered by {{names}}', { role, names })
  return names === '' ? role : names
}

/** Where it is finished by whoever may; for everybody else, where those stand who can be called. */
function linkOf({ kind, id, owner }: OpenItem, where: Where, t: T): ShownOpenItem['link'] {
  const { base, admissionId, patientId, reader, can } = where
  const record = `${base}/patients/${patientId}`
  const own = reader !== null && owner.names.includes(reader)
  const to = (href: string, label: string) => ({ href, label: t(label) })
  const call = to(`${record}#doctors`, 'Whom to call')
  switch (kind) {
    case 'ORDER':
      return own ? to(`${base}/admissions/${admissionId}/readiness#order`, 'Order it') : call
    case 'SUMMARY':
      return can('discharge-summary.create')
        ? to(`${record}/summaries/new?admission=${admissionId}`, 'Write it')
        : call
    case 'RESULT':
    case 'TREATMENT':
      if (can('result.view')) return to(`${record}/orders/${id}`, 'Open the order')
      return can('order.schedule') ? to(`${base}/orders/${id}`, 'Open the order') : call
    case 'NOTE':
      return own ? to(`${record}/notes/new`, 'Sign it') : call
    case 'PRESCRIPTION':
      return own ? to(`${record}/prescriptions/new`, 'Sign it') : call
    case 'SERVICE':
      return to(`${base}/services/${id}`, 'Open the service')
    case 'CHARGE':
      return can('admission.discharge')
        ? to(`${base}/admissions/${admissionId}/discharge/new#charges`, 'To the bill')
        : call
  }
}
