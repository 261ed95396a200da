/** Where a patient is now. */
export type Whereabouts =
  | { at: 'BED'; ward: string; bed: string }
  /** In home isolation. */
  | { at: 'HOME' }
  | { at: 'NEITHER' }

export function whereabouts({
  ward,
  bed,
  isolated,
}: {
  ward: string | null
  bed: string | null
  isolated: boolean
}): Whereabouts {
  if (ward !== null && bed !== null) return { at: 'BED', ward, bed }
  return isolated ? { at: 'HOME' } : { at: 'NEITHER' }
}
