import { ownPatientId } from '../access/scopes.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { printedMark } from '../verification/printing.js'
import { idParam } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { sendStream } from '../web/stream.js'
import { submit } from '../web/submit.js'
import { periodOf, reached, showStatement, type Whose } from './answers.js'
import { statementCsv } from './csv.js'
import { printForm } from './forms.js'
import { statementPdf } from './pdf.js'
import { findStatement, issueStatement } from './printing.js'
import { allEntries, sumsOf } from './queries.js'

/** The account of one patient; mounted below the patient's address. */
export const patientStatementRoutes = statementRoutes((req) => ({ id: idParam(req), isOwn: false }))

/** A patient's own. */
export const ownStatementRoutes = statementRoutes((req) => ({ id: ownPatientId(actor(req)), isOwn: true }))

function statementRoutes(whose: Whose): Routes {
  const statements = routes()

  statements.get('/', 'statement.view', (req, res) => showStatement(req, res, whose))

  statements.get('/csv', 'statement.view', async (req, res) => {
    const now = new Date()
    const patient = await reached(req, whose)
    const { period } = periodOf(req, res, now)
    if (!period) return showStatement(req, res, whose)
    const wanted = { ...period, patientId: patient.id, asOf: now }
    const [entries, sums] = await Promise.all([allEntries(db, wanted), sumsOf(db, wanted)])
    res.type('text/csv; charset=utf-8')
    res.attachment(`statement-${patientNumber(patient.number)}-${period.until}.csv`)
    res.send(statementCsv({ ...period, openingMinor: sums.openingMinor, entries }, res.locals.t))
  })

  statements.post('/', 'statement.create', async (req, res) => {
    const now = new Date()
    const { id } = whose(req)
    const made = await submit(req, printForm(dayIn(now, config.zone)), (form) =>
      issueStatement(actor(req), id, form, now),
    )
    if (!made.ok) return showStatement(req, res.status(made.status), whose, made.form)
    res.redirect(303, `${req.baseUrl}/${made.value.id}/pdf`)
  })

  statements.get('/:statementId/pdf', 'statement.view', async (req, res) => {
    const { t, site } = res.locals
    const { id, address, number, name, localName } = await reached(req, whose)
    const statement = await findStatement(id, idParam(req, 'statementId'))
    const mark = await printedMark(db, 'STATEMENT', statement.id)
    const document = {
      ...statement,
      hospital: site.hospital,
      patient: { name, localName, number: patientNumber(number), address },
      entries: statement.entries.map((entry) => ({ ...entry, on: dayIn(entry.at, config.zone) })),
      ...{ issuedAt: statement.asOf, issuedOn: dayIn(statement.asOf, config.zone) },
      ...{ currency: config.currency, locale: `${site.language}-IN` },
    }
    res.attachment(`statement-${patientNumber(number)}-${statement.until}.pdf`)
    await sendStream(res, statementPdf(document, mark, t))
  })

  return statements
}
