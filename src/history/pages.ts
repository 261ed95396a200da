import type { AllergyKind, FamilyRelation } from '../generated/prisma/enums.js'
import { allergyKindLabels, allergySeverityLabels } from '../patients/allergy-rules.js'
import { relationLabels } from '../patients/contact-rules.js'
import type { Day } from '../shared/calendar.js'
import { formatPhone } from '../shared/text.js'
import type { Option } from '../web/components/forms.js'
import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'
import { conditionStatusLabels } from './rules.js'

export interface ShownAllergy {
  id: string
  substance: string
  kind: string
  reaction: string | null
  severity: string
  isSevere: boolean
  /** Whether a prescription is checked for it. */
  isChecked: boolean
  at: Date
  by: string | null
  /** Where it is taken back. */
  removal: string | null
}

export interface ShownCondition {
  name: string
  code: string | null
  since: Day | null
  resolvedOn: Day | null
  note: string | null
  status: string
  isActive: boolean
  at: Date
  by: string | null
  edit: string | null
}

export interface ShownContact {
  id: string
  name: string
  relation: string
  phone: string
}

/** Whose history it is, for the pages of staff and of the patient. */
export interface Whose {
  name: string
  /** The page that all of it stands on. */
  home: string
  /** Null on the patient's own pages. */
  banner: BannerPatient | null
  trail: Crumb[]
}

interface Told {
  substance: string
  kind: AllergyKind
  reaction: string | null
  severity: keyof typeof allergySeverityLabels
  code: string | null
  recordedAt: Date
  recordedBy: string | null
  byPatient: boolean
  id: string
}

export function shownAllergy(told: Told, t: T, removal: string | null): ShownAllergy {
  return {
    id: told.id,
    substance: told.substance,
    kind: t(allergyKindLabels[told.kind]),
    reaction: told.reaction,
    severity: t(allergySeverityLabels[told.severity]),
    isSevere: told.severity === 'SEVERE',
    isChecked: told.code !== null,
    at: told.recordedAt,
    by: told.byPatient ? t('told by the patient') : told.recordedBy,
    removal,
  }
}

export const shownContact = (
  { id, name, relation, phone }: { id: string; name: string; relation: FamilyRelation; phone: string },
  t: T,
): ShownContact => ({ id, name, relation: t(relationLabels[relation]), phone: formatPhone(phone) })

export const historyPage = page<
  Whose & {
    actions: ActionLink[]
    allergies: ShownAllergy[]
    takenBack: { substance: string; at: Date; by: string | null; reason: string }[]
    noneSince: Date | null
    /** Where it is said that there are none; null where that is not for the reader, or not true. */
    none: string | null
    contacts: ShownContact[]
    editsContacts: boolean
    /** Null where the reader does not get what doctors keep. */
    clinical: {
      conditions: ShownCondition[]
      newCondition: string | null
      text: string | null
      editText: string | null
      triage: Components['components/triage-status']
      report: { day: Day; rating: number; description: string | null } | null
    } | null
  }
>('history/history', ({ name }, t) => t('History of {{name}}', { name }), { trail: ({ trail }) => trail })

export const allergyPage = page<
  Whose & { form: Form; kinds: Option[]; severities: Option[]; substances: string[]; rules: string | null }
>('history/allergy', 'A new allergy', { trail: ({ trail }) => trail })

export const takeBackPage = page<Whose & { form: Form; id: string; substance: string }>(
  'history/take-back',
  'Take an allergy back',
  { trail: ({ trail }) => trail },
)

export const contactPage = page<Whose & { form: Form; id: string | null; relations: Option[] }>(
  'history/contact',
  ({ id }, t) => (id === null ? t('Somebody to call') : t('Change somebody to call')),
  { trail: ({ trail }) => trail },
)

export const conditionPage = page<
  Whose & { form: Form; id: string | null; statuses: Option[]; labels: Record<string, string> }
>('history/condition', ({ id }, t) => (id === null ? t('A new condition') : t('Change a condition')), {
  trail: ({ trail }) => trail,
})

export const historyTextPage = page<Whose & { form: Form; labels: Record<string, string> }>(
  'history/text',
  'Medical history',
  { trail: ({ trail }) => trail },
)

/** What each field is called, for the comparison of two versions. */
export const labelsOf = (t: T): Record<string, string> =>
  Object.fromEntries(Object.entries(fieldLabels).map(([name, label]) => [name, t(label)]))

const fieldLabels = {
  name: 'Condition',
  code: 'Code of ICD-10',
  since: 'Since',
  note: 'Note',
  status: 'Status',
  resolvedOn: 'Over since',
  medicalHistory: 'Medical history',
}

/** Both versions of a status in words. */
export const statusInWords = (name: string, value: string, t: T): string => {
  const labels: Record<string, string> = conditionStatusLabels
  return name === 'status' && labels[value] ? t(labels[value]) : value
}
