/** How long ago what is owed was due: the ages of the list, the last day of each included. */
export const ages = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const
export type Age = (typeof ages)[number]

/** Days after the day on which an invoice was due, both included; null is without end. */
export const ageDays: Record<Age, { from: number | null; to: number | null }> = {
  notDue: { from: null, to: -1 },
  to30: { from: 0, to: 30 },
  to60: { from: 31, to: 60 },
  to90: { from: 61, to: 90 },
  over90: { from: 91, to: null },
}

export const ageLabels: Record<Age, string> = {
  notDue: 'Not due yet',
  to30: '0 to 30 days',
  to60: '31 to 60 days',
  to90: '61 to 90 days',
  over90: 'Over 90 days',
}
