import { open } from 'node:fs/promises'
import { Refusal } from '../shared/errors.js'
import {
  type FileKind,
  HEAD_BYTES,
  isPicture,
  isWholePdf,
  kindByContent,
  kindByName,
  TAIL_BYTES,
} from './kind-rules.js'

interface Sent {
  path: string
  originalName: string
}

/**
 * A PDF, PNG or JPEG file, by its name and by its first bytes, which must agree; a PDF has an end, too. A Refusal
 * beside `field` otherwise.
 */
export async function requireKind({ path, originalName }: Sent, field: string): Promise<FileKind> {
  const named = kindByName(originalName)
  if (!named) throw new Refusal('Choose a PDF, a PNG or a JPEG file.', { field })
  const { head, tail } = await endsOf(path)
  if (kindByContent(head) !== named)
    throw new Refusal('This file is not the {{kind}} that its name says. Choose another one.', {
      field,
      values: { kind: named.label },
    })
  if (!isPicture(named) && !isWholePdf(tail))
    throw new Refusal(
      'The end of this PDF is missing. Save or download it again, then choose it once more.',
      {
        field,
      },
    )
  return named
}

/** The same for a picture. */
export async function requirePicture(sent: Sent, field: string): Promise<FileKind> {
  const kind = await requireKind(sent, field).catch((error) => {
    throw error instanceof Refusal ? noPicture(field) : error
  })
  if (!isPicture(kind)) throw noPicture(field)
  return kind
}

const noPicture = (field: string) => new Refusal('Choose a photo that is a JPEG or a PNG file.', { field })

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const piece = async (length: number, from: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
      return buffer.subarray(0, bytesRead)
    }
    return { head: await piece(HEAD_BYTES, 0), tail: await piece(TAIL_BYTES, Math.max(0, size - TAIL_BYTES)) }
  } finally {
    await file.close()
  }
}
