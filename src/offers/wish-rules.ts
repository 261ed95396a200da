/** How many wishes of one patient the waiting list takes. */
export const MOST_WISHES = 5

/** How far ahead somebody can wait for a time, in days. */
export const WAITING_HORIZON_DAYS = 366

/** Whom somebody would see, as one field of a form: 'doctor 0190…' or 'specialisation 0190…'. */
export interface Whom {
  kind: 'doctor' | 'specialisation'
  id: string
}

export function parseWhom(typed: string): Whom | null {
  const [, kind, id] = /^(doctor|specialisation) ([0-9a-f-]{36})$/.exec(typed) ?? []
  if (!id || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  return { kind: kind === 'doctor' ? 'doctor' : 'specialisation', id }
}

export const formatWhom = ({ kind, id }: Whom) => `${kind} ${id}`
