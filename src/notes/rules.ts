import type { NoteKind } from '../generated/prisma/enums.js'

export const noteKinds = ['CONSULTATION', 'PROGRESS', 'ADMISSION', 'PROCEDURE', 'NURSING', 'OTHER'] as const

export const noteKindLabels: Record<NoteKind, string> = {
  CONSULTATION: 'Consultation',
  PROGRESS: 'Progress',
  ADMISSION: 'Admission',
  PROCEDURE: 'Procedure',
  NURSING: 'Nursing',
  OTHER: 'Other',
}

/** The headings under which each kind of note is written; those of a consultation are SOAP (Weed, 1968). */
export const noteHeadings: Record<NoteKind, readonly string[]> = {
  CONSULTATION: ['Subjective', 'Objective', 'Assessment', 'Plan'],
  PROGRESS: ['Overnight', 'Examination', 'Assessment', 'Plan for today'],
  ADMISSION: [
    'Reason for admission',
    'History of this illness',
    'Past history and medicines',
    'Examination',
    'Assessment',
    'Plan',
  ],
  PROCEDURE: [
    'Procedure',
    'Why',
    'Consent',
    'What was done',
    'Found',
    'Complications',
    'Instructions afterwards',
  ],
  NURSING: ['Condition', 'Care given', 'Intake and output', 'To watch'],
  OTHER: [],
}

/** An empty note with the headings of its kind, in the writer's words. */
export const templateOf = (kind: NoteKind, t: (sentence: string) => string): string =>
  noteHeadings[kind].map((heading) => `${t(heading)}:\n`).join('\n')

/** What stands in the form after a kind's headings were asked for: nothing that was written is lost. */
export function withTemplate(written: string, template: string): string {
  const text = written.trim()
  if (text === '' || onlyHeadings(text)) return template
  return template === '' ? written : `${text}\n\n${template}`
}

/** Whether nothing but headings stands there: a note that nobody has written. */
export function onlyHeadings(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.every((line) => line === '' || /^[\p{L}\p{M} ]{3,40}:$/u.test(line))
}
