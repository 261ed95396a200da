import type { Form } from '../form.js'
import type { Option } from './forms.js'

/** Money that comes in and goes out. */
export interface PaymentComponents {
  /** How much, how, and what stands on the slip: the same for an invoice and in advance. */
  'components/payment-fields': { form: Form; methods: Option[]; amountLabel: string }

  /** What came in and went out by method, with its sum; amounts are formatted. */
  'components/by-method': {
    caption: string
    rows: { method: string; received: string; returned: string; left: string }[]
    total: { received: string; returned: string; left: string }
  }

  /** Counters, each a link; `named` with whose it is. */
  'components/counter-rows': {
    rows: {
      href: string
      cashier: string
      openedAt: Date
      closedAt: Date | null
      counted: string | null
      difference: string | null
      closedBy: string | null
    }[]
    named: boolean
  }

  /** Says that cash needs an open counter, with the way there. Prints nothing where one is open. */
  'components/counter-note': { open: boolean }
}
