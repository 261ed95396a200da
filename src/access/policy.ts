import type { AlertKind, Role } from '../generated/prisma/enums.js'
import { Forbidden } from '../shared/errors.js'
import type { Actor } from './actor.js'

type Holds<Subject> = (actor: Actor, subject: Subject) => boolean
type Rule<Subject> = Partial<Record<Role, Holds<Subject>>> & { visitors?: true }

const rule = <Subject = void>(cells: Rule<Subject>): Rule<Subject> => cells

const any = () => true
const own = (actor: Actor, record: { patientId: string }) => actor.patientId === record.patientId
const themselves = (actor: Actor, doctor: { doctorId: string }) => actor.doctorId === doctor.doctorId
const notThemselves = (actor: Actor, account: { accountId: string }) => actor.id !== account.accountId
const aboutSilence = (_: Actor, alert: { kind: AlertKind }) => alert.kind === 'SILENCE'
const everybody = { ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: any, DATA_ENTRY: any }

/**
 * Who may do what: one row per action, one cell per role; an empty cell is a no. Which *rows* of a table a
 * person reaches is not said here but in scopes.ts: a doctor's `any` means any patient within their scope.
 */
export const policy = {
  'site.visit': rule({ ...everybody, visitors: true }),
  'account.own': rule(everybody),

  'account.list': rule({ ADMIN: any }),
  'account.create': rule({ ADMIN: any }),
  'account.edit': rule({ ADMIN: any }),
  'account.decide': rule({ ADMIN: any }),
  'account.suspend': rule<{ accountId: string }>({ ADMIN: notThemselves }),
  'account.remove': rule<{ accountId: string }>({ ADMIN: notThemselves }),
  'outbox.view': rule({ ADMIN: any }),
  'outbox.send-again': rule({ ADMIN: any }),
  'permissions.view': rule({ ADMIN: any }),
  'settings.edit': rule({ ADMIN: any }),

  'dashboard.admin': rule({ ADMIN: any }),
  'dashboard.reception': rule({ RECEPTIONIST: any }),
  'dashboard.doctor': rule({ DOCTOR: any }),
  'dashboard.patient': rule({ PATIENT: any }),
  'dashboard.records': rule({ DATA_ENTRY: any }),

  'doctor.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'doctor.create': rule({ ADMIN: any }),
  'doctor.edit': rule<{ doctorId: string }>({ ADMIN: any, DOCTOR: themselves }),
  'doctor.set-credentials': rule({ ADMIN: any }),
  'doctor.remove': rule({ ADMIN: any }),
  'doctor.in-charge': rule({ PATIENT: any }),
  'specialisation.edit': rule({ ADMIN: any }),

  'patient.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'patient.create': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'patient.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'patient.edit': rule<{ patientId: string }>({ ADMIN: any, RECEPTIONIST: any, PATIENT: own }),
  'patient.remove': rule({ ADMIN: any }),
  'patient.own': rule({ PATIENT: any }),
  'patient.assign-doctor': rule({ ADMIN: any, RECEPTIONIST: any }),

  'triage.create': rule<{ patientId: string }>({
    ADMIN: any,
    RECEPTIONIST: any,
    DOCTOR: any,
    DATA_ENTRY: any,
    PATIENT: own,
  }),
  'triage.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: any }),

  'triage.decide': rule({ DOCTOR: any }),
  'score.view': rule({ ADMIN: any, DOCTOR: any }),
  'score.record': rule({ DOCTOR: any }),

  'isolation.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'isolation.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: any }),
  'isolation.plan': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'isolation.report': rule<{ patientId: string }>({ RECEPTIONIST: any, DOCTOR: any, PATIENT: own }),
  'isolation.end': rule({ DOCTOR: any }),

  'alert.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'alert.raise': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, DATA_ENTRY: any }),
  'alert.acknowledge': rule<{ kind: AlertKind }>({ ADMIN: any, DOCTOR: any, RECEPTIONIST: aboutSilence }),

  'service.own': rule({ PATIENT: any }),
  'service.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'service.request': rule<{ patientId: string }>({
    ADMIN: any,
    RECEPTIONIST: any,
    DOCTOR: any,
    PATIENT: own,
  }),
  'service.allocate': rule({ ADMIN: any, RECEPTIONIST: any }),
  'service.edit-catalogue': rule({ ADMIN: any }),

  'ward.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'board.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'bed.move': rule({ ADMIN: any, RECEPTIONIST: any }),
  'bed.hold': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'request.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'request.create': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'request.withdraw': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'ward.edit': rule({ ADMIN: any }),
  'bed.clean': rule({ ADMIN: any, RECEPTIONIST: any }),

  'admission.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'admission.create': rule({ ADMIN: any, RECEPTIONIST: any }),
  'admission.view': rule({ ADMIN: any, RECEPTIONIST: any }),
  'admission.bill': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'admission.discharge': rule({ ADMIN: any, RECEPTIONIST: any }),
  'admission.plan-discharge': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'admission.order-discharge': rule({ DOCTOR: any }),
  'admission.readiness': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),

  'patient.labels': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, DATA_ENTRY: any }),
  'patient.merge': rule({ ADMIN: any }),
  'emergency-access.open': rule({ DOCTOR: any }),
  'emergency-access.list': rule({ ADMIN: any }),

  'allergy.record': rule<{ patientId: string }>({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: own }),
  'allergy.remove': rule({ ADMIN: any, DOCTOR: any }),
  'condition.view': rule({ ADMIN: any, DOCTOR: any }),
  'condition.record': rule({ DOCTOR: any }),

  'observation.view': rule({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any }),
  'observation.create': rule({ DOCTOR: any, DATA_ENTRY: any }),
  'observation.strike': rule({ DOCTOR: any, DATA_ENTRY: any }),
  'observation.set-scale': rule({ DOCTOR: any }),

  'note.view': rule({ ADMIN: any, DOCTOR: any }),
  'note.create': rule({ DOCTOR: any }),
  'letter.own': rule({ DOCTOR: any }),
  'prescription.view': rule({ ADMIN: any, DOCTOR: any, PATIENT: any }),
  'prescription.create': rule({ DOCTOR: any }),
  'prescription.stop': rule({ DOCTOR: any }),
  'medicine.dispense': rule({ ADMIN: any, RECEPTIONIST: any, DATA_ENTRY: any }),

  // Whose orders: ordersOf in scopes.ts.
  'order.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: any }),
  'order.create': rule({ DOCTOR: any }),
  'order.schedule': rule({ ADMIN: any, RECEPTIONIST: any }),
  'order.collect': rule({ ADMIN: any, RECEPTIONIST: any, DATA_ENTRY: any }),
  'order.cancel': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'result.view': rule({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: any }),
  'result.record': rule({ DATA_ENTRY: any }),
  'result.acknowledge': rule({ DOCTOR: any }),
  'result.release': rule({ DOCTOR: any }),
  'result.mail': rule({ ADMIN: any, DATA_ENTRY: any }),
  'treatment.record': rule({ DOCTOR: any, DATA_ENTRY: any }),
  'catalogue.view': rule({ ADMIN: any }),
  'catalogue.load': rule({ ADMIN: any }),

  'document.view': rule({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: any }),
  'document.export': rule({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: any }),
  'document.create': rule<{ patientId: string }>({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any, PATIENT: own }),
  'document.edit': rule({ ADMIN: any, DOCTOR: any, DATA_ENTRY: any }),
  'document.release': rule({ DOCTOR: any }),
  'document.remove': rule({ ADMIN: any, DOCTOR: any }),
  'daily-report.own': rule({ PATIENT: any }),
  'daily-report.view': rule({ ADMIN: any, DOCTOR: any }),
  'discharge-summary.view': rule({ ADMIN: any, DOCTOR: any, PATIENT: any }),
  'discharge-summary.create': rule({ DOCTOR: any }),
  'record.export': rule({ ADMIN: any, PATIENT: any }),

  // Whose visits: appointmentsOf in scopes.ts. A doctor reaches their own, a patient theirs and their family's.
  'appointment.list': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.export': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: any }),
  'appointment.request': rule({ PATIENT: any }),
  'appointment.book': rule<{ doctorId: string }>({ ADMIN: any, RECEPTIONIST: any, DOCTOR: themselves }),
  'appointment.walk-in': rule({ ADMIN: any, RECEPTIONIST: any }),
  'appointment.edit': rule({ ADMIN: any, RECEPTIONIST: any }),
  'appointment.confirm': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.reject': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.cancel': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: any }),
  'appointment.reschedule': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any, PATIENT: any }),
  'appointment.check-in': rule({ ADMIN: any, RECEPTIONIST: any }),
  'appointment.call': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.complete': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.no-show': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.undo': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'appointment.archive': rule({ DOCTOR: any }),
  'family.own': rule({ PATIENT: any }),
  'family.edit': rule({ ADMIN: any, RECEPTIONIST: any }),
  'calendar.own': rule({ DOCTOR: any, PATIENT: any }),

  'timetable.view': rule<{ doctorId: string }>({ ADMIN: any, RECEPTIONIST: any, DOCTOR: themselves }),
  'timetable.edit': rule<{ doctorId: string }>({ ADMIN: any, DOCTOR: themselves }),
  'holiday.edit': rule({ ADMIN: any }),
  'stranded.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'waiting.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'waiting.join': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'offer.answer': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),

  'queue.view': rule({ ADMIN: any, RECEPTIONIST: any, DOCTOR: any }),
  'queue.screen': rule({ ...everybody, visitors: true }),
  'notice.own': rule(everybody),

  'credit-note.view': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'credit-note.create': rule({ ADMIN: any, RECEPTIONIST: any }),
  'statement.view': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'statement.create': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'aging.view': rule({ ADMIN: any, RECEPTIONIST: any }),

  'invoice.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'invoice.view': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'invoice.create': rule({ ADMIN: any, RECEPTIONIST: any }),
  'invoice.draft': rule({ ADMIN: any, RECEPTIONIST: any }),
  'invoice.export': rule({ ADMIN: any, RECEPTIONIST: any }),
  'invoice.void': rule({ ADMIN: any, RECEPTIONIST: any }),
  'charge.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'charge.create': rule({ ADMIN: any, RECEPTIONIST: any }),
  'charge.void': rule({ ADMIN: any, RECEPTIONIST: any }),

  // Whose: money-scopes.ts. Who asks for a refund does not approve it, whatever their role.
  'payment.view': rule({ ADMIN: any, RECEPTIONIST: any, PATIENT: any }),
  'payment.create': rule({ ADMIN: any, RECEPTIONIST: any }),
  'payment.use-credit': rule({ ADMIN: any, RECEPTIONIST: any }),
  'payment.cancel': rule({ ADMIN: any, RECEPTIONIST: any }),
  'refund.view': rule({ ADMIN: any, RECEPTIONIST: any }),
  'refund.request': rule({ ADMIN: any, RECEPTIONIST: any }),
  'refund.decide': rule({ ADMIN: any }),
  'refund.pay': rule({ ADMIN: any, RECEPTIONIST: any }),
  'claim.submit': rule({ PATIENT: any }),
  'claim.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'claim.decide': rule({ ADMIN: any, RECEPTIONIST: any }),
  'bill.own': rule({ PATIENT: any }),
  'cashier.view': rule({ ADMIN: any, RECEPTIONIST: any }),
  'counter.own': rule({ ADMIN: any, RECEPTIONIST: any }),
  'counter.list': rule({ ADMIN: any, RECEPTIONIST: any }),
  'counter.close': rule({ ADMIN: any }),
}

type Policy = typeof policy
export type Action = keyof Policy
type SubjectOf<A extends Action> = Policy[A] extends Rule<infer Subject> ? Subject : never
type Given<A extends Action> = SubjectOf<A> extends void ? [] : [subject: SubjectOf<A>]

/** May this person do this, to this record? For buttons; commands call `authorize`. */
export function can<A extends Action>(actor: Actor | null, action: A, ...given: Given<A>): boolean {
  const cells: Rule<SubjectOf<A>> = policy[action] as Rule<SubjectOf<A>>
  if (!actor) return cells.visitors === true
  return cells[actor.role]?.(actor, given[0] as SubjectOf<A>) ?? false
}

/** Throws Forbidden unless the person may do this. Every command begins with it. */
export function authorize<A extends Action>(actor: Actor, action: A, ...given: Given<A>): void {
  if (!can(actor, action, ...given)) throw new Forbidden()
}

/** Whether a role has the action at all, whatever the record: the gate of a route. */
export function mayEver(role: Role | null, action: Action): boolean {
  const cells: Rule<never> = policy[action]
  return role === null ? cells.visitors === true : cells[role] !== undefined
}
