import type { ExportedRow, Look } from './queries.js'
import { type Audience, FORMAT, type SectionName } from './rules.js'

/** A record as it is written into the archive: everything that is long is read while it is written. */
export interface RecordCopy {
  hospital: string
  audience: Audience
  exportedAt: Date
  person: object
  sections: { name: SectionName; rows: () => AsyncIterable<ExportedRow> }[]
  looks: () => AsyncIterable<Look>
}

/** record.json, piece by piece. Its shape is `recordSchema`. */
export async function* asJson(copy: RecordCopy): AsyncGenerator<string> {
  const { hospital, audience, exportedAt, person, sections, looks } = copy
  const head = { format: FORMAT.name, version: FORMAT.version, exportedAt, hospital, audience, person }
  yield JSON.stringify(head, null, 1).replace(/\n\}$/, '')
  for (const { name, rows } of sections) {
    yield `,\n "${name}": [`
    yield* list(rows(), ({ id, at, detail }) => ({ id, at, ...detail }))
    yield ']'
  }
  yield `,\n "whoLooked": [`
  yield* list(looks(), ({ at, name, role, action }) => ({ at, name, role, action }))
  yield ']\n}\n'
}

async function* list<Row>(rows: AsyncIterable<Row>, shape: (row: Row) => object): AsyncGenerator<string> {
  let first = true
  for await (const row of rows) {
    yield `${first ? '' : ','}\n  ${JSON.stringify(shape(row))}`
    first = false
  }
}
