import type { ErrorRequestHandler, Request, Response } from 'express'
import { asRefusal, isUnavailable } from '../db/errors.js'
import {
  Busy,
  Damaged,
  Forbidden,
  Malformed,
  Moved,
  NotFound,
  Refusal,
  Stale,
  type Values,
} from '../shared/errors.js'
import { loggable } from './loggable.js'
import { page } from './page.js'
import { MethodNotAllowed } from './routes.js'

export const errorPage = page<{ status: number; heading: string; text: string; signIn: boolean }>(
  'errors/error',
  (problem) => problem.heading,
)

interface Problem {
  status: number
  heading: string
  text: string
  values?: Values
  retryAfterSeconds?: number
}

/** The one place where a thrown error becomes an answer. What is not known here is ours: 500, and in the log. */
export const errors: ErrorRequestHandler = (thrown, req, res, _next) => {
  const error = asRefusal(thrown)
  if (error instanceof Moved && !res.headersSent && (req.method === 'GET' || req.method === 'HEAD'))
    return res.redirect(303, req.originalUrl.replace(error.from, error.to))
  const problem = problemOf(error)
  if (problem.status >= 500) req.log.error({ error: loggable(error) }, 'request failed')
  // Half an answer is cut off, so that nobody takes it for a whole one.
  if (res.headersSent) return void (res.writableEnded || res.destroy())
  for (const name of ofTheAnswerNotGiven) res.removeHeader(name)
  if (problem.retryAfterSeconds) res.set('Retry-After', String(problem.retryAfterSeconds))
  res.status(problem.status)
  try {
    showProblem(req, res, problem)
  } catch (mistake) {
    req.log.error({ error: loggable(mistake) }, 'the error page failed')
    res.type('text').send(problem.heading)
  }
}

const ofTheAnswerNotGiven = ['Content-Disposition', 'Content-Length', 'Location', 'Clear-Site-Data']

function showProblem(req: Request, res: Response, { status, heading, text, values }: Problem): void {
  const { t } = res.locals
  if (!t) return void res.type('text').send(heading)
  errorPage(res, { status, heading: t(heading), text: t(text, values), signIn: !req.user })
}

function problemOf(error: Error & { status?: number; code?: string }): Problem {
  if (error instanceof NotFound)
    return {
      status: 404,
      heading: 'Page not found',
      text: 'There is nothing at this address, or nothing that you can open.',
    }
  if (error instanceof Forbidden) return { status: 403, heading: 'You cannot do this', text: error.message }
  if (error instanceof Refusal || error instanceof Stale)
    return {
      status: 409,
      heading: 'This was not done',
      text: error.message,
      values: error instanceof Refusal ? error.values : {},
    }
  if (error instanceof MethodNotAllowed)
    return {
      status: 405,
      heading: 'This cannot be done here',
      text: 'This address does not take that kind of request.',
    }
  if (error instanceof Busy)
    return {
      status: error.status,
      heading: 'Please wait a moment',
      text: error.message,
      retryAfterSeconds: error.retryAfterSeconds,
    }
  if (error instanceof Damaged)
    return {
      status: 410,
      heading: 'This file is damaged',
      text: 'What is kept of it is not what was sent, so it is not given out. The administration sees it, too. If you have the file, send it again.',
    }
  if (isFull(error))
    return {
      status: 507,
      heading: 'There is no room for files',
      text: 'The file could not be kept, and nothing was saved. Everything else works. Tell the administration, and send it again later.',
    }
  if (isUnavailable(error))
    return {
      status: 503,
      heading: 'Back in a moment',
      text: 'The hospital’s records cannot be reached just now. Try again in a few seconds; nothing was half-saved.',
      retryAfterSeconds: 5,
    }
  if (error.status === 413 || error.code === 'LIMIT_FILE_SIZE')
    return {
      status: 413,
      heading: 'That is too much',
      text: 'What you sent is larger than this page accepts.',
    }
  if (isClientFault(error))
    return {
      status: error.status === 415 ? 415 : 400,
      heading: 'That could not be read',
      text: 'The request was not well formed. Go back, reload the page and try again.',
    }
  return {
    status: 500,
    heading: 'Something went wrong on our side',
    text: 'It has been noted under the reference below. Nothing was half-saved.',
  }
}

/** The disk, or what of it is ours to use. */
const isFull = ({ code }: { code?: string }) => code === 'ENOSPC' || code === 'EDQUOT'

/** Ours, and those of the parsers (body, address, multipart) that say themselves that the request was at fault. */
const isClientFault = (error: { status?: number; name?: string; code?: string }) =>
  error instanceof Malformed ||
  (error.status !== undefined && error.status >= 400 && error.status < 500) ||
  error instanceof URIError ||
  error.name === 'MulterError' ||
  (error.code?.startsWith('LIMIT_') ?? false)
