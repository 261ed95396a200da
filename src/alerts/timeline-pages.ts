import type { AlertKind } from '../generated/prisma/enums.js'
import { formatPhone } from '../shared/text.js'
import type { Components } from '../web/components.js'
import type { Cause } from './cause-rules.js'
import type { ShownAlert } from './pages.js'
import { audienceLabels, isReadByDesk, mailLabels, type ToldStep } from './rules.js'
import { type Reader, wordsFor } from './shown-pages.js'

type Item = Components['components/timeline']['items'][number]

/** What it is about besides what was said at first, and where each of that stands; null where the reader has no page of it. */
export interface About {
  kind: AlertKind
  causes: Cause[]
  hrefOf: (subjectId: string) => string | null
}

/** What happened to an alert: it was raised, who was told when, what came besides, who answered. */
export function timelineOf(
  alert: ShownAlert,
  about: About,
  steps: ToldStep[],
  raisedBy: string | null,
  reader: Reader,
): Item[] {
  const { t, format } = reader
  const { answer, nextAt } = alert
  const [first, ...further] = about.causes
  const happened = [
    ...further.map((cause) => ({ at: new Date(cause.at), item: cameBesides(cause, about, reader) })),
    ...steps.map((step) => ({ at: step.at, item: told(step, reader) })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime())
  return [
    {
      at: format.instant(alert.at),
      title: raisedBy ? t('Reported') : t('Raised'),
      icon: 'alert-octagon',
      tone: 'danger',
      ...(raisedBy && { by: raisedBy }),
      ...(first && further.length > 0 && said(first, about, reader)),
    },
    ...happened.map(({ item }) => item),
    ...(nextAt
      ? [
          {
            at: format.instant(nextAt),
            title: t('If nobody answers, the next is told'),
            icon: 'hourglass' as const,
            tone: 'neutral' as const,
          },
        ]
      : []),
    ...(answer
      ? [
          {
            at: format.instant(answer.at),
            title: alert.status.text ?? '',
            text: answer.text,
            icon: 'check' as const,
            tone: 'good' as const,
            ...(answer.by && { by: answer.by }),
          },
        ]
      : []),
  ]
}

function cameBesides(cause: Cause, about: About, reader: Reader): Item {
  const { t, format } = reader
  return {
    at: format.instant(new Date(cause.at)),
    title: t(furtherTitles[about.kind === 'NEWS2' ? 'round' : 'report'][cause.isWorse ? 'worse' : 'same']),
    icon: about.kind === 'NEWS2' ? 'heart-rate-monitor' : 'home-heart',
    tone: cause.isWorse ? 'danger' : 'attention',
    ...said(cause, about, reader),
  }
}

function said({ subjectId, text, facts, struckAt }: Cause, { kind, hrefOf }: About, reader: Reader) {
  const href = hrefOf(subjectId)
  // The desk has read above that there is something, and reads no more of it here.
  const words = (reader.isClinical || isReadByDesk(kind)) && wordsFor(kind, text, facts, reader)
  return {
    text: [struckAt && reader.t('Struck out'), words].filter(Boolean).join(' · '),
    ...(href && { href }),
  }
}

const furtherTitles = {
  round: { same: 'A further round', worse: 'A further round: worse' },
  report: { same: 'A further report', worse: 'A further report: worse' },
}

function told({ audience, at, name, phone, mail, readAt }: ToldStep, { t, format }: Reader): Item {
  const read = readAt ? t('Notice read {{at}}', { at: format.instant(readAt) }) : t('Notice not read yet')
  const about = [phone && formatPhone(phone), mail ? null : t('No mail: no address'), name && read]
  return {
    at: format.instant(at),
    title:
      audience === 'DESK'
        ? t('The desk was told')
        : t('{{who}} was told: {{name}}', {
            who: t(audienceLabels[audience]),
            name: name ?? t('somebody who has left'),
          }),
    text: about.filter(Boolean).join(' · '),
    icon: 'mail',
    tone: 'info',
    ...(mail && { status: { of: `message.${mail}`, text: t(mailLabels[mail]) } }),
  }
}
