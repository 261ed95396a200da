/** The subjects of the mails that the house has sent, by the view with their text. */
export const letters = {
  'signed-up': 'We received your registration',
  approved: 'Your account is open',
  rejected: 'Your registration was not approved',
  'invoice-ready': 'Your invoice is ready',
} as const

export type Letter = keyof typeof letters
