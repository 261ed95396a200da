import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { auditRead } from '../audit/reading.js'
import { pool } from '../db/client.js'
import { openWhole, type WholeFile } from '../files/reading.js'
import { findPatient } from '../patients/queries.js'
import { hospital } from '../settings/queries.js'
import { Damaged, NotFound, Refusal } from '../shared/errors.js'
import { countTry, limiter } from '../web/limits.js'
import type { RecordCopy } from './machine-readable.js'
import { type ExportedRow, looksAt, personOf, rowsOf } from './queries.js'
import { type Audience, archiveName, sectionsFor } from './rules.js'
import { sourcesFor } from './sources.js'

/** A file of the record with its place in the archive; `open` says in a sentence why it is not there. */
export interface CopiedFile {
  name: string
  title: string
  open: () => Promise<WholeFile | string>
}

/** Copies of one account in an hour; each reads a whole record. */
const COPIES = { name: 'record-export', tries: 5, seconds: 60 * 60 }

/**
 * A copy of a patient's record for who is asking: of their own for a patient, of any for the administration. It is
 * written down before the first of it is read. Throws NotFound, and Busy for who has taken too many.
 */
export async function copyOf(
  actor: Actor,
  patientId: string,
  now: Date,
): Promise<{ copy: RecordCopy; files: () => AsyncGenerator<CopiedFile> }> {
  authorize(actor, 'record.export')
  const patient = await findPatient(actor, patientId, now)
  await countTry(limiter(pool, COPIES), actor.id)
  await auditRead(actor, 'record.export', patient.id)
  const audience: Audience = actor.role === 'PATIENT' ? 'PATIENT' : 'ADMINISTRATION'
  const sources = sourcesFor(audience, actor.id)
  const documents = () => placed(rowsOf(patient.id, sources.documents))
  const sections = sectionsFor(audience).map((name) => ({
    name,
    rows: () => (name === 'documents' ? documents() : rowsOf(patient.id, sources[name])),
  }))
  const [person, { name: hospitalName }] = await Promise.all([personOf(patient.id), hospital()])
  return {
    copy: {
      ...{ hospital: hospitalName, audience, exportedAt: now, person, sections },
      looks: () => looksAt(patient.id, audience, actor.id),
    },
    files: () => filesOf(rowsOf(patient.id, sources.documents)),
  }
}

/** Documents with the name of their file, and without what only the store knows them by. */
async function* placed(rows: AsyncGenerator<ExportedRow>): AsyncGenerator<ExportedRow> {
  let place = 0
  for await (const { detail, ...row } of rows) {
    place++
    const { fileId: _fileId, ...told } = detail
    yield {
      ...row,
      detail: { ...told, file: archiveName(place, String(told.title), String(told.mediaType)) },
    }
  }
}

async function* filesOf(rows: AsyncGenerator<ExportedRow>): AsyncGenerator<CopiedFile> {
  let place = 0
  for await (const { detail } of rows) {
    place++
    const title = String(detail.title)
    const name = archiveName(place, title, String(detail.mediaType))
    yield { name, title, open: () => opened(String(detail.fileId)) }
  }
}

async function opened(fileId: string): Promise<WholeFile | string> {
  try {
    return await openWhole(fileId)
  } catch (error) {
    if (error instanceof Damaged || error instanceof NotFound) return 'The file is lost or damaged.'
    if (error instanceof Refusal) return error.message
    throw error
  }
}
