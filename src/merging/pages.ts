import { bloodGroupLabels, governmentIdLabels, maskedId, sexLabels } from '../patients/rules.js'
import { formatPhone } from '../shared/text.js'
import type { PatientPick } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { Fields } from './rules.js'

interface Person {
  id: string
  name: string
  number: string
}

const trail = ({ one }: { one: Person }, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: one.name, href: `/patients/${one.id}` },
]

export interface Row {
  label: string
  one: string | null
  other: string | null
  differs: boolean
}

export const chooseOtherPage = page<{
  form: Form
  one: Person
  pick: PatientPick
  twins: { href: string; name: string; localName: string | null; about: string; why: string[] }[]
}>('merging/choose', 'Merge with another record', { trail })

export const comparePage = page<{ form: Form; one: Person; other: Person; fields: Row[]; held: Row[] }>(
  'merging/compare',
  'Are these one person?',
  { trail },
)

export const confirmMergePage = page<{
  form: Form
  one: Person
  kept: Person
  gone: Person
  /** Sent again with the confirmation. */
  told: Record<string, string>
  consequences: string[]
}>(
  'merging/confirm',
  ({ kept, gone }, t) => t('Merge {{gone}} into {{kept}}', { gone: gone.number, kept: kept.number }),
  {
    trail,
  },
)

export interface ShownMerge {
  id: string
  kept: Person & { href: string }
  gone: Person
  reason: string
  at: Date
  by: string | null
  undone: { at: Date; by: string | null; reason: string } | null
  undo: string | null
}

export const mergesPage = page<{ rows: ShownMerge[]; newer: string | null; older: string | null }>(
  'merging/list',
  'Merged records',
  { trail: (_page, t) => [{ label: t('Patients'), href: '/patients' }] },
)

export const undoMergePage = page<{ form: Form; merge: ShownMerge }>('merging/undo', 'Undo a merge', {
  trail: (_page, t) => [
    { label: t('Patients'), href: '/patients' },
    { label: t('Merged records'), href: '/merges' },
  ],
})

/** The fields of two records, one row each. */
export function fieldRows(one: Fields, other: Fields, t: T, format: Format): Row[] {
  const rows: { label: string; show: (fields: Fields) => string | null }[] = [
    { label: t('Name'), show: ({ name }) => name },
    { label: t('Name in their own script'), show: ({ localName }) => localName },
    { label: t('Sex'), show: ({ sex }) => sex && t(sexLabels[sex]) },
    { label: t('Date of birth'), show: ({ dateOfBirth }) => dateOfBirth && format.day(dateOfBirth) },
    { label: t('Phone'), show: ({ phone }) => phone && formatPhone(phone) },
    { label: t('Email'), show: ({ email }) => email },
    { label: t('Address'), show: ({ address }) => address },
    { label: t('Blood group'), show: ({ bloodGroup }) => bloodGroup && t(bloodGroupLabels[bloodGroup]) },
    {
      label: t('Government id'),
      show: ({ governmentIdKind: kind, governmentIdNumber: number }) =>
        kind && number && `${t(governmentIdLabels[kind])} ${maskedId(number)}`,
    },
    { label: t('Medical history'), show: ({ medicalHistory }) => medicalHistory },
    { label: t('Photo'), show: ({ photoId }) => photoId && t('Yes') },
  ]
  return rows.map(({ label, show }) => rowOf(label, show(one), show(other)))
}

export const rowOf = (label: string, one: string | null, other: string | null): Row => ({
  ...{ label, one, other },
  differs: one !== null && other !== null && one !== other,
})
