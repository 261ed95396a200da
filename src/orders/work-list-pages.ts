import type { OrderOnPage } from '../web/components/orders.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'

/** What waits for a result or to be given; the desk of clinical data entry. */
export const workListPage = page<{
  tabs: Components['components/tabs']['items']
  q: string
  notFound: boolean
  rows: OrderOnPage[]
  newer: string | null
  older: string | null
}>('orders/work-list', 'Orders')
