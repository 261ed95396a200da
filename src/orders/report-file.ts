import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { hospital } from '../settings/queries.js'
import { printedMark } from '../verification/printing.js'
import { type Format, formatter } from '../web/format.js'
import type { Pdf } from '../web/pdf.js'
import { english, type T } from '../web/words.js'
import { reportPdf } from './pdf.js'
import { findReport } from './report-queries.js'
import { orderNumber } from './rules.js'

interface Reader {
  t: T
  format: Format
  language: string
}

/** The report of a test as it is printed; null where there is no result. Who may have it, the caller has asked. */
export async function testReport(
  orderId: string,
  { t, format, language }: Reader,
): Promise<{ fileName: string; pdf: Pdf } | null> {
  const report = await findReport(orderId)
  if (!report) return null
  const mark = await printedMark(db, 'TEST_REPORT', report.resultId)
  const document = {
    report,
    hospital: await hospital(),
    mark,
    locale: `${language}-IN`,
  }
  return { fileName: `${orderNumber(report.number)}.pdf`, pdf: reportPdf(document, t, format) }
}

/** The same as a file to be mailed. */
export async function testReportFile(orderId: string): Promise<{ fileName: string; content: Buffer } | null> {
  const format = formatter(english, 'en', config.zone, config.currency)
  const made = await testReport(orderId, { t: english, format, language: 'en' })
  // A pdfkit document is a readable stream, which its types leave out.
  return made && { fileName: made.fileName, content: await buffer(made.pdf as unknown as Readable) }
}
