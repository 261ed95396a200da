import type { Tone } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import type { T } from '../web/words.js'
import { type EventKind, eventLabels, priorityLabels } from './rules.js'

export type TimelineItem = Components['components/timeline']['items'][number]

interface HistoryLine {
  at: Date
  kind: EventKind
  reason: string | null
  details: Record<string, string> | null
  by: string | null
  fromDoctor: string | null
  toDoctor: string | null
}

/** What happened to a visit, in plain words: who, when, why. */
export function shownHistory(lines: HistoryLine[], { t, format }: { t: T; format: Format }): TimelineItem[] {
  return lines.map((line) => {
    const text = [detailsOf(line, t, format), line.reason].filter(Boolean).join('\n')
    const { tone, icon, label } = eventLooks(line.kind)
    return {
      at: format.instant(line.at),
      title: t(label),
      ...(text && { text }),
      by: line.by ?? (cameByLink(line) ? t('by the link in the mail') : t('the system')),
      ...{ icon, tone },
    }
  })
}

/** Nobody was logged in: whoever has the mail did it. */
export const cameByLink = ({ details }: Pick<HistoryLine, 'details'>) => details?.through === 'link'

function detailsOf(
  { kind, details, fromDoctor, toDoctor }: HistoryLine,
  t: T,
  format: Format,
): string | null {
  if (!details) return null
  const { from, to } = details
  if (kind === 'RESCHEDULED' && from && to) {
    const times = { from: format.instant(new Date(from)), to: format.instant(new Date(to)) }
    return fromDoctor && toDoctor && details.fromDoctorId !== details.toDoctorId
      ? t('From {{from}} with {{fromDoctor}} to {{to}} with {{toDoctor}}', { ...times, fromDoctor, toDoctor })
      : t('From {{from}} to {{to}}', times)
  }
  if (offerKinds.has(kind) && toDoctor && to)
    return t('{{doctor}}, {{at}}', { doctor: toDoctor, at: format.instant(new Date(to)) })
  if (kind === 'UNDONE' && details.change) return t(undoneWords[details.change] ?? '')
  if (kind === 'EDITED') return editedWords(details, t)
  return null
}

function editedWords({ fromPriority, toPriority, fromReason }: Record<string, string>, t: T): string {
  const labels: Record<string, string> = priorityLabels
  return [
    fromPriority &&
      toPriority &&
      t('Priority: {{from}}, now {{to}}', {
        from: t(labels[fromPriority] ?? fromPriority),
        to: t(labels[toPriority] ?? toPriority),
      }),
    fromReason && t('What it was about before: {{reason}}', { reason: fromReason }),
  ]
    .filter(Boolean)
    .join('\n')
}

const offerKinds = new Set<EventKind>(['OFFERED', 'OFFER_ACCEPTED', 'OFFER_DECLINED', 'OFFER_LAPSED'])

const undoneWords: Record<string, string> = {
  'undo-check-in': 'The patient had not arrived.',
  'undo-call': 'The patient waits again.',
  'undo-completion': 'The visit was not completed.',
  'undo-no-show': 'The patient came after all.',
  stranded: 'The doctor is there after all.',
}

function eventLooks(kind: EventKind): { label: string; icon: IconName; tone: Tone } {
  const label = eventLabels[kind]
  switch (kind) {
    case 'CONFIRMED':
    case 'OFFER_ACCEPTED':
      return { label, icon: 'circle-check', tone: 'good' }
    case 'REJECTED':
    case 'CANCELLED':
    case 'NO_SHOW':
      return { label, icon: 'circle-x', tone: 'danger' }
    case 'STRANDED':
    case 'OFFER_LAPSED':
    case 'OFFER_DECLINED':
      return { label, icon: 'alert-triangle', tone: 'attention' }
    case 'RESCHEDULED':
    case 'EDITED':
    case 'OFFERED':
      return { label, icon: 'edit', tone: 'info' }
    case 'UNDONE':
      return { label, icon: 'arrow-back-up', tone: 'neutral' }
    default:
      return { label, icon: 'calendar', tone: 'neutral' }
  }
}
