import type { Tx } from '../../src/db/client.js'
import type { Priority, ServiceStatus } from '../../src/generated/prisma/enums.js'
import { identify } from './chance.js'
import { serviceInBed, servicesAtHome, type ToldService, type Told as When } from './data/services.js'
import { type House, leaveTrail, receptionistAt } from './house.js'
import { later } from './moments.js'

/** A service as it is told: which by its code in the catalogue, where its price stands, too. */
export interface DemoService {
  id: string
  code: string
  patientId: string
  isolationId: string | null
  admissionId: string | null
  status: ServiceStatus
  priority: Priority
  details: string | null
  requestedById: string
  requestedAt: Date
  allocatedTo: string | null
  plannedAt: Date | null
  doneAt: Date | null
  closeReason: string | null
  events: { id: string; status: ServiceStatus; note: string | null; byId: string; at: Date }[]
}

/** What patients at home and in bed have asked for, and what the desk made of it. */
export function bringServices(house: House): void {
  for (const told of servicesAtHome) bringHome(house, told)
  bringToBed(house)
}

function bringHome(
  house: House,
  { patient: name, code, details, priority, themselves, ...told }: ToldService,
) {
  const { rows } = house
  const patient = rows.patients.find((one) => one.name === name)
  const isolation = rows.isolations.find((one) => one.patientId === patient?.id && !one.endedAt)
  if (!patient || typeof isolation?.id !== 'string') throw new RangeError(`${name} is not cared for at home`)
  const { asked, planned, over } = told
  const own = (themselves && patient.accountId) || null
  const step = (status: ServiceStatus, when: When, note: string | null, byId: string | null = null): Step => {
    const at = instantOf(house, when)
    return { status, at, note, byId: byId ?? receptionistAt(house, at) }
  }
  add(house, {
    ...{ code, details, priority: priority ?? 'ROUTINE' },
    ...{ patientId: patient.id, isolationId: isolation.id, admissionId: null },
    steps: [
      step('REQUESTED', asked, null, own),
      ...(planned ? [step('ALLOCATED', planned.at, planned.who)] : []),
      ...(over ? [step(over.how, over.at, over.note, over.how === 'CANCELLED' ? own : null)] : []),
    ],
    plannedAt: planned ? plannedFor(house, planned.due, over?.at ?? planned.at) : null,
  })
}

function bringToBed(house: House) {
  const { rows, moments } = house
  const stay = rows.admissions.find(
    ({ dischargedAt, expectedDischargeOn, admittedAt }) =>
      !dischargedAt && !expectedDischargeOn && Number(admittedAt) < Number(moments.minutesAgo(180)),
  )
  if (typeof stay?.id !== 'string') return
  const { code, details, planned, asked, at } = serviceInBed
  const step = (status: ServiceStatus, minutesAgo: number, note: string | null): Step => {
    const instant = moments.minutesAgo(minutesAgo)
    return { status, at: instant, note, byId: receptionistAt(house, instant) }
  }
  add(house, {
    ...{
      code,
      details,
      priority: 'ROUTINE',
      patientId: stay.patientId,
      admissionId: stay.id,
      isolationId: null,
    },
    steps: [step('REQUESTED', asked, null), step('ALLOCATED', at, planned.who)],
    plannedAt: plannedFor(house, planned.due, at),
  })
}

type Step = Omit<DemoService['events'][number], 'id'>

const instantOf = ({ moments }: House, when: When) =>
  typeof when === 'number' ? moments.minutesAgo(when) : moments.at(...when)

/** To the next five minutes, as people agree on times; where nothing is said, when it was over. */
function plannedFor(house: House, due: number | undefined, over: When): Date {
  if (due === undefined) return instantOf(house, over)
  const step = 5 * 60_000
  return new Date(Math.ceil(later(house.moments.now, due).getTime() / step) * step)
}

interface Told
  extends Pick<DemoService, 'code' | 'details' | 'priority' | 'patientId' | 'isolationId' | 'admissionId'> {
  steps: Step[]
  plannedAt: Date | null
}

function add(house: House, { steps, plannedAt, ...service }: Told) {
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) throw new RangeError('a service that nobody asked for')
  const name = `${service.code} ${service.patientId}`
  const id = identify('service', name, first.at)
  const closed = last.status === 'DECLINED' || last.status === 'CANCELLED'
  house.rows.services.push({
    ...service,
    ...{ id, status: last.status, requestedById: first.byId, requestedAt: first.at },
    allocatedTo: steps.find(({ status }) => status === 'ALLOCATED')?.note ?? null,
    plannedAt,
    doneAt: last.status === 'DONE' ? last.at : null,
    closeReason: closed ? last.note : null,
    events: steps.map((step) => ({ ...step, id: identify(`service ${step.status}`, name, step.at) })),
  })
  for (const { status, at, byId } of steps)
    leaveTrail(
      house,
      at,
      byId,
      status === 'REQUESTED' || status === 'CANCELLED' ? 'service.request' : 'service.allocate',
      {
        ...{ type: 'service', id, patientId: service.patientId },
      },
    )
}

/** With the prices of the catalogue, and what is done charged. */
export async function insertServices(tx: Tx, told: DemoService[]): Promise<void> {
  const items = await tx.serviceItem.findMany({
    select: { id: true, code: true, name: true, priceMinor: true },
  })
  const rows = told.map(({ code, events, ...service }) => {
    const item = items.find((one) => one.code === code)
    if (!item) throw new RangeError(`the catalogue has no service ${code}`)
    const priceMinor = service.doneAt ? item.priceMinor : null
    return { item, events, service: { ...service, itemId: item.id, priceMinor } }
  })
  await tx.serviceRequest.createMany({ data: rows.map(({ service }) => service) })
  await tx.serviceEvent.createMany({
    data: rows.flatMap(({ service, events }) => events.map((event) => ({ ...event, requestId: service.id }))),
  })
  await tx.charge.createMany({
    data: rows.flatMap(({ item, service: { id, patientId, admissionId, doneAt, requestedById }, events }) =>
      doneAt
        ? [
            {
              ...{ id: identify('charge', id, doneAt), patientId, admissionId, kind: 'SERVICE' as const },
              ...{ sourceType: 'service_request', sourceId: id, description: item.name },
              ...{ unitPriceMinor: item.priceMinor, occurredAt: doneAt },
              createdById: events.at(-1)?.byId ?? requestedById,
            },
          ]
        : [],
    ),
  })
}
