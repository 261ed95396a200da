import { methodLabels } from '../counter/method-rules.js'
import type { PaymentMethod } from '../generated/prisma/enums.js'
import { patientNumber } from '../patients/rules.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

interface Shown {
  number: string
  method: PaymentMethod
  reference: string | null
  payer: string | null
  receivedAt: Date
  receivedBy: string
  patientName: string
  patientLocalName: string | null
  patient: { id: string; number: number }
}

/** What a receipt says, besides the money. `patientHref` leads staff to the patient. */
export const receiptFacts = (
  payment: Shown,
  { t, format, patientHref }: { t: T; format: Format; patientHref: string | null },
): Components['components/summary-list']['rows'] => [
  { label: t('Receipt'), value: payment.number },
  { label: t('Received'), value: format.instant(payment.receivedAt), note: payment.receivedBy },
  {
    label: t('Patient'),
    value: payment.patientName,
    ...(patientHref && { href: patientHref }),
    ...(payment.patientLocalName && { note: payment.patientLocalName }),
  },
  { label: t('Patient number'), value: patientNumber(payment.patient.number) },
  {
    label: t('How it was paid'),
    value: t(methodLabels[payment.method]),
    ...(payment.reference && { note: t('Reference {{reference}}', { reference: payment.reference }) }),
  },
  { label: t('Paid by'), value: payment.payer ?? t('The patient') },
]
