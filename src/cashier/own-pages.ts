import type { OpenBill, PaperOnPage } from '../web/components/bills.js'
import type { ClaimOnPage } from '../web/components/claims.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

/** A patient's bills: what is owed, how it is paid, and every paper about it. */
export const ownBillsPage = page<{
  stats: Components['components/stats']['items']
  open: OpenBill[]
  claims: ClaimOnPage[]
  papers: PaperOnPage[]
  statement: string
  newer: string | null
  older: string | null
}>('cashier/own', 'Your bills')
