import type { BannerPatient } from '../web/components/people.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface Person {
  id: string
  name: string
}

const trail = ({ id, name }: Person, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: name, href: `/patients/${id}` },
]

export const labelsPage = page<Person & { banner: BannerPatient }>(
  'patients/labels',
  'Wristband and labels',
  {
    trail,
  },
)

export interface PrintedLabel extends Person {
  kind: 'wristband' | 'label'
  localName: string | null
  number: string
  code: { width: number; bars: { x: number; width: number }[] }
  born: string | null
  age: string | null
  sex: string | null
  bloodGroup: string | null
  allergies: NonNullable<BannerPatient['allergies']>
}

export const printedLabelPage = page<PrintedLabel>(
  'patients/printed-label',
  ({ kind, number }, t) =>
    kind === 'wristband' ? t('Wristband {{number}}', { number }) : t('Label {{number}}', { number }),
  {
    trail: (label, t) => [
      ...trail(label, t),
      { label: t('Wristband and labels'), href: `/patients/${label.id}/labels` },
    ],
  },
)
