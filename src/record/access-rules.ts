/** What somebody did with a record, for the patient whose it is, by the action that the audit trail names. */
export const deedLabels: Record<string, string> = {
  'patient.view': 'Opened your details',
  'patient.edit': 'Changed your details',
  'patient.create': 'Registered you',
  'patient.assign-doctor': 'Assigned a doctor',
  'patient.merge': 'Put two records together',
  'patient.labels': 'Printed a label',
  'note.view': 'Read the record',
  'note.create': 'Wrote a note',
  'letter.own': 'Wrote to or heard from a colleague about you',
  'emergency-access.open': 'Opened the record in an emergency',
  'alert.list': 'Read an alert',
  'alert.raise': 'Reported an emergency',
  'alert.acknowledge': 'Answered an alert',
  'triage.create': 'Recorded a triage',
  'triage.view': 'Read a triage',
  'triage.decide': 'Decided where you are cared for',
  'score.view': 'Read a score',
  'score.record': 'Worked out a score',
  'observation.view': 'Read the measurements',
  'observation.create': 'Measured',
  'observation.strike': 'Struck out a measurement',
  'order.view': 'Read the orders',
  'order.create': 'Ordered a test or a treatment',
  'order.schedule': 'Scheduled a test or a treatment',
  'order.collect': 'Took a sample',
  'order.cancel': 'Cancelled an order',
  'result.view': 'Read a result',
  'result.record': 'Recorded a result',
  'result.release': 'Released a result to you',
  'result.acknowledge': 'Acknowledged a result',
  'result.mail': 'Sent a result to your doctor',
  'treatment.record': 'Recorded a treatment',
  'prescription.view': 'Read the prescriptions',
  'prescription.create': 'Prescribed',
  'prescription.stop': 'Stopped a medicine',
  'medicine.dispense': 'Handed out medicine to you, or took it back',
  'document.view': 'Opened a document',
  'document.export': 'Took a copy of a document',
  'document.create': 'Filed a document',
  'document.release': 'Released a document to you',
  'daily-report.view': 'Read your daily reports',
  'discharge-summary.view': 'Read a discharge summary',
  'discharge-summary.create': 'Wrote a discharge summary',
  'admission.create': 'Admitted you',
  'admission.discharge': 'Discharged you',
  'service.list': 'Looked at your services',
  'service.request': 'Requested or cancelled a service to you',
  'service.allocate': 'Planned a service to you',
  'charge.list': 'Looked at what you have to pay',
  'charge.create': 'Noted something that you have to pay',
  'charge.void': 'Took back a charge of yours',
  'payment.view': 'Looked at a receipt of yours',
  'payment.create': 'Took a payment of yours',
  'payment.use-credit': 'Put your credit to an invoice',
  'payment.cancel': 'Cancelled a receipt of yours',
  'refund.view': 'Looked at a refund to you',
  'refund.request': 'Asked for a refund to you',
  'refund.decide': 'Decided on a refund to you',
  'refund.pay': 'Gave money back to you',
  'invoice.create': 'Wrote an invoice to you',
  'claim.list': 'Looked at a payment that you told us of',
  'claim.submit': 'Told us of a payment',
  'claim.decide': 'Compared a payment that you told us of',
  'bill.own': 'Looked at your bills',
  'cashier.view': 'Looked at what you have paid and owe',
  'invoice.draft': 'Prepared an invoice to you',
  'invoice.void': 'Took an invoice to you back',
  'record.export': 'Took a copy of the record',
  'appointment.view': 'Looked at a visit',
  'appointment.list': 'Looked at your visits',
  'appointment.request': 'Asked for a visit',
  'appointment.book': 'Booked a visit',
  'appointment.walk-in': 'Put you into a queue',
  'appointment.edit': 'Changed a visit',
  'appointment.confirm': 'Confirmed a visit',
  'appointment.reject': 'Declined a visit',
  'appointment.cancel': 'Cancelled a visit',
  'appointment.reschedule': 'Moved a visit',
  'appointment.check-in': 'Noted that you had come',
  'appointment.call': 'Called you in',
  'appointment.complete': 'Saw you',
  'appointment.no-show': 'Noted that you did not come',
  'appointment.undo': 'Took a change of a visit back',
  'waiting.join': 'Put you on a waiting list',
  'offer.answer': 'Answered for a time that was held for you',
  'family.edit': 'Changed who books for you',
  'isolation.view': 'Read about your care at home',
  'isolation.plan': 'Changed the plan of your care at home',
  'isolation.report': 'Wrote down what you told from home',
  'isolation.end': 'Ended your home isolation',
  'invoice.view': 'Opened an invoice',
  'credit-note.view': 'Opened a credit note',
  'credit-note.create': 'Corrected an invoice to you',
  'statement.view': 'Looked at your account',
  'statement.create': 'Printed your account',
  'allergy.record': 'Recorded an allergy',
  'allergy.remove': 'Took an allergy off the record',
  'condition.view': 'Read your illnesses',
  'prescription.edit': 'Changed a prescription',
  'document.edit': 'Changed a document',
  'document.remove': 'Removed a document',
  'daily-report.own': 'Wrote a daily report',
  'condition.record': 'Recorded a condition',
}

/** Never without a word: what has no label of its own is a look or a change. */
export const deedLabel = (action: string): string =>
  deedLabels[action] ?? (/\.(view|list)$/.test(action) ? 'Looked at the record' : 'Worked on the record')

export interface Access {
  at: Date
  actorId: string
  name: string
  role: string
  action: string
}

export interface Sitting {
  name: string
  role: string
  from: Date
  to: Date
  /** Each once, the last first. */
  actions: string[]
}

const SAME_SITTING = 30 * 60_000

/** What one person did in one go stands together: no more than half an hour between one thing and the next. */
export function sittingsOf(newestFirst: readonly Access[]): Sitting[] {
  const sittings: (Sitting & { actorId: string })[] = []
  for (const { at, actorId, name, role, action } of newestFirst) {
    const last = sittings.at(-1)
    if (last?.actorId === actorId && last.from.getTime() - at.getTime() <= SAME_SITTING) {
      last.from = at
      if (!last.actions.includes(action)) last.actions.push(action)
    } else sittings.push({ actorId, name, role, from: at, to: at, actions: [action] })
  }
  return sittings.map(({ actorId: _actorId, ...sitting }) => sitting)
}
