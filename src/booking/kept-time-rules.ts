const HOUR = 3_600_000

/** How long a time is kept for who registers, while the hospital looks at the registration. */
const WHILE_DECIDED_HOURS = 48

/** How long it is kept at least for who was approved, to log in and ask for it. */
const ONCE_APPROVED_HOURS = 24

/** A time as who chose it may still ask for it: until this many minutes before it begins. */
interface Kept {
  startsAt: Date
  noticeMinutes: number
}

/** Until when a time is kept for who registers now; null where it could not be asked for any longer. */
export const keptUntil = (kept: Kept, now: Date): Date | null => {
  const until = sooner(hoursFrom(now, WHILE_DECIDED_HOURS), lastAsked(kept))
  return until > now ? until : null
}

/** Until when it is kept for who is approved now; never less than was promised before. */
export const keptOnceApproved = (kept: Kept & { heldUntil: Date }, now: Date): Date => {
  const until = sooner(hoursFrom(now, ONCE_APPROVED_HOURS), lastAsked(kept))
  return until > kept.heldUntil ? until : kept.heldUntil
}

const lastAsked = ({ startsAt, noticeMinutes }: Kept) => new Date(startsAt.getTime() - noticeMinutes * 60_000)
const hoursFrom = (now: Date, hours: number) => new Date(now.getTime() + hours * HOUR)
const sooner = (one: Date, other: Date) => (one < other ? one : other)

/** What a mail says of the time that was kept. */
export interface KeptTime {
  doctor: string
  startsAt: Date
  until: Date
  /** It could not be kept so long, or fell away. */
  gone: boolean
}
