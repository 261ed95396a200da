import type { Request, RequestHandler, Response } from 'express'
import multer, { MulterError } from 'multer'
import { Busy, Malformed, Refusal } from '../shared/errors.js'

const LARGEST = 5 * 1024 * 1024
/** Files are held in memory while they arrive. */
const AT_ONCE = 20
const AT_ONCE_PER_PERSON = 2

/**
 * Takes one file of at most 5 MB from a multipart form, after the route's gate. What is wrong with it becomes a
 * sentence beside its field when the command asks for it.
 */
export function oneFile(field: string): RequestHandler {
  const parse = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: {
      fileSize: LARGEST,
      files: 1,
      fields: 20,
      parts: 21,
      fieldSize: 10_000,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  }).single(field)
  return (req, res, next) => {
    // Nobody is there any more: nothing would ever arrive.
    if (res.closed) return next(new Malformed())
    takeTurn(req, res)
    parse(req, res, (error: unknown) => {
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
        req.uploadRefusal = new Refusal('Choose a file of 5 MB or less.', { field })
      // Cut off in the middle, without its boundary, with parts that are none.
      else if (error) return next(error instanceof MulterError ? error : new Malformed())
      next()
    })
  }
}

/** The file that was sent, or null when none was chosen. */
export function uploaded(req: Request): { originalName: string; content: Buffer } | null {
  if (req.uploadRefusal) throw req.uploadRefusal
  return req.file ? { originalName: req.file.originalname, content: req.file.buffer } : null
}

/** Whose files are arriving just now. */
const senders: string[] = []

function takeTurn(req: Request, res: Response): void {
  const sender = req.user?.id ?? ''
  const own = senders.filter((each) => each === sender).length
  if (own >= AT_ONCE_PER_PERSON || senders.length >= AT_ONCE)
    throw new Busy('Several files are being sent already. Try again when they have arrived.', 5)
  senders.push(sender)
  res.once('close', () => senders.splice(senders.indexOf(sender), 1))
}

declare global {
  namespace Express {
    interface Request {
      uploadRefusal?: Refusal
    }
  }
}
