import { audit } from '../audit/commands.js'
import { announce } from '../db/announce.js'
import { db, type Tx, transaction } from '../db/client.js'
import type { Prisma } from '../generated/prisma/client.js'
import type { Job } from '../jobs/queue.js'
import { pathwaySettings } from '../settings/pathway.js'
import type { Values } from '../shared/errors.js'
import { nextTellingAt, nextTurn, type Turn } from './chain-rules.js'
import { allOf, deputyOf, doctorsAtWork, stillHere, type Told } from './people.js'
import { type Step, type ToTell, tell } from './telling.js'

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
  const { doctorId, raisedAt, raisedById } = alert
  const before = turnOf(steps)
  const first = before ? [] : await doctorsAtWork(tx, doctorId ? [doctorId, ...besides] : besides, now)
  // Who reports an emergency knows of it, and asks for somebody else.
  const addressees = first.filter(({ accountId }) => accountId !== raisedById)
  const deputy = doctorId && (await newDeputy(tx, doctorId, steps, now))
  const turn = nextTurn(before, { addressee: addressees.length > 0, deputy: !!deputy })
  if (!turn) return
  const people = { ADDRESSEE: addressees, DEPUTY: deputy ? [deputy] : [], ADMIN: [] }[turn]
  const told = [{ audience: turn, people: turn === 'ADMIN' ? await allOf(tx, 'ADMIN') : people }]
  const nextStepAt = nextTellingAt(turn, raisedAt, await pathwaySettings(tx))
  await takeTurn(
    tx,
    { ...alert, patient: patient.name, facts: facts as Values },
    {
      turn,
      news: before ? 'LATER' : 'FIRST',
      told: before ? told : [...told, { audience: 'DESK', people: await allOf(tx, 'RECEPTIONIST') }],
    },
    nextStepAt,
    now,
  )
}

/**
 * Tells those whose turn it is once more, because it has become worse; but not whoever says so. The turn after comes when
 * it was to come. The caller holds the alert.
 */
export async function tellWorse(tx: Tx, id: string, raisedById: string | null, now: Date): Promise<void> {
  const { patient, facts, steps, nextStepAt, ...alert } = await tx.alert.findUniqueOrThrow({
    where: { id },
    select: toldFields,
  })
  const turn = turnOf(steps)
  const last = steps.find(({ audience }) => audience === turn)?.step
  const asked = steps.filter((one) => one.audience === turn && one.step === last)
  const people = await stillHere(
    tx,
    asked.flatMap(({ accountId }) => (accountId && accountId !== raisedById ? [accountId] : [])),
  )
  if (!turn || people.length === 0) return announce(tx, ['alerts'])
  await takeTurn(
    tx,
    { ...alert, patient: patient.name, facts: facts as Values },
    { turn, news: 'WORSE', told: [{ audience: turn, people }] },
    nextStepAt,
    now,
  )
}

async function takeTurn(
  tx: Tx,
  alert: ToTell & { step: number },
  { turn, ...telling }: Omit<Step, 'number'> & { turn: Turn },
  nextStepAt: Date | null,
  now: Date,
): Promise<void> {
  const { id, patientId } = alert
  const number = alert.step + 1
  await tx.alert.update({ where: { id }, data: { step: number, nextStepAt }, select: { id: true } })
  const details = { step: number, turn, ...(telling.news === 'WORSE' && { worse: true }) }
  await audit(tx, null, 'system.alert-tell', { type: 'alert', id, patientId, details })
  const jobs = nextStepAt ? [stepJob(id, number, nextStepAt)] : []
  await tell(tx, alert, { ...telling, number }, now, { jobs, topics: ['alerts'] })
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
  nextStepAt: true,
  steps: { orderBy: { step: 'desc' }, select: { step: true, audience: true, accountId: true } },
} satisfies Prisma.AlertSelect
