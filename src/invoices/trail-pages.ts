import type { Can, Crumb } from '../web/page.js'
import type { T } from '../web/words.js'

/** Above every page about money: the list of all invoices for staff, for a patient their own bills. */
export const aboveInvoices = (t: T, can: Can): Crumb =>
  can('bill.own') ? { label: t('Your bills'), href: '/bills' } : { label: t('Invoices'), href: '/invoices' }
