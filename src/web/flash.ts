import type { Request, RequestHandler } from 'express'
import { isBackground } from './background.js'

export interface Flash {
  kind: 'success' | 'info' | 'warning'
  text: string
  /** Where a button below the text posts to, that takes it back. */
  undo?: { action: string; label: string }
}

/** One clear message on the next page that this person opens. Never for refusals: those stay in the form. */
export function flash(req: Request, kind: Flash['kind'], text: string, undo?: Flash['undo']): void {
  req.session.flash = [...(req.session.flash ?? []), { kind, text, ...(undo && { undo }) }]
}

/** Hands the waiting messages to the page that is rendered, and only to that. */
export const flashes: RequestHandler = (req, res, next) => {
  let taken: Flash[] | undefined
  res.locals.takeFlash = () => {
    // An error page in place of a page that could not be made shows what that one was to show.
    if (!taken) {
      taken = (isBackground(req) ? [] : req.session?.flash) ?? []
      if (taken.length > 0) req.session.flash = undefined
    }
    return taken
  }
  next()
}
