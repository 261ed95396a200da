import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import type { Tx } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { type ServiceChange, serviceRefusal, serviceTransitions } from './rules.js'

/** What a change needs to know of a service. */
const serviceFields = {
  id: true,
  patientId: true,
  admissionId: true,
  status: true,
  allocatedTo: true,
  plannedAt: true,
  version: true,
  item: { select: { name: true, priceMinor: true } },
  patient: { select: { name: true } },
} satisfies Prisma.ServiceRequestSelect

export type ServiceToChange = Prisma.ServiceRequestGetPayload<{ select: typeof serviceFields }>

/**
 * The service, as this person reaches it, held until the transaction ends: whoever changes it at the same instant comes
 * after, and finds it as it is then.
 */
export async function lockedService(tx: Tx, actor: Actor, id: string, now: Date): Promise<ServiceToChange> {
  await tx.$queryRaw`SELECT 1 FROM service_request WHERE id = ${id}::uuid FOR UPDATE`
  const service = await tx.serviceRequest.findFirst({
    where: { id, patient: patientsOf(actor, now) },
    select: serviceFields,
  })
  if (!service) throw new NotFound()
  return service
}

interface Deed {
  note?: string | null
  data?: Prisma.ServiceRequestUncheckedUpdateInput
  now: Date
}

/** One change of the table: the new state, its line in the history, its audit row. A Refusal where it is not open. */
export async function carryOut(
  tx: Tx,
  actor: Actor,
  service: ServiceToChange,
  change: ServiceChange,
  { note = null, data = {}, now }: Deed,
): Promise<void> {
  const { id, patientId, status } = service
  const { action, to } = serviceTransitions[change]
  if (action === 'service.request') authorize(actor, action, { patientId })
  else authorize(actor, action)
  const refusal = serviceRefusal(change, status)
  if (refusal) throw new Refusal(refusal)
  await tx.serviceRequest.update({
    where: { id },
    data: {
      ...data,
      status: to,
      version: { increment: 1 },
      events: { create: { status: to, note, byId: actor.id, at: now } },
    },
    select: { id: true },
  })
  await audit(tx, actor, action, { type: 'service', id, patientId, details: { change } })
  await announce(tx, ['services', `patient:${patientId}`])
}
