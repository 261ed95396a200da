/** What the list of patients at home can be narrowed to, as its address says it. */
export const ISOLATION_FILTERS = ['all', 'may-end'] as const
export type IsolationFilter = (typeof ISOLATION_FILTERS)[number]

export const isolationFilterLabels: Record<IsolationFilter, string> = {
  all: 'All',
  'may-end': 'May end now',
}
