import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { patientNumber } from '../patients/rules.js'
import { dayFromColumn, dayIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { printedMark } from '../verification/printing.js'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { type Certificate, certificatePdf } from './certificate-pdf.js'
import type { EndRecord } from './ending-rules.js'
import type { Reached } from './reach-answers.js'

/** Sends the certificate of a home isolation that ended by the rule, to a reader who has reached the patient. */
export async function sendCertificate(req: Request, res: Response, { patientId }: Reached): Promise<void> {
  const { t, format, site } = res.locals
  const ended = await db.homeIsolation.findFirst({
    where: { id: idParam(req, 'isolationId'), patientId, endedAt: { not: null } },
    select: {
      ...{ id: true, startedOn: true, endedAt: true, endRule: true },
      assessment: { select: { testedOn: true } },
    },
  })
  if (!ended?.endedAt || !ended.endRule) throw new NotFound()
  const { id, endedAt } = ended
  // Only `endByRule` writes that column.
  const { result, reason, doctor } = ended.endRule as unknown as EndRecord
  const patient = await findPatient(actor(req), patientId, new Date())
  await auditRead(actor(req), 'isolation.view', patientId, { type: 'home_isolation', id })
  const certificate: Certificate = {
    patient: {
      name: patient.name,
      localName: patient.localName,
      number: patientNumber(patient.number),
      about: ageAndSex(patient, t, format),
    },
    testedOn: dayFromColumn(ended.assessment.testedOn),
    startedOn: dayFromColumn(ended.startedOn),
    endedAt,
    endedOn: dayIn(endedAt, config.zone),
    conditions: result.conditions.flatMap(({ text, values, holds }) => (holds ? [t(text, values)] : [])),
    byDoctor: reason !== null,
    ruleSet: `${t(result.ruleSet.instrument)} · ${result.ruleSet.version}`,
    doctor,
  }
  const mark = await printedMark(db, 'ISOLATION_CERTIFICATE', id)
  res.attachment('isolation-certificate.pdf')
  const document = { certificate, hospital: site.hospital, mark, locale: `${site.language}-IN` }
  await sendStream(res, certificatePdf(document, t, format))
}
