import type { Response } from 'express'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { inAll } from '../wards/queries.js'
import { bedStateLabels, bedStates, wardLevelLabels, wardLevels } from '../wards/rules.js'
import { openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { Reader } from './bed-pages.js'
import { capacityRoutes } from './capacity-routes.js'
import { sendBoardCsv } from './csv.js'
import { type BoardFilter, boardFilter, boardQuery } from './forms.js'
import { occupancy } from './occupant-rules.js'
import { boardPage, shownWard } from './pages.js'
import { boardAt } from './queries.js'

/** All wards and beds at a glance; mounted for reception, the doctors and the administration. */
export const boardRoutes = routes()

boardRoutes.use('/capacity', capacityRoutes)

boardRoutes.get('/', 'board.view', async (req, res) => {
  const { t } = res.locals
  const filter = query(req, boardFilter)
  const now = new Date()
  const { all, wards, people, tooMany } = await boardAt(actor(req), filter, now)
  const reader = readerOf(res, now)
  const inScope = all.filter(
    ({ id, level }) => [null, id].includes(filter.ward) && ['', level].includes(filter.level),
  )
  const { counts, total } = inAll(inScope)
  const address = (changed: Partial<BoardFilter>) => {
    const kept = boardQuery({ ...filter, ...changed })
    return kept.size === 0 ? req.baseUrl : `${req.baseUrl}?${kept}`
  }
  const options = {
    // Where no bed is shown, each ward is a line with its address, and need not be chosen once more.
    wards: tooMany && filter.ward === null ? [] : all.map(({ id, name }) => ({ value: id, label: name })),
    states: bedStates.map((value) => ({ value, label: t(bedStateLabels[value]) })),
    levels: wardLevels.map((value) => ({ value, label: t(wardLevelLabels[value]) })),
  }
  const worded = (from: { value: string; label: string }[], chosen: string | null) =>
    from.find(({ value }) => value === chosen)?.label ?? ''
  boardPage(res, {
    form: openForm(req, { ...filter, ward: filter.ward ?? '' }),
    options,
    filtered: boardQuery(filter).size > 0,
    ...{ counts, total, occupancy: occupancy(counts.OCCUPIED, total) },
    wards: wards.map((ward) => shownWard(ward, people, reader, address({ ward: ward.id }))),
    tooMany,
    states: bedStates.map((state) => ({ state, href: address({ state }) })),
    printed: [
      { label: t('Ward'), value: worded(options.wards, filter.ward) },
      { label: t('State'), value: worded(options.states, filter.state) },
      { label: t('Level of care'), value: worded(options.levels, filter.level) },
    ],
    csv: `${req.baseUrl}/csv${boardQuery(filter).size === 0 ? '' : `?${boardQuery(filter)}`}`,
    here: address({}),
  })
})

boardRoutes.get(
  '/live',
  'board.view',
  live(() => ['beds']),
)

boardRoutes.get('/csv', 'board.view', (req, res) =>
  sendBoardCsv(res, actor(req), query(req, boardFilter), new Date()),
)

function readerOf(res: Response, now: Date): Reader {
  const { t, format, base, can } = res.locals
  return {
    ...{ t, format, base, now, today: dayIn(now, config.zone) },
    seesScores: can('observation.view'),
    opensStays: can('admission.view'),
    moves: can('bed.move'),
    cleans: can('bed.clean'),
    opensRequests: can('request.list'),
  }
}
