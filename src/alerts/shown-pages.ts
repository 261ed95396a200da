import type { AlertKind, AlertStatus } from '../generated/prisma/enums.js'
import { ageAndSex, photoOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import type { Values } from '../shared/errors.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import type { T } from '../web/words.js'
import type { ShownAlert } from './pages.js'
import { alertLabels, alertSentences, alertStatusLabels, isReadByDesk } from './rules.js'

export interface Reader {
  t: T
  format: Format
  base: string
  /** Whether they read readings and results. */
  isClinical: boolean
}

interface Row {
  id: string
  kind: AlertKind
  text: string
  facts: Values
  raisedAt: Date
  status: AlertStatus
  nextStepAt: Date | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  action: string | null
  closedAt: Date | null
  doctor: string | null
  patient: {
    id: string
    number: number
    name: string
    localName: string | null
    sex: Parameters<typeof ageAndSex>[0]['sex']
    dateOfBirth: Day | null
    photoId: string | null
  }
}

/** An alert as its reader gets it: the desk is told that there is something, and not which reading or result. */
export function shownAlert(row: Row, { t, format, base, isClinical }: Reader): ShownAlert {
  const { id, kind, text, facts, patient, status } = row
  const about = [ageAndSex(patient, t, format), patientNumber(patient.number)].join(' · ')
  return {
    id,
    href: `${base}/alerts/${id}`,
    label: t(alertLabels[kind]),
    icon: icons[kind],
    text: wordsFor(kind, text, facts, { t, isClinical }),
    at: row.raisedAt,
    person: {
      name: patient.name,
      localName: patient.localName,
      about,
      photo: photoOf(patient, base),
      ...(status === 'OPEN' && { href: `${base}/patients/${patient.id}` }),
    },
    doctor: row.doctor,
    status: statusOf(status, t),
    nextAt: row.nextStepAt,
    answer: answerOf(row, t),
  }
}

/** One that nobody has answered, on top of a page about its patient. */
export function openAlert(
  { id, kind, text, facts, raisedAt }: Pick<Row, 'id' | 'kind' | 'text' | 'facts' | 'raisedAt'>,
  { t, format, base, isClinical }: Reader,
): Components['components/callout'] {
  return {
    tone: 'danger',
    heading: t('{{alert}}: nobody has answered yet', { alert: t(alertLabels[kind]) }),
    text: [wordsFor(kind, text, facts, { t, isClinical }), format.instant(raisedAt)].join(' · '),
    link: { label: t('Look at it and say what is done'), href: `${base}/alerts/${id}` },
  }
}

/** How far an alert is. */
export const statusOf = (status: AlertStatus, t: T): Components['components/status'] => ({
  text: t(alertStatusLabels[status]),
  ...looks[status],
})

/** What it says to this reader. */
export const wordsFor = (
  kind: AlertKind,
  text: string,
  facts: Values,
  { t, isClinical }: Pick<Reader, 't' | 'isClinical'>,
) => (isClinical || isReadByDesk(kind) ? t(text, facts) : t(alertSentences[kind]))

type Answered = Pick<Row, 'status' | 'action' | 'acknowledgedAt' | 'acknowledgedBy' | 'closedAt'>

/** What is done about it, or why it was closed; who says so, and when. */
export function answerOf(
  { status, action, acknowledgedAt, acknowledgedBy, closedAt }: Answered,
  t: T,
): ShownAlert['answer'] {
  const at = acknowledgedAt ?? closedAt
  if (!at || action === null) return null
  return { text: status === 'CLOSED' ? t(action) : action, by: acknowledgedBy, at }
}

const icons: Record<AlertKind, IconName> = {
  RED_FLAG: 'home-heart',
  NEWS2: 'heart-rate-monitor',
  CRITICAL_RESULT: 'flask',
  EMERGENCY: 'alert-octagon',
  SILENCE: 'clock-pause',
}

const looks = {
  OPEN: { tone: 'danger', icon: 'alert-octagon' },
  ACKNOWLEDGED: { tone: 'good', icon: 'circle-check' },
  CLOSED: { tone: 'neutral', icon: 'archive' },
} as const
