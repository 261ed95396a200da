import type { Actor } from '../access/actor.js'
import type { Flash } from './flash.js'
import type { FormValues } from './form.js'

declare global {
  namespace Express {
    // biome-ignore lint/suspicious/noEmptyInterface: passport's own way to type req.user
    interface User extends Actor {}
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
    heldFormPage: string | undefined
    /** Somebody who gave the right password but may not come in yet: they see only how their account stands. */
    waitingAccountId: string | undefined
    waitingSince: number
  }
}
