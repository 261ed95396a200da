import { routes } from '../web/routes.js'
import { receiptRoutes } from './receipt-routes.js'

/** A patient's own receipts. */
export const ownPaymentRoutes = routes()

ownPaymentRoutes.use('/', receiptRoutes)
