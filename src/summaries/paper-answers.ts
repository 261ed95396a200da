import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { db } from '../db/client.js'
import type { Sex } from '../generated/prisma/enums.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import type { Day } from '../shared/calendar.js'
import { printedMark } from '../verification/printing.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { shownSummary } from './pages.js'
import { summaryPdf } from './pdf.js'
import type { SummaryRow } from './queries.js'

interface Named {
  id: string
  name: string
  localName: string | null
  number: number
  sex: Sex | null
  dateOfBirth: Day | null
}

/** Sends a summary that the reader has reached, and writes down that they took it. */
export async function sendSummary(
  req: Request,
  res: Response,
  patient: Named,
  found: SummaryRow,
): Promise<void> {
  const { t, format, site } = res.locals
  await auditRead(actor(req), 'discharge-summary.view', patient.id, {
    type: 'discharge_summary',
    id: found.id,
  })
  const summary = {
    ...shownSummary(found, '', t),
    patient: {
      name: patient.name,
      localName: patient.localName,
      number: patientNumber(patient.number),
      about: ageAndSex(patient, t, format),
    },
    superseded: found.versions[0]?.id !== found.id,
  }
  const mark = await printedMark(db, 'DISCHARGE_SUMMARY', found.id)
  const locale = `${site.language}-IN`
  res.attachment('discharge-summary.pdf')
  await sendStream(res, summaryPdf({ summary, hospital: site.hospital, mark, locale }, t, format))
}
