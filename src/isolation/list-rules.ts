/** What the list of patients at home can be narrowed to, as its address says it. */
export const ISOLATION_FILTERS = ['all', 'red-flag', 'silent', 'due', 'may-end'] as const
export type IsolationFilter = (typeof ISOLATION_FILTERS)[number]

export const isolationFilterLabels: Record<IsolationFilter, string> = {
  all: 'All',
  'red-flag': 'Red flag',
  silent: 'Silent',
  due: 'Report due',
  'may-end': 'May end now',
}
