import type { Cause } from '../../src/alerts/cause-rules.js'
import { nextTellingAt, nextTurn, type Turn } from '../../src/alerts/chain-rules.js'
import { factsOf } from '../../src/alerts/joining.js'
import { alertSubjects } from '../../src/alerts/mails.js'
import { alertSentences, toldKey } from '../../src/alerts/rules.js'
import type { AlertAudience, AlertKind } from '../../src/generated/prisma/enums.js'
import type { Values } from '../../src/shared/errors.js'
import { formatter } from '../../src/web/format.js'
import { printed, render } from '../../src/web/template.js'
import { english as t } from '../../src/web/words.js'
import { identify } from './chance.js'
import { deputies } from './data/alerts.js'
import type { DoctorKey } from './data/doctors.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'

/** As the settings have it at first. */
const PATIENCE = { deputyMinutes: 10, adminMinutes: 20 }

interface DemoAlert {
  patientId: string
  kind: AlertKind
  subjectId: string
  text: string
  facts: Values
  doctor: DoctorKey
  at: Date
  raisedById?: string
  /** Of what goes on with whatever comes while nobody has answered. */
  gravity?: Pick<Cause, 'grade' | 'finds'>
  answered?: { at: Date; byId: string; action: string }
}

interface Told {
  audience: AlertAudience
  accountId: string | null
  name: string
  address: string
}

/** An alert, and whom it was told to until it was answered, or until now. */
export function addAlert(house: House, alert: DemoAlert): void {
  const { patientId, kind, subjectId, text, facts, doctor, at, raisedById = null, answered, gravity } = alert
  const causes = gravity ? [{ subjectId, at: at.toISOString(), text, facts, ...gravity }] : []
  const id = identify(`alert ${kind}`, subjectId, at)
  const until = answered?.at ?? house.moments.now
  let turn: Turn | null = null
  let due: Date | null = at
  let step = 0
  for (; due && due <= until; step++) {
    turn = nextTurn(turn, { addressee: true, deputy: doctor in deputies })
    if (!turn) break
    for (const told of toldAt(house, doctor, turn)) writeStep(house, alert, id, step + 1, due, told)
    due = nextTellingAt(turn, at, PATIENCE)
  }
  house.rows.alerts.push({
    ...{ id, patientId, kind, subjectId, text, doctorId: house.doctors[doctor].id, step },
    facts: factsOf(facts, causes),
    ...{ raisedAt: at, raisedById, nextStepAt: answered ? null : due },
    ...(answered && {
      ...{ status: 'ACKNOWLEDGED' as const, acknowledgedAt: answered.at },
      ...{ acknowledgedById: answered.byId, action: answered.action },
    }),
  })
  const subject = { type: 'alert', id, patientId }
  leaveTrail(house, at, null, 'system.alert-raise', subject)
  if (raisedById) leaveTrail(house, at, raisedById, 'alert.raise', subject)
  if (answered) leaveTrail(house, answered.at, answered.byId, 'alert.acknowledge', subject)
}

function toldAt(house: House, doctor: DoctorKey, turn: Turn): Told[] {
  const { rows, doctors, adminId, hospital } = house
  const account = (audience: AlertAudience, accountId: string): Told[] => {
    const found = rows.accounts.find(({ id }) => id === accountId)
    return found
      ? [
          {
            audience,
            accountId,
            name: found.name,
            address: typeof found.email === 'string' ? found.email : '',
          },
        ]
      : []
  }
  const desk = { audience: 'DESK' as const, accountId: null, name: hospital.name, address: hospital.email }
  if (turn === 'ADDRESSEE') return [...account(turn, doctors[doctor].accountId), desk]
  return account(turn, turn === 'ADMIN' ? adminId : doctors[deputies[doctor] ?? doctor].accountId)
}

function writeStep(
  house: House,
  alert: DemoAlert,
  alertId: string,
  step: number,
  at: Date,
  told: Told,
): void {
  const { audience, accountId, name, address } = told
  const { rows, zone, currency, hospital, origin } = house
  const { kind, facts, patientId, text, answered } = alert
  rows.alertSteps.push({
    ...{ id: identify(`step ${audience}`, alertId, later(at, step)), alertId, step, audience, accountId, at },
  })
  const dedupeKey = toldKey(alertId, step, accountId)
  const home = { ADDRESSEE: '/doctor', DEPUTY: '/doctor', DESK: '/reception', ADMIN: '/admin' }[audience]
  const straight = home === '/doctor' && kind === 'CRITICAL_RESULT'
  const link = straight
    ? `${home}/patients/${patientId}/orders/${facts.orderId}`
    : `${home}/alerts/${alertId}`
  const message = (channel: 'MAIL' | 'IN_APP') => {
    const id = identify(`${channel} of alert`, dedupeKey, at)
    return {
      id,
      accountId,
      recipientName: name,
      messageId: `<${id}@${new URL(origin).hostname}>`,
      createdAt: at,
    }
  }
  const number = String(facts.number ?? '')
  const ambient = {
    t,
    format: formatter(t, 'en', zone, currency),
    site: { hospital, origin, recipient: name },
  }
  const model = { kind, sentence: alertSentences[kind], number, link, news: step > 1 ? 'LATER' : 'FIRST' }
  rows.messages.push({
    ...message('MAIL'),
    ...{ kind: 'urgent-alert', recipientAddress: address, subject: t(alertSubjects[kind], { number }) },
    ...{ body: render('emails/urgent-alert', ambient, model, printed).trim(), status: 'KEPT' },
    dedupeKey: `mail ${dedupeKey}`,
  })
  const patient = rows.patients.find(({ id }) => id === patientId)?.name ?? ''
  if (accountId)
    rows.messages.push({
      ...message('IN_APP'),
      ...{ kind: 'alert', channel: 'IN_APP', link, body: '', status: 'SENT', sentAt: at },
      subject: t('{{patient}}: {{what}}', { patient, what: t(text, facts) }),
      readAt: answered ? answered.at : null,
      dedupeKey: `notice ${dedupeKey}`,
    })
}
