import { bedIn } from '../patients/banner-pages.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { SummaryOnPage } from '../web/components/record.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface Person {
  id: string
  name: string
  banner: BannerPatient
}

const aboveList = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]
const aboveSummary = (model: Person, t: T) => [
  ...aboveList(model, t),
  { label: t('Discharge summaries'), href: `/patients/${model.id}/summaries` },
]

export interface ListedStay {
  admittedAt: Date
  dischargedAt: Date | null
  reason: string
  summary: { href: string; version: number; diagnosis: string; signedAt: Date; doctor: string } | null
  /** Where its summary is written, for those who may. */
  write: string | null
}

export const summariesPage = page<Person & { stays: ListedStay[] }>('summaries/list', 'Discharge summaries', {
  trail: aboveList,
})

export const newSummaryPage = page<
  Person & {
    form: Form
    stay: { reason: string; admittedAt: Date; dischargedAt: Date | null }
    /** The version that this one takes the place of; 0 for none. */
    replaces: number
    conditions: string[]
    labels: Record<string, string>
  }
>(
  'summaries/new',
  ({ replaces }, t) => (replaces > 0 ? t('Change the discharge summary') : t('Write the discharge summary')),
  {
    trail: aboveSummary,
  },
)

type Found = Omit<SummaryOnPage, 'pdf' | 'newest' | 'versions' | 'stay'> & {
  stay: Omit<SummaryOnPage['stay'], 'where'> & { beds: { ward: string; bed: string }[] }
  versions: { id: string; version: number; signedAt: Date }[]
}

/** A summary as its pages and its paper show it; `here` is the address above all of them. */
export function shownSummary({ versions, stay, ...summary }: Found, here: string, t: T): SummaryOnPage {
  const { beds, ...about } = stay
  const [newest] = versions
  return {
    ...summary,
    stay: { ...about, where: beds.map((bed) => bedIn(bed, t)).join('; ') },
    pdf: `${here}/${summary.id}/summary.pdf`,
    newest: newest && newest.id !== summary.id ? `${here}/${newest.id}` : null,
    versions: versions.map(({ id, version, signedAt }) => ({
      ...{ href: `${here}/${id}`, version, signedAt, current: id === summary.id },
    })),
  }
}

export const summaryPage = page<Person & { summary: SummaryOnPage; actions: ActionLink[] }>(
  'summaries/summary',
  'Discharge summary',
  { trail: aboveSummary },
)

export const ownSummaryPage = page<{ summary: SummaryOnPage }>('summaries/own-summary', 'Discharge summary', {
  trail: (_page, t) => [{ label: t('Your record'), href: '/timeline' }],
})
