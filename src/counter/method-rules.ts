import { PaymentMethod } from '../generated/prisma/enums.js'

/** How money comes in and goes out, in the order of every list and sum. */
export const paymentMethods = [
  PaymentMethod.CASH,
  PaymentMethod.CARD,
  PaymentMethod.UPI,
  PaymentMethod.BANK,
  PaymentMethod.INSURER,
] as const

export const methodLabels: Record<PaymentMethod, string> = {
  CASH: 'Cash',
  CARD: 'Card',
  UPI: 'UPI',
  BANK: 'Bank transfer',
  INSURER: 'Insurer',
}
