import type { Change } from './transition-rules.js'

/** Which of the visit's own times a change sets or takes back. */
export function stamps(change: Change, now: Date) {
  switch (change) {
    case 'call':
      return { calledAt: now }
    case 'complete':
      return { completedAt: now }
    case 'cancel':
    case 'reject':
      return { strandedAt: null }
    case 'undo-check-in':
      return { checkedInAt: null, token: null }
    case 'undo-call':
    case 'no-show':
      // Who was called and did not come was only waiting: a missed visit never was a consultation.
      return { calledAt: null }
    case 'undo-completion':
      return { completedAt: null }
    default:
      return {}
  }
}
