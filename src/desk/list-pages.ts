import type { Option } from '../web/components/forms.js'
import type { StatusName } from '../web/components/telling.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export interface ListedVisit {
  id: string
  number: string
  patient: { name: string; localName: string | null; about: string; href: string }
  startsAt: Date
  doctor: string
  specialisation: string
  status: StatusName
  /** Null for what is routine. */
  priority: StatusName | null
  reason: string
  isStranded: boolean
  /** Where it gets another time, or who has come another doctor. */
  rearrange: string | null
  /** A request that waits for an answer by whoever reads. */
  answerable: boolean
}

export const visitListPage = page<{
  rows: ListedVisit[]
  form: Form
  tabs: Components['components/tabs']['items']
  states: Option[]
  /** Empty for a doctor, whose list has only their own. */
  doctors: Option[]
  specialisations: Option[]
  priorities: Option[]
  show: string
  filtered: boolean
  /** The same filters in words, for paper. */
  printed: Components['components/printed']['filters']
  trouble: 'tooShort' | 'tooMany' | null
  views: { id: string; name: string; href: string; current: boolean }[]
  /** The form that keeps the filters under a name. */
  viewForm: Form
  query: string
  csv: string
  /** This very list, to come back to after an answer. */
  here: string
  newer: string | null
  older: string | null
}>('desk/list', 'Visits')
