import type { Request, Response } from 'express'
import type { z } from 'zod'
import { priorities, priorityLabels, statuses, statusLabels, visitNumber } from '../appointments/rules.js'
import { needsAnotherTime } from '../appointments/transition-rules.js'
import type { ListedRow } from '../appointments/visit-queries.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { sendVisitsCsv } from './csv.js'
import { filtersInWords, showLabels } from './filter-answers.js'
import { filterQuery, type ListFilter, listFilter, listPage, savedViewForm, shows } from './list-forms.js'
import { type ListedVisit, visitListPage } from './list-pages.js'
import { listedVisitsOf, narrowings, visitList } from './list-queries.js'
import { deleteView, saveView } from './saved-views.js'

/** All the visits that somebody of staff reaches, filtered by the address; kept views; the list as a file. */
export const visitListRoutes = routes()

visitListRoutes.get('/', 'appointment.list', (req, res) => showList(req, res, query(req, listPage), null))

visitListRoutes.get('/csv', 'appointment.export', (req, res) =>
  sendVisitsCsv(res, actor(req), query(req, listFilter), new Date()),
)

visitListRoutes.post('/views', 'appointment.list', async (req, res) => {
  const saved = await submit(req, savedViewForm, async ({ query: kept, ...form }) => {
    const view = { ...form, query: String(filterQuery(filterOf(kept ?? ''))) }
    await saveView(actor(req), view)
    return view
  })
  if (!saved.ok) {
    const kept = filterOf(String(saved.form.values.query ?? ''))
    return showList(req, res.status(saved.status), { ...kept, after: null, before: null }, saved.form)
  }
  const { name, query: kept } = saved.value
  flash(req, 'success', res.locals.t('These filters are kept as “{{name}}”.', { name }))
  res.redirect(303, kept === '' ? req.baseUrl : `${req.baseUrl}?${kept}`)
})

visitListRoutes.post('/views/:id/removal', 'appointment.list', async (req, res) => {
  const { name } = await deleteView(actor(req), idParam(req))
  flash(req, 'success', res.locals.t('The view “{{name}}” is deleted.', { name }))
  res.redirect(303, req.baseUrl)
})

async function showList(
  req: Request,
  res: Response,
  { after, before, ...filter }: z.output<typeof listPage>,
  refused: Form | null,
) {
  const { t } = res.locals
  const list = await visitList(actor(req), filter, new Date())
  const ofDoctor = actor(req).role === 'DOCTOR'
  const [found, { doctors, views }] = await Promise.all([
    listedVisitsOf(list, { after, before }),
    narrowings(actor(req)),
  ])
  const kept = filterQuery(filter)
  const address = (params: URLSearchParams) => (params.size === 0 ? req.baseUrl : `${req.baseUrl}?${params}`)
  const edge = (name: 'after' | 'before', id: string) => address(new URLSearchParams([...kept, [name, id]]))
  const [first, last] = [found.rows[0], found.rows.at(-1)]
  const { show, state, ...others } = filter
  const given = Object.entries(others).map(([name, value]): [string, string] => [name, value ?? ''])
  visitListPage(res, {
    rows: found.rows.map((row) => listedVisit(row, res)),
    form: { ...openForm(req, { ...Object.fromEntries(given), state }) },
    tabs: shows.map((one) => ({
      label: t(showLabels[one]),
      href: address(filterQuery({ ...filter, show: one, from: null, to: null })),
      current: one === show && !filter.from && !filter.to,
    })),
    states: statuses.map((value) => ({ value, label: t(statusLabels[value]) })),
    doctors: doctors.map(({ id, name, specialisation }) => ({
      value: id,
      label: name,
      group: specialisation,
    })),
    specialisations: [...new Map(doctors.map((one) => [one.specialisationId, one.specialisation]))].map(
      ([value, label]) => ({ value, label }),
    ),
    priorities: priorities.map((value) => ({ value, label: t(priorityLabels[value]) })),
    show,
    filtered: state.length > 0 || given.some(([, value]) => value !== ''),
    printed: [
      ...filtersInWords(filter, doctors, res),
      ...(ofDoctor ? [{ label: t('Doctor'), value: actor(req).name }] : []),
    ],
    trouble: list.trouble,
    views: views.map(({ id, name, query: view }) => ({
      ...{ id, name },
      href: view === '' ? req.baseUrl : `${req.baseUrl}?${view}`,
      current: view === String(kept),
    })),
    viewForm: refused ?? openForm(req, { query: String(kept) }),
    query: String(kept),
    csv: `${req.baseUrl}/csv${kept.size === 0 ? '' : `?${kept}`}`,
    here: address(kept),
    newer: found.newer && first ? edge('before', first.id) : null,
    older: found.older && last ? edge('after', last.id) : null,
  })
}

/** A visit as a row of a list, wherever one is listed for staff. */
export function listedVisit(visit: ListedRow, res: Response): ListedVisit {
  const { t, format, base, can } = res.locals
  const { patient, doctor } = visit
  return {
    id: visit.id,
    number: visitNumber(visit.number),
    patient: {
      name: patient.name,
      localName: patient.localName,
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      href: `${base}/patients/${patient.id}`,
    },
    startsAt: visit.startsAt,
    doctor: doctor.name,
    specialisation: doctor.specialisation,
    status: `appointment.${visit.status}`,
    priority: visit.priority === 'ROUTINE' ? null : `priority.${visit.priority}`,
    reason: visit.reason,
    ...strandingOf(visit, res),
    answerable: visit.status === 'REQUESTED' && can('appointment.confirm'),
  }
}

/** Where a visit's time fell away, confirming it helps nobody: the page on which it gets another one does. */
function strandingOf(visit: ListedRow, { locals: { base, can } }: Response) {
  const isStranded = needsAnotherTime(visit)
  const here = `${base}/appointments/${visit.id}`
  const rearrange =
    visit.status === 'CHECKED_IN'
      ? can('appointment.walk-in') && `${here}/handover/new`
      : can('appointment.reschedule') && `${here}/move`
  return { isStranded, rearrange: (isStranded && rearrange) || null }
}

/** The filters that a kept address holds; what does not belong to them falls away. */
function filterOf(kept: string): ListFilter {
  const params = new URLSearchParams(kept)
  const asked = Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
  return query({ query: asked }, listFilter)
}
