import type { ShownScore } from '../web/components/observations.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient, PatientPick } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { RoundToShow } from './pages.js'
import { celsius } from './range-rules.js'
import { news2Status } from './score-pages.js'

/** Whose round it is: under the banner of the record, or with the little that clinical data entry gets. */
export interface Whose {
  id: string
  name: string
  banner: BannerPatient | null
  brief: { number: string; about: string; bed: string | null } | null
}

const above = ({ whose }: { whose: Whose }, t: T) =>
  whose.banner
    ? [
        { label: t('Patients'), href: '/patients' },
        { label: whose.name, href: `/patients/${whose.id}` },
        { label: t('Observations'), href: `/patients/${whose.id}/observations` },
      ]
    : [{ label: t('Record a round'), href: '/rounds' }]

export const newRoundPage = page<{
  whose: Whose
  form: Form
  action: string
  cancel: string
  /** The answer that the second button gives; null where nothing is asked. */
  confirm: string | null
  asksPregnancy: boolean
  /** On which scale the SpO2 will be scored, in words. */
  scale: string
  options: Record<'breathing' | 'consciousness' | 'glucoseUnit', { value: string; label: string }[]>
}>('observations/new', 'Record a round', { trail: above })

export const roundPage = page<{
  whose: Whose
  takenAt: Date
  recorded: string
  struck: { by: string; at: Date; reason: string } | null
  score: ShownScore
  readings: Components['components/readings']['items']
  pregnant: boolean
  strike: string | null
  another: string | null
}>('observations/round', ({ whose }, t) => t('Observations of {{name}}', { name: whose.name }), {
  trail: above,
})

export const strikePage = page<{
  whose: Whose
  form: Form
  action: string
  cancel: string
  takenAt: Date
}>('observations/strike', 'Strike out a round', { trail: above })

export const scalePage = page<{
  whose: Whose
  form: Form
  action: string
  cancel: string
  current: { scale: number; doctor: string; decidedAt: Date; reason: string } | null
}>('observations/scale', 'Scale of the SpO2', { trail: above })

export interface ListedRound {
  href: string
  takenAt: Date
  status: { text: string; tone: ShownScore['tone'] }
  alerts: number
  values: Record<
    'respiratoryRate' | 'spo2' | 'pressure' | 'pulse' | 'temperature' | 'consciousness',
    string | null
  >
  by: string
  fromPatient: boolean
  struck: { by: string; reason: string } | null
}

export const observationsPage = page<{
  whose: Whose
  newRound: string | null
  latest: {
    takenAt: Date
    score: ShownScore
    readings: Components['components/readings']['items']
    overdueSince: Date | null
    href: string
  } | null
  scale: { text: string; reason: string | null; href: string | null } | null
  chart: string
  trends: string
  rounds: ListedRound[]
  older: string | null
  newest: string
}>('observations/list', ({ whose }, t) => t('Observations of {{name}}', { name: whose.name }), {
  trail: ({ whose }, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: whose.name, href: `/patients/${whose.id}` },
  ],
})

/** A row of a list of rounds. */
export function listedRound(
  round: RoundToShow & {
    id: string
    source: 'STAFF' | 'PATIENT'
    recordedBy: string
    struckAt: Date | null
    struckBy: string | null
    struckReason: string | null
  },
  list: string,
  t: T,
): ListedRound {
  const { spo2, oxygen, respiratoryRate, systolic, diastolic, pulse, consciousness } = round
  const temperature = celsius(round)
  const written = (value: number | null) => (value === null ? null : String(value))
  return {
    href: `${list}/${round.id}`,
    takenAt: round.takenAt,
    status: news2Status(round, t),
    alerts: round.score?.alerts.length ?? 0,
    values: {
      respiratoryRate: written(respiratoryRate),
      spo2:
        spo2 === null ? null : oxygen && oxygen !== 'ROOM_AIR' ? t('{{spo2}} % O₂', { spo2 }) : `${spo2} %`,
      pressure: systolic === null && diastolic === null ? null : `${systolic ?? '–'}/${diastolic ?? '–'}`,
      pulse: written(pulse),
      temperature: temperature && `${temperature} °C`,
      consciousness,
    },
    by: round.recordedBy,
    fromPatient: round.source === 'PATIENT',
    struck: round.struckAt ? { by: round.struckBy ?? '', reason: round.struckReason ?? '' } : null,
  }
}

export const pickPage = page<{ form: Form; pick: PatientPick }>('observations/pick', 'Record a round')

/** What clinical data entry wrote down about one patient, to find a mistake again. */
export const ownRoundsPage = page<{
  whose: Whose
  actions: ActionLink[]
  rounds: ListedRound[]
  older: string | null
}>(
  'observations/own-list',
  ({ whose }, t) => t('Rounds of {{name}} that you wrote down', { name: whose.name }),
  { trail: above },
)
