import type { Request, RequestHandler, Response } from 'express'
import multer, { MulterError } from 'multer'
import { requireRoomToday } from '../files/recording.js'
import { discard, receive, type Upload } from '../files/store.js'
import { uploadLimits } from '../settings/queries.js'
import { Busy, Malformed, Refusal } from '../shared/errors.js'
import { actor } from './sign-in.js'

const MEGABYTE = 1024 * 1024
const AT_ONCE = 20
const AT_ONCE_PER_PERSON = 2
/** What is too large is read to its end, so that the sender gets the sentence; but not for ever. */
const MOST_READ = 100 * MEGABYTE

/**
 * Takes one file from a multipart form, after the route's gate: straight to the disk, counted and hashed as it comes,
 * and refused as soon as it is too large. What is wrong with it becomes a sentence beside its field when the command
 * asks for it. `megabytes`: the largest, where it is not the setting's.
 */
export function oneFile(field: string, { megabytes }: { megabytes?: number } = {}): RequestHandler {
  return async (req, res, next) => {
    takeTurn(req, res)
    if (req.get('X-Background') === 'upload') goOnByScript(res)
    if (req.is('multipart/*')) await requireRoomToday(actor(req), field, new Date()).catch(noted(req))
    const largest = megabytes ?? (await uploadLimits()).megabytes
    // Nobody is there any more: nothing would ever arrive.
    if (res.closed) return next(new Malformed())
    const { parse, written } = parser(field, req.uploadRefusal ? null : largest * MEGABYTE, (upload) => {
      req.upload = upload
      res.once('close', () => discard(upload).catch(() => {}))
    })
    parse(req, res, async (complaint: unknown) => {
      // What ended early is gone before anybody is answered.
      const error = (await written()) ?? complaint
      if (req.body) delete req.body.form_page
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
        req.uploadRefusal = new Refusal('Choose a file of {{megabytes}} MB or less.', {
          field,
          values: { megabytes: largest },
        })
      else if (
        error instanceof MulterError &&
        error.code === 'LIMIT_UNEXPECTED_FILE' &&
        error.field === field
      )
        req.uploadRefusal = new Refusal('Choose one file, not two.', { field })
      else if (error) return next(answerable(error))
      next()
    })
    cutOff(req)
  }
}

/** The file that was sent, or null when none was chosen. */
export function uploaded(req: Request): Upload | null {
  if (req.uploadRefusal) throw req.uploadRefusal
  return req.upload ?? null
}

/** `largest` null: the file is not wanted, only the rest of the form. */
function parser(field: string, largest: number | null, take: (upload: Upload) => void) {
  /** In the end what the disk said, where it could not take the file. */
  let writing: Promise<unknown> = Promise.resolve()
  const toDisk: multer.StorageEngine = {
    _handleFile(_req, file, done) {
      writing = receive(file.stream).then(
        (arrived) => {
          take({ ...arrived, originalName: file.originalname })
          done(null, { path: arrived.path })
        },
        (error) => {
          done(error)
          return ofTheSystem(error) ? error : undefined
        },
      )
    },
    _removeFile(_req, file, done) {
      discard(file).then(() => done(null), done)
    },
  }
  const form = multer({
    storage: toDisk,
    fileFilter: (_req, _file, accept) => accept(null, largest !== null),
    defParamCharset: 'utf8',
    limits: {
      fileSize: largest ?? 0,
      // Two fields of one name: a file that is chosen, or a picture that is taken. One of them is empty.
      files: 2,
      fields: 20,
      parts: 21,
      fieldSize: 10_000,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  })
  return { parse: form.single(field), written: () => writing }
}

/** public/upload.js opens the next page itself: asked for behind its back, it would be opened twice. */
function goOnByScript(res: Response): void {
  res.redirect = (...to: [string | number, (string | number)?]) => {
    res
      .status(204)
      .set('X-Go-On', String(to.at(-1)))
      .end()
  }
}

const noted = (req: Request) => (error: unknown) => {
  if (!(error instanceof Refusal)) throw error
  req.uploadRefusal = error
}

/** The disk's own errors, and what multer says of the form; all else is a form cut off, without boundary or parts. */
const answerable = (error: unknown) =>
  error instanceof MulterError || ofTheSystem(error) ? error : new Malformed()

const ofTheSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error

function cutOff(req: Request): void {
  let read = 0
  req.on('data', (piece: Buffer) => {
    read += piece.length
    if (read > MOST_READ) req.destroy()
  })
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
      upload?: Upload
      uploadRefusal?: Refusal
    }
  }
}
