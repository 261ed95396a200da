import type { Request, RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import { Refusal } from '../shared/errors.js'

const LARGEST = 5 * 1024 * 1024

/**
 * Takes one file of at most 5 MB from a multipart form, after the route's gate. What is wrong with it becomes a
 * sentence beside its field when the command asks for it.
 */
export function oneFile(field: string): RequestHandler {
  const parse = multer({
    storage: multer.memoryStorage(),
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
    parse(req, res, (error: unknown) => {
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
        req.uploadRefusal = new Refusal('Choose a file of 5 MB or less.', { field })
      else if (error) return next(error)
      next()
    })
  }
}

/** The file that was sent, or null when none was chosen. */
export function uploaded(req: Request): { originalName: string; content: Buffer } | null {
  if (req.uploadRefusal) throw req.uploadRefusal
  return req.file ? { originalName: req.file.originalname, content: req.file.buffer } : null
}

declare global {
  namespace Express {
    interface Request {
      uploadRefusal?: Refusal
    }
  }
}
