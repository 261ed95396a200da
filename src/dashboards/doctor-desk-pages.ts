import type { LetterKind, NoteKind } from '../generated/prisma/enums.js'
import { letterKindLabels } from '../letters/rules.js'
import { noteKindLabels } from '../notes/rules.js'
import type { T } from '../web/words.js'

/** A line of what waits on a doctor's desk besides patients. */
export interface DeskItem {
  href: string
  title: string
  about: string
  at: Date
}

type OnDesk = { id: string; patient: string; at: Date } & (
  | { what: 'NOTE'; kind: NoteKind }
  | { what: 'LETTER'; kind: LetterKind; from: string }
)

/** The unsigned notes and the letters, each in their order. */
export function deskItems(waiting: OnDesk[], { t, base }: { t: T; base: string }) {
  const unsigned: DeskItem[] = []
  const letters: DeskItem[] = []
  for (const one of waiting) {
    const { id, patient: title, at } = one
    if (one.what === 'NOTE')
      unsigned.push({
        href: `${base}/patients/${id}/notes/new`,
        title,
        about: t(noteKindLabels[one.kind]),
        at,
      })
    else {
      const about = t('{{kind}} from {{from}}', { kind: t(letterKindLabels[one.kind]), from: one.from })
      letters.push({ href: `${base}/letters/${id}`, title, about, at })
    }
  }
  return { unsigned, letters }
}
