import type { Request, RequestHandler } from 'express'

export interface Flash {
  kind: 'success' | 'info' | 'warning'
  text: string
}

/** One clear message on the next page that this person opens. Never for refusals: those stay in the form. */
export function flash(req: Request, kind: Flash['kind'], text: string): void {
  req.session.flash = [...(req.session.flash ?? []), { kind, text }]
}

/** Hands the waiting messages to the page that is rendered, and only to that. */
export const flashes: RequestHandler = (req, res, next) => {
  let taken: Flash[] | undefined
  res.locals.takeFlash = () => {
    // An error page in place of a page that could not be made shows what that one was to show.
    if (!taken) {
      taken = req.session?.flash ?? []
      if (taken.length > 0) req.session.flash = undefined
    }
    return taken
  }
  next()
}
