import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

interface Filed {
  byPatient: boolean
  uploadedBy: string | null
  createdAt: Date
}

/** Who filed a document, and when. A patient is not told who of the house it was: `named` false. */
export function filedWords(
  { byPatient, uploadedBy, createdAt }: Filed,
  { named }: { named: boolean },
  t: T,
  format: Format,
): string {
  const at = format.instant(createdAt)
  if (byPatient) return t('Sent by the patient, {{at}}', { at })
  return named && uploadedBy
    ? t('{{name}}, {{at}}', { name: uploadedBy, at })
    : t('By the hospital, {{at}}', { at })
}
