import { audit } from '../audit/commands.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { Job } from '../jobs/queue.js'
import { pathwaySettings } from '../settings/pathway.js'
import type { Values } from '../shared/errors.js'
import { nextTellingAt, nextTurn, type Turn } from './chain-rules.js'
import { allOf, deputyOf, doctorsAtWork, type Told } from './people.js'
import { tell } from './telling.js'

/**
 * The next step of an alert that nobody has answered, if it is the one after `step`: of two workers at the same instant
 * the second finds it taken.
 */
export function takeStep({ alertId, step }: { alertId: string; step: number }, now: Date): Promise<void> {
  return transaction(async (tx) => {
    const [due] = await tx.$queryRaw<object[]>`
      SELECT 1 FROM alert WHERE id = ${alertId}::uuid AND step = ${step} AND status = 'OPEN'
        AND next_step_at IS NOT NULL FOR UPDATE`
    if (due) await tellNext(tx, alertId, now)
  })
}

/** The safety net under the jobs: steps that are due, and whose job was lost. */
export async function sweepAlerts(now: Date): Promise<void> {
  const due = await db.alert.findMany({
    where: { nextStepAt: { lte: now } },
    orderBy: { nextStepAt: 'asc' },
    take: MOST_AT_ONCE,
    select: { id: true, step: true },
  })
  for (const { id, step } of due) await takeStep({ alertId: id, step }, now)
}

const MOST_AT_ONCE = 200

/** Tells whoever's turn it is, and plans the turn after. The caller holds the alert. `besides`: doctors told with the first. */
export async function tellNext(tx: Tx, id: string, now: Date, besides: string[] = []): Promise<void> {
  const { patient, facts, steps, ...alert } = await tx.alert.findUniqueOrThrow({
    where: { id },
    select: toldFields,
  })
  const { doctorId, patientId, raisedAt, raisedById } = alert
  const before = turnOf(steps)
  const first = before ? [] : await doctorsAtWork(tx, doctorId ? [doctorId, ...besides] : besides, now)
  // Who reports an emergency knows of it, and asks for somebody else.
  const addressees = first.filter(({ accountId }) => accountId !== raisedById)
  const deputy = doctorId && (await newDeputy(tx, doctorId, steps, now))
  const turn = nextTurn(before, { addressee: addressees.length > 0, deputy: !!deputy })
  if (!turn) return
  const people = { ADDRESSEE: addressees, DEPUTY: deputy ? [deputy] : [], ADMIN: [] }[turn]
  const told = [{ audience: turn, people: turn === 'ADMIN' ? await allOf(tx, 'ADMIN') : people }]
  const number = alert.step + 1
  const nextStepAt = nextTellingAt(turn, raisedAt, await pathwaySettings(tx))
  await tx.alert.update({ where: { id }, data: { step: number, nextStepAt }, select: { id: true } })
  await audit(tx, null, 'system.alert-tell', {
    type: 'alert',
    id,
    patientId,
    details: { step: number, turn },
  })
  await tell(
    tx,
    { ...alert, patient: patient.name, facts: facts as Values },
    {
      number,
      told: before ? told : [...told, { audience: 'DESK', people: await allOf(tx, 'RECEPTIONIST') }],
    },
    now,
    { jobs: nextStepAt ? [stepJob(id, number, nextStepAt)] : [], topics: ['alerts'] },
  )
}

const stepJob = (alertId: string, step: number, runAt: Date): Job => ({
  task: 'alerts.step',
  payload: { alertId, step },
  runAt,
  key: `alert ${alertId}`,
})

/** One who was told already, as a doctor in charge, is no other pair of eyes. */
async function newDeputy(
  tx: Tx,
  doctorId: string,
  steps: { accountId: string | null }[],
  now: Date,
): Promise<Told | null> {
  const deputy = await deputyOf(tx, doctorId, now)
  return deputy && !steps.some(({ accountId }) => accountId === deputy.accountId) ? deputy : null
}

/** The turn of the last step; a turn of nobody, of an administration without anybody in it, leaves no row. */
function turnOf(steps: { audience: Turn | 'DESK' }[]): Turn | null {
  const [last] = steps.flatMap(({ audience }) => (audience === 'DESK' ? [] : [audience]))
  return last ?? (steps.length > 0 ? 'ADMIN' : null)
}

const toldFields = {
  id: true,
  patientId: true,
  patient: { select: { name: true } },
  kind: true,
  text: true,
  facts: true,
  doctorId: true,
  raisedAt: true,
  raisedById: true,
  step: true,
  steps: { orderBy: { step: 'desc' }, select: { audience: true, accountId: true } },
} satisfies Prisma.AlertSelect
