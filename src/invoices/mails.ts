import { mail } from '../notices/mail.js'

export const invoiceReady = mail<object>('invoice-ready', 'Your invoice is ready')
