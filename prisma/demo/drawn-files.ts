import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import type { Tx } from '../../src/db/client.js'
import { smallPicture } from '../../src/files/pictures.js'
import { dropFile, keep, receive } from '../../src/files/store.js'
import type { Prisma } from '../../src/generated/prisma/client.js'
import { contentWidth, margin, openPdf, write } from '../../src/web/pdf.js'
import type { DemoDocument } from './documents.js'

export interface DrawnDocument extends DemoDocument {
  content: Buffer
  mediaType: string
  /** Of a picture. */
  preview: Buffer | null
}

/** The files of the demonstration's documents, drawn here: real ones, that every program opens. */
export function drawFiles(documents: readonly DemoDocument[], hospital: string): Promise<DrawnDocument[]> {
  return Promise.all(
    documents.map(async (document) => {
      const { file, createdAt, title } = document
      if (file.draw === 'paper')
        return {
          ...document,
          content: await paper({ title, lines: file.lines, author: hospital, date: createdAt }),
          mediaType: 'application/pdf',
          preview: null,
        }
      const content = file.draw === 'chest' ? await chest() : await letter()
      return { ...document, content, mediaType: 'image/jpeg', preview: await smallPicture(content, 'file') }
    }),
  )
}

/** Puts them into the store and their rows into the database; `kept` is told of each file, for when that fails. */
export async function insertDocuments(
  tx: Tx,
  documents: readonly DrawnDocument[],
  kept: (fileId: string) => void,
): Promise<void> {
  const files: Prisma.StoredFileCreateManyInput[] = []
  const rows: Prisma.DocumentCreateManyInput[] = []
  for (const { content, mediaType, preview, file, ...document } of documents) {
    const whole = await keep(await receive([content]))
    kept(whole.id)
    const small = preview && (await keep(await receive([preview])))
    if (small) kept(small.id)
    const { uploadedById, createdAt } = document
    const about = { originalName: file.name, createdAt }
    files.push({ ...whole, ...about, mediaType, uploadedById })
    if (small) files.push({ ...small, ...about, mediaType: 'image/jpeg' })
    rows.push({ ...document, fileId: whole.id, previewId: small?.id ?? null })
  }
  await tx.storedFile.createMany({ data: files })
  await tx.document.createMany({ data: rows })
}

export const dropFiles = (ids: readonly string[]) => Promise.all(ids.map(dropFile))

async function paper({
  title,
  lines,
  author,
  date,
}: {
  title: string
  lines: string[]
  author: string
  date: Date
}): Promise<Buffer> {
  const pdf = openPdf({ title, author, language: 'en', date })
  let y = margin + write(pdf, title, margin, margin, contentWidth, { size: 16, bold: true }) + 18
  for (const line of lines) y += write(pdf, line, margin, y, contentWidth, { size: 11 }) + 8
  pdf.end()
  return buffer(pdf)
}

/** Two dark lungs beside a light spine, with ribs: near enough to be recognised. */
function chest(): Promise<Buffer> {
  const [width, height] = [560, 640]
  const shade = (x: number, y: number) => {
    const [across, down] = [(x - width / 2) / (width / 2), (y - height * 0.48) / (height / 2)]
    const body = Math.hypot(across * 0.95, down * 0.85) < 1 ? 120 : 18
    const lung = Math.hypot((Math.abs(across) - 0.43) / 0.33, (down + 0.02) / 0.68) < 1
    const rib = Math.sin((down * 1.35 + across * across * 0.55) * 21) > 0.62 ? 34 : 0
    const spine = Math.abs(across) < 0.09 ? 78 : 0
    const heart = Math.hypot((across - 0.12) / 0.27, (down - 0.3) / 0.3) < 1 ? 60 : 0
    return body < 20 ? body : Math.min(245, (lung ? 42 : body) + (lung ? rib : 0) + spine + heart)
  }
  return drawn(width, height, shade)
}

/** A page of writing as a telephone takes it. */
function letter(): Promise<Buffer> {
  const [width, height] = [600, 820]
  const shade = (x: number, y: number) => {
    if (x < 26 || y < 22 || x > width - 30 || y > height - 24) return 96
    const line = Math.floor((y - 90) / 26)
    const ends = width - 110 - ((line * 97) % 160)
    const written =
      y > 90 && y < 640 && (y - 90) % 26 < 9 && x > 80 && x < ends && (x * 7 + line * 13) % 46 > 8
    return written ? 60 : 232
  }
  return drawn(width, height, shade)
}

function drawn(width: number, height: number, shade: (x: number, y: number) => number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels[y * width + x] = Math.round(shade(x, y))
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .blur(2)
    .jpeg({ quality: 80 })
    .toBuffer()
}
