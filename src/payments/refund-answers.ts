import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { methodLabels } from '../counter/method-rules.js'
import { hasOpenCounter } from '../counter/queries.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { methodOptions } from './forms.js'
import { refundPage, refundStatus } from './refund-pages.js'
import { findRefund, type RefundRecord } from './refund-queries.js'
import { mayBecome } from './refund-rules.js'

interface Typed {
  approval?: Form
  rejection?: Form
  payout?: Form
}

/** One refund with the forms that are open for the reader; what was typed into one stays, also where it came too late. */
export async function showRefund(req: Request, res: Response, typed: Typed): Promise<void> {
  const { t, format, base, can } = res.locals
  const refund = await findRefund(actor(req), idParam(req))
  const patient = await findPatient(actor(req), refund.patient.id, new Date())
  await auditRead(actor(req), 'refund.view', patient.id, { type: 'refund', id: refund.id })
  const counterOpen = await hasOpenCounter(actor(req).id)
  const fresh = () => ({ ...openForm(req), values: { version: String(refund.version) } })
  const asked = refund.requestedById === actor(req).id
  const decides = can('refund.decide')
  const open = {
    approval: mayBecome('approve', refund.status) && decides && !asked,
    rejection: mayBecome('reject', refund.status) && decides,
    payout: mayBecome('pay', refund.status) && can('refund.pay'),
  }
  const late = Object.entries(typed).find(([name]) => !open[name as keyof Typed])
  refundPage(res, {
    id: refund.id,
    banner: bannerOf(patient, t, base),
    status: refundStatus(refund.status, t),
    facts: [
      { label: t('Amount'), value: format.money(refund.amountMinor) },
      {
        label: t('Out of receipt'),
        value: refund.payment.number,
        href: `${base}/payments/${refund.payment.id}`,
      },
      { label: t('Why'), value: refund.reason },
      ...(refund.number ? [{ label: t('Number of the refund'), value: refund.number }] : []),
    ],
    history: historyOf(refund, res),
    refused: late?.[1] ?? null,
    approval: open.approval ? (typed.approval ?? fresh()) : null,
    rejection: open.rejection ? (typed.rejection ?? fresh()) : null,
    payout: open.payout
      ? { form: typed.payout ?? { ...openForm(req), values: {} }, methods: methodOptions(t), counterOpen }
      : null,
    note:
      mayBecome('approve', refund.status) && decides && asked
        ? t('You asked for this refund yourself: another person approves it.')
        : mayBecome('approve', refund.status) && !decides
          ? t('An admin approves it, before it is paid.')
          : null,
  })
}

function historyOf(refund: RefundRecord, res: Response) {
  const { t, format } = res.locals
  const { decidedAt, decidedBy, paidAt, paidBy, method, reference, decisionReason } = refund
  const decided = refund.status === 'REJECTED' ? t('Rejected') : t('Approved')
  return [
    ...(paidAt && method
      ? [
          {
            ...{
              at: format.instant(paidAt),
              title: t('Given back: {{how}}', { how: t(methodLabels[method]) }),
            },
            ...(paidBy && { by: paidBy }),
            ...(reference && { text: t('Reference {{reference}}', { reference }) }),
          },
        ]
      : []),
    ...(decidedAt
      ? [
          {
            ...{ at: format.instant(decidedAt), title: decided },
            ...(decidedBy && { by: decidedBy }),
            ...(decisionReason && { text: decisionReason }),
          },
        ]
      : []),
    { at: format.instant(refund.requestedAt), title: t('Asked for'), by: refund.requestedBy },
  ]
}
