import { open } from 'node:fs/promises'
import { Refusal } from '../shared/errors.js'
import { type FileKind, HEAD_BYTES, isPicture, kindByContent, kindByName } from './kind-rules.js'

interface Sent {
  path: string
  originalName: string
}

/** A PDF, PNG or JPEG file, by its name and by its first bytes, which must agree. A Refusal beside `field` otherwise. */
export async function requireKind({ path, originalName }: Sent, field: string): Promise<FileKind> {
  const named = kindByName(originalName)
  if (!named) throw new Refusal('Choose a PDF, a PNG or a JPEG file.', { field })
  if (kindByContent(await headOf(path)) !== named)
    throw new Refusal('This file is not the {{kind}} that its name says. Choose another one.', {
      field,
      values: { kind: named.label },
    })
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

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
