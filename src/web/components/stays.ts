/** Stays, and how they end. */
export interface StayComponents {
  /** What is still open before a patient leaves: since when, whose work it is, and where it is finished. */
  'components/open-items': { items: ShownOpenItem[]; caption: string }
}

export interface ShownOpenItem {
  key: string
  /** 'Result is pending' */
  text: string
  /** 'Complete blood count' */
  what: string | null
  since: Date | null
  owner: string
  link: { href: string; label: string }
}
