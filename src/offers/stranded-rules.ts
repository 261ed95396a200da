export const strandedFilters = ['todo', 'offered'] as const
export type StrandedFilter = (typeof strandedFilters)[number]

export const strandedFilterLabels: Record<StrandedFilter, string> = {
  todo: 'To be arranged',
  offered: 'Another time offered',
}
