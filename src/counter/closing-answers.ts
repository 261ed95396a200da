import type { Response } from 'express'
import { config } from '../config.js'
import type { Form } from '../web/form.js'
import { countField } from './forms.js'
import { closingPage } from './pages.js'
import { denominations } from './rules.js'

/** The form in which a counter is counted, one's own or somebody else's. */
export function showClosing(
  res: Response,
  form: Form,
  which: { of: { cashier: string; openedAt: Date } | null; action: string; cancel: string },
) {
  const { format } = res.locals
  closingPage(res, {
    units: denominations[config.currency].map((unit) => ({
      ...{ name: countField(unit), label: inFull(format.money(BigInt(unit))) },
    })),
    ...which,
    form,
  })
}

/** '₹500' rather than '₹500.00': nobody calls a note otherwise. */
const inFull = (amount: string) => amount.replace(/\.00$/, '')
