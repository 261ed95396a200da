import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export interface ShownHanding {
  what: string
  by: string
  /** What of it came back, and why. */
  returned: string[]
  /** Where its return is noted; null where all of it came back. */
  bringBack: string | null
}

export interface ShownLine {
  /** Counted from 1; the ids and the errors of its fields end in it. */
  row: number
  itemId: string
  medicine: string
  /** How it is taken. */
  dose: string
  /** 'Prescribed 20 tablets, 10 left'. */
  left: string
  /** Null where nothing is handed out any more: the sentence says why. */
  closed: string | null
  /** What one costs; null where it has to be typed. */
  price: string | null
  typed: { quantity: string; batch: string; price: string }
  handings: ShownHanding[]
}

const trail = (t: (text: string) => string) => ({ label: t('Medicines to hand out'), href: '/dispenses' })

export const handOutPage = page<{
  form: Form
  id: string
  number: string
  banner: BannerPatient
  doctor: string
  prescribedAt: Date
  /** Why nothing of it is handed out. */
  refused: string | null
  lines: ShownLine[]
  charges: string | null
}>('dispensing/hand-out', ({ number }, t) => t('Hand out medicine of {{number}}', { number }), {
  trail: (_page, t) => [trail(t)],
})

export const returnPage = page<{
  form: Form
  id: string
  banner: BannerPatient
  what: string
  /** How much of it the patient has. */
  left: string
  /** An invoice has its charge. */
  billed: boolean
  number: string
  prescription: string
}>('dispensing/return', 'Medicine brought back', {
  trail: ({ number, prescription }, t) => [trail(t), { label: number, href: prescription }],
})

export const toHandOutPage = page<{
  q: string
  notFound: boolean
  days: number
  /** Only of this patient. */
  patient: string | null
  rows: {
    patient: { name: string; localName: string | null; about: string; href?: string }
    number: string
    medicines: string[]
    doctor: string
    prescribedAt: Date
    href: string
  }[]
  newer: string | null
  older: string | null
}>('dispensing/list', 'Medicines to hand out')
