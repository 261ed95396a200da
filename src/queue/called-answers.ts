import type { Request, Response } from 'express'
import { config } from '../config.js'
import { flash } from '../web/flash.js'
import { ownPath } from '../web/params.js'

/** Whose turn it is, with the way back; then the page that the call came from. */
export function showCalled(
  req: Request,
  res: Response,
  { id, token, name }: { id: string; token: string; name: string },
): void {
  const { t, base } = res.locals
  flash(req, 'success', t('{{token}}, {{name}}, is called.', { token, name }), {
    action: `${base}/appointments/${id}/call/undo`,
    label: t('Undo'),
  })
  res.redirect(303, ownPath(req.body?.next, config.baseUrl, req.baseUrl))
}
