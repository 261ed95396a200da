import { needsAnotherTime } from '../appointments/transition-rules.js'
import type { Ambient } from '../web/ambient.js'
import type { Explained } from './patient-pages.js'
import type { OwnLine } from './patient-words-pages.js'

type Reader = Pick<Ambient, 't' | 'base' | 'site'>

/** What the state of a visit means for its patient, and what they do about it. */
export function explained(
  visit: OwnLine & { statusReason: string | null; token: string | null },
  { t, base, site, format }: Reader & Pick<Ambient, 'format'>,
  held: { id: string; startsAt: Date } | null,
): Explained {
  const { phone } = site.hospital
  const isStranded = needsAnotherTime(visit)
  if (held)
    return {
      tone: 'attention',
      heading: isStranded
        ? t('The doctor cannot see you at this time any more')
        : t('An earlier time is free'),
      text: t('We hold {{at}} for you for a while.', { at: format.instant(held.startsAt) }),
      link: { label: t('Take it or leave it'), href: `${base}/offers/${held.id}` },
    }
  if (isStranded && visit.status === 'CHECKED_IN')
    return {
      tone: 'attention',
      heading: t('Your doctor cannot see you as planned'),
      text: t('Please come to the reception: we find you another doctor or another time.'),
    }
  if (isStranded)
    return {
      tone: 'attention',
      heading: t('The doctor cannot see you at this time any more'),
      text: t(
        'We look for another time and tell you at once. If you hear nothing within a day, call {{phone}}.',
        {
          phone,
        },
      ),
      link: { label: t('Choose another time yourself'), href: `${base}/appointments/${visit.id}/move` },
    }
  const { tone, heading, text } =
    visit.status === 'CONFIRMED' && visit.visitKind === 'VIDEO' ? confirmedByVideo : states[visit.status]
  const reason = visit.statusReason ?? ''
  return {
    tone,
    heading: t(heading),
    text: t(text, { phone, reason, token: visit.token ?? '' }),
    ...(visit.status === 'CHECKED_IN' && {
      link: { label: t('Your place in the queue'), href: `${base}/appointments/${visit.id}/queue` },
    }),
  }
}

const confirmedByVideo = {
  tone: 'good',
  heading: 'Confirmed: we expect you',
  text: 'The doctor meets you by video at this time. You need not come to the hospital.',
} as const

const states = {
  REQUESTED: {
    tone: 'attention',
    heading: 'Waiting for the hospital’s answer',
    text: 'The time is kept for you. You get a message when it is confirmed, usually within a day.',
  },
  CONFIRMED: {
    tone: 'good',
    heading: 'Confirmed: we expect you',
    text: 'Please come ten minutes earlier and say your number at the reception.',
  },
  CHECKED_IN: {
    tone: 'info',
    heading: 'You are here',
    text: 'Your token is {{token}}. You are called when it is your turn.',
  },
  IN_CONSULTATION: { tone: 'info', heading: 'You are with the doctor', text: 'The visit is under way.' },
  COMPLETED: { tone: 'neutral', heading: 'This visit is over', text: 'It stays here for you to read.' },
  REJECTED: {
    tone: 'danger',
    heading: 'The hospital could not give you this time',
    text: 'They say: “{{reason}}”. Choose another time, or call {{phone}}.',
  },
  CANCELLED: {
    tone: 'neutral',
    heading: 'This visit is cancelled',
    text: 'The reason given: “{{reason}}”. If you still need to see a doctor, book another time.',
  },
  NO_SHOW: {
    tone: 'attention',
    heading: 'This visit was missed',
    text: 'If that is wrong, or you still need to see a doctor, call {{phone}} or book another time.',
  },
} as const

/** What happens after a request, in order. */
export function nextSteps(visit: Pick<OwnLine, 'priority'>, { t, site }: Reader): string[] {
  const { phone } = site.hospital
  return [
    ...(visit.priority === 'URGENT'
      ? [
          t(
            'Because it is urgent, the hospital may call you first. If it gets worse, do not wait: call 112, or us on {{phone}}.',
            { phone },
          ),
        ]
      : []),
    t('The hospital looks at your request, usually within a day. Until then nobody else can have this time.'),
    t('You get a message when it is confirmed. If it cannot be, you read why, and choose another time.'),
    t('Before the visit we remind you.'),
  ]
}
