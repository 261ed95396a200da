import type { Option } from '../web/components/forms.js'
import type { BannerPatient } from '../web/components/people.js'
import type { MedicinePick } from '../web/components/prescriptions.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { aboveIt, type Person, type ShownCurrent } from './pages.js'
import { frequencies, frequencyLabels, MOST_MEDICINES, rowFields } from './rules.js'
import type { AskedWarning } from './warning-pages.js'

export interface FormRow {
  number: number
  pick: MedicinePick
  /** What the amounts come to: '15 tablets'. */
  quantity: string | null
}

export interface PrescribingModel extends Person {
  heading: string
  form: Form
  banner: BannerPatient
  /** Where it is posted. */
  action: string
  /** It takes the place of another one. */
  isVersion: boolean
  /** Something is wrong with the rules themselves. */
  notice: Components['components/callout'] | null
  /** Where allergies are recorded, while nobody has asked about them and no medicine is checked yet. */
  unasked: string | null
  /** What it is checked by. */
  checkedBy: string | null
  rows: FormRow[]
  frequencies: Option[]
  routes: string[]
  warnings: AskedWarning[]
  /** Reasons for warnings that are not shown now: kept until they are. */
  kept: { name: string; value: string }[]
  current: ShownCurrent[]
  favourites: Option[]
  mayAddRow: boolean
  repeat: string | null
  cancel: string
}

export const prescribingPage = page<PrescribingModel & { labels: Record<string, string> }>(
  'prescriptions/form',
  ({ heading }) => heading,
  {
    trail: (person, t) => [
      ...aboveIt(person, t),
      { label: t('Prescriptions'), href: `/patients/${person.id}/prescriptions` },
    ],
  },
)

export const favouritesPage = page<{ favourites: { id: string; name: string; medicines: string[] }[] }>(
  'prescriptions/favourites',
  'Your favourites',
)

export const frequencyOptions = (t: T): Option[] =>
  frequencies.map((frequency) => ({ value: frequency, label: t(frequencyLabels[frequency]) }))

const fieldLabels: Record<(typeof rowFields)[number], string> = {
  medicine: 'Medicine',
  medicineId: 'Medicine',
  found: 'Medicine',
  amount: 'Each time',
  unit: 'Unit',
  frequency: 'How often',
  max: 'At most a day',
  days: 'Days',
  route: 'Route',
  instructions: 'Instructions',
}

/** 'Medicine 2: How often', for the table of what two doctors wrote. */
export const conflictLabels = (t: T): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: MOST_MEDICINES }, (_, index) => index + 1).flatMap((row) =>
      rowFields.map((field) => [
        `${field}${row}`,
        t('Medicine {{row}}: {{field}}', { row, field: t(fieldLabels[field]) }),
      ]),
    ),
  )
