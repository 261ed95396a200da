import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { written } from '../appointments/mails.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { announce } from '../db/announce.js'
import { type Tx, transaction } from '../db/client.js'
import { dayIn, instantAt, timeIn } from '../shared/calendar.js'
import { Refusal, Stale } from '../shared/errors.js'
import { carryOut, lockedService, type ServiceToChange } from './changes.js'
import type { Allocation } from './forms.js'
import { planRefusal, serviceRefusal } from './rules.js'
import { tellPatient } from './telling.js'

/** Says who or what goes to the patient and when, or says it anew; the patient is told. */
export function allocate(
  actor: Actor,
  id: string,
  { version, allocatedTo, day, time }: Allocation,
  now: Date,
): Promise<{ service: ServiceToChange; at: Date }> {
  authorize(actor, 'service.allocate')
  const at = instantAt(day, time, config.zone)
  const unplannable = planRefusal(at, now)
  if (unplannable) throw new Refusal(unplannable, { field: at < now ? 'time' : 'day' })
  return transaction(async (tx) => {
    const service = await lockedService(tx, actor, id, now)
    const planned = service.status === 'ALLOCATED'
    const refusal = planned ? null : serviceRefusal('allocate', service.status)
    if (refusal) throw new Refusal(refusal)
    if (service.version !== version) throw new Stale(allocationValues(service), service.version)
    const plan = { note: `${allocatedTo} · ${written(at)}`, data: { allocatedTo, plannedAt: at }, now }
    if (planned) await planAnew(tx, actor, service, plan)
    else await carryOut(tx, actor, service, 'allocate', plan)
    await tellPatient(tx, id, 'ALLOCATED')
    return { service, at }
  })
}

interface Plan {
  note: string
  data: { allocatedTo: string; plannedAt: Date }
  now: Date
}

async function planAnew(tx: Tx, actor: Actor, { id, patientId }: ServiceToChange, { note, data, now }: Plan) {
  await tx.serviceRequest.update({
    where: { id },
    data: {
      ...data,
      version: { increment: 1 },
      events: { create: { status: 'ALLOCATED', note, byId: actor.id, at: now } },
    },
    select: { id: true },
  })
  const details = { change: 'plan anew' }
  await audit(tx, actor, 'service.allocate', { type: 'service', id, patientId, details })
  await announce(tx, ['services', `patient:${patientId}`])
}

/** Who goes and when, as the form has it. */
export const allocationValues = ({
  allocatedTo,
  plannedAt,
}: Pick<ServiceToChange, 'allocatedTo' | 'plannedAt'>): Record<string, string> => ({
  allocatedTo: allocatedTo ?? '',
  day: plannedAt ? dayIn(plannedAt, config.zone) : '',
  time: plannedAt ? timeIn(plannedAt, config.zone) : '',
})
