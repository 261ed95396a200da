import type { Request, Response } from 'express'
import { z } from 'zod'
import { config } from '../config.js'
import { patientNumber } from '../patients/rules.js'
import { dayIn } from '../shared/calendar.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { closedBedsOf, roomsOf } from './bed-queries.js'
import { bedRoutes } from './bed-routes.js'
import { addBed } from './beds.js'
import { newBedForm } from './forms.js'
import { sexPolicyLabels } from './kind-rules.js'
import { occupancyRoutes } from './occupancy-routes.js'
import { equipmentInWords, wardKind, wardListPage, wardPage } from './pages.js'
import { closedWards, occupancyAt, wardWithPatients } from './queries.js'
import { rateRoutes } from './rate-routes.js'
import { ratesOf } from './rates.js'
import { bedStates, countStates, deedsByHand, wardLevels } from './rules.js'
import { equipmentOptions, levelOptions, roomOptions, wardShown } from './shown-pages.js'
import { wardFormRoutes } from './ward-routes.js'

/** The wards and their beds; mounted for reception and for the administration. */
export const wardRoutes = routes()

wardRoutes.use('/', occupancyRoutes)
wardRoutes.use('/', wardFormRoutes)
wardRoutes.use('/', bedRoutes)
wardRoutes.use('/', rateRoutes)

const listFilter = z.object({ level: z.enum(['', ...wardLevels]).default('') })
const bedFilter = z.object({ state: z.enum(['', ...bedStates]).default('') })

wardRoutes.get('/', 'ward.list', async (req, res) => {
  const { t, base } = res.locals
  const { level } = query(req, listFilter)
  const [{ wards, counts, total }, closed] = await Promise.all([occupancyAt(new Date()), closedWards()])
  wardListPage(res, {
    wards: wards.filter((ward) => level === '' || ward.level === level).map((ward) => wardShown(ward, t)),
    totals: counts,
    total,
    level,
    levels: levelOptions(t),
    closed: closed.map((ward) => gone(ward, `${base}/wards/${ward.id}`)),
  })
})

wardRoutes.get(
  '/live',
  'ward.list',
  live(() => ['beds']),
)

wardRoutes.get('/:id', 'ward.list', (req, res) => showWard(req, res, openForm(req)))

wardRoutes.post('/:id/beds', 'ward.edit', async (req, res) => {
  const id = idParam(req)
  const added = await submit(req, newBedForm, (form) => addBed(actor(req), id, form, new Date()))
  if (!added.ok) return showWard(req, res.status(added.status), added.form)
  const words = { number: String(req.body.number) }
  flash(req, 'success', res.locals.t('Bed {{number}} was added. It is waiting for cleaning.', words))
  res.redirect(303, `${req.baseUrl}/${id}`)
})

async function showWard(req: Request, res: Response, newBed: Form) {
  const { t, format, base } = res.locals
  const id = idParam(req)
  const now = new Date()
  const { state } = query(req, bedFilter)
  const [{ beds, ...ward }, rooms, rates, away] = await Promise.all([
    wardWithPatients(id, now),
    roomsOf(id),
    ratesOf([id]),
    closedBedsOf(id),
  ])
  const today = dayIn(now, config.zone)
  const next = rates.get(id)?.find(({ from }) => from > today)
  wardPage(res, {
    ward: {
      ...ward,
      dailyRateMinor: ward.dailyRateMinor ?? 0n,
      kind: wardKind(ward, t),
      whoLies: t(sexPolicyLabels[ward.sexPolicy]),
      rooms: rooms.length,
    },
    next: next ? { from: format.day(next.from), price: format.money(next.dailyRateMinor) } : null,
    beds: beds
      .filter((bed) => state === '' || bed.state === state)
      .map(({ patient, room, equipment, ...bed }) => ({
        ...bed,
        room: room?.number ?? null,
        equipment: equipmentInWords(equipment, t),
        deeds: deedsByHand(bed.state),
        patient: patient && { ...patient, number: patientNumber(patient.number) },
      })),
    counts: countStates(beds),
    total: beds.length,
    state,
    here: `${req.baseUrl}/${id}${state === '' ? '' : `?state=${state}`}`,
    newBed,
    away: away.map((bed) => gone({ ...bed, name: t('Bed {{number}}', bed) }, `${base}/wards/beds/${bed.id}`)),
    rooms: roomOptions(rooms, t),
    equipment: equipmentOptions(t),
  })
}

/** A ward or a bed that is not there any more, and when it went. */
const gone = ({ name, closedAt }: { name: string; closedAt: Date | null }, href: string) => ({
  ...{ name, href, closedAt: closedAt ?? new Date() },
})
