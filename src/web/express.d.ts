import type { Actor } from '../access/actor.js'
import type { Flash } from './flash.js'
import type { FormValues } from './form.js'

declare global {
  namespace Express {
    interface User extends Actor {
      /** Notices that this person has not read: 10 where there are more. */
      unread?: number
      alerts?: number
    }
    interface Request {
      heldForm?: FormValues | undefined
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    /** Epoch milliseconds of log-in and of the last request, touched at most once a minute. */
    startedAt: number
    seenAt: number
    flash: Flash[] | undefined
    /** Whose session it was, until it ran out: a form that they post now is kept for them. */
    expiredAccountId: string | undefined
    /** The pages of this person that wait with a form typed before. */
    heldFormPages: string[] | undefined
    /** Somebody who gave the right password but may not come in yet: they see only how their account stands. */
    waitingAccountId: string | undefined
    waitingSince: number
    /** The time that this visitor holds; it stays theirs when they log in. */
    heldSlotId: string | undefined
    /** The hold with which they registered, and until when they were told that its time is kept: epoch milliseconds. */
    promised: { id: string; until: number } | undefined
  }
}
