import { formatPhone } from '../shared/text.js'
import type { Components } from '../web/components.js'
import type { ShownAlert } from './pages.js'
import { audienceLabels, mailLabels, type ToldStep } from './rules.js'
import type { Reader } from './shown-pages.js'

type Item = Components['components/timeline']['items'][number]

/** What happened to an alert: it was raised, who was told when, who answered. */
export function timelineOf(
  alert: ShownAlert,
  steps: ToldStep[],
  raisedBy: string | null,
  reader: Reader,
): Item[] {
  const { t, format } = reader
  const { answer, nextAt } = alert
  return [
    {
      at: format.instant(alert.at),
      title: raisedBy ? t('Reported') : t('Raised'),
      icon: 'alert-octagon',
      tone: 'danger',
      ...(raisedBy && { by: raisedBy }),
    },
    ...steps.map((step) => told(step, reader)),
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
