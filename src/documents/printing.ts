import { buffer } from 'node:stream/consumers'
import { printedPicture } from '../files/pictures.js'
import { openWhole } from '../files/reading.js'
import { hospital } from '../settings/queries.js'
import type { Format } from '../web/format.js'
import type { Pdf } from '../web/pdf.js'
import type { T } from '../web/words.js'
import { FILE_FIELD } from './keeping.js'
import { documentPdf } from './pdf.js'
import { type DocumentRow, paperFacts } from './queries.js'

interface Reader {
  t: T
  format: Format
  language: string
  /** Whether they are told who of the house filed it. */
  named: boolean
}

/**
 * A document that is a picture, as a PDF. The picture is drawn anew from bytes that are the very ones that were sent;
 * nothing else of the file gets into it. Who may have it, the caller has asked. Throws as openWhole does.
 */
export async function pictureOnPaper(
  row: DocumentRow,
  { t, format, language, named }: Reader,
): Promise<{ fileName: string; pdf: Pdf }> {
  const file = await openWhole(row.file.id)
  const picture = await printedPicture(await buffer(file.stream()), FILE_FIELD)
  const [facts, letterhead] = await Promise.all([paperFacts(row.id), hospital()])
  const paper = { document: { ...row, ...facts }, picture, hospital: letterhead, named }
  const pdf = documentPdf({ ...paper, locale: `${language}-IN` }, t, format)
  return { fileName: `${row.title.replace(/[\\/]/g, '-')}.pdf`, pdf }
}
