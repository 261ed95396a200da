import { z } from 'zod'
import type { AddFile } from '../web/archive.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import type { CopiedFile } from './copying.js'
import { asJson, type RecordCopy } from './machine-readable.js'
import { asPage } from './readable.js'
import { recordSchema } from './record-schema.js'

/** Fills the archive: the record for people, the same for programs, its files, and what could not be put in. */
export async function fillArchive(
  add: AddFile,
  { copy, files }: { copy: RecordCopy; files: () => AsyncGenerator<CopiedFile> },
  t: T,
  format: Format,
): Promise<void> {
  await add('record.html', asPage(copy, t, format))
  await add('record.json', asJson(copy))
  await add('record.schema.json', one(JSON.stringify(z.toJSONSchema(recordSchema), null, 1)))
  const missing: string[] = []
  for await (const file of files()) {
    const found = await file.open()
    if (typeof found === 'string') missing.push(`${file.name} (${file.title}): ${t(found)}`)
    else await add(file.name, found.stream())
  }
  await add('README.txt', one(readme(missing, t)))
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}

function readme(missing: string[], t: T): string {
  const lines = [
    t('record.html: the record to read and to print; open it in any browser.'),
    t('record.json: the same for programs; record.schema.json describes it (JSON Schema).'),
    t('files: the documents, by their place in the list.'),
    '',
    missing.length === 0 ? t('All files are here.') : t('These files are not here:'),
    ...missing,
  ]
  return `${lines.join('\n')}\n`
}
