import type { LetterKind } from '../generated/prisma/enums.js'

export const letterKinds = ['REFERRAL', 'HANDOVER', 'QUESTION'] as const

/** What a letter is called in a list. */
export const letterKindLabels: Record<LetterKind, string> = {
  REFERRAL: 'Referral',
  HANDOVER: 'Handover',
  QUESTION: 'Question',
}

/** What is done by sending it, for whoever chooses. */
export const letterDeeds: Record<LetterKind, { label: string; hint: string }> = {
  REFERRAL: { label: 'Refer', hint: 'Your colleague sees the patient, too.' },
  HANDOVER: {
    label: 'Hand over',
    hint: 'Your colleague can take the patient over from you with one press.',
  },
  QUESTION: { label: 'Ask', hint: 'You would like to know what your colleague thinks.' },
}

/** What the colleague is told, in their own portal. */
export const letterNews: Record<LetterKind, string> = {
  REFERRAL: '{{doctor}} refers {{patient}} to you.',
  HANDOVER: '{{doctor}} would like to hand {{patient}} over to you.',
  QUESTION: '{{doctor}} asks you about {{patient}}.',
}
