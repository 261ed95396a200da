import type { Response } from 'express'
import { z } from 'zod'
import { can } from '../access/policy.js'
import { priorities, priorityLabels } from '../appointments/rules.js'
import { ageAndSex, photoOf, triageOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { waitingNeeds, waitingRequests } from '../requests/queries.js'
import { careLabels, careOf, cares } from '../requests/rules.js'
import { wardsNow } from '../wards/queries.js'
import { openForm } from '../web/form.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { outlooks } from './outlook-rules.js'
import { shownOutlook, shownRequest, waitingForBedPage } from './request-pages.js'

/** Who waits for a bed, in the order in which beds are given; mounted for reception, administration and doctors. */
export const requestListRoutes = routes()

const ROWS = 50

const filter = z.object({
  priority: z.enum(priorities).nullable().default(null),
  care: z.enum(cares).nullable().default(null),
  after: z.uuid().nullable().default(null),
})

requestListRoutes.get('/', 'request.list', async (req, res) => {
  const { t, format, base } = res.locals
  const now = new Date()
  const { after, ...chosen } = query(req, filter)
  const [waiting, all, wards] = await Promise.all([
    waitingRequests(actor(req), now),
    waitingNeeds(),
    wardsNow(now),
  ])
  const outlook = outlooks(all, wards)
  const places = new Map(all.map(({ requestId }, index) => [requestId, index + 1]))
  const shown = waiting
    .map((request) => ({ ...request, place: places.get(request.id) ?? all.length }))
    .filter(({ priority }) => chosen.priority === null || priority === chosen.priority)
    .filter(({ need }) => chosen.care === null || careOf(need) === chosen.care)
  const first = after === null ? 0 : shown.findIndex(({ id }) => id === after) + 1
  const rows = shown.slice(first, first + ROWS)
  const given = {
    ...(chosen.priority && { priority: chosen.priority }),
    ...(chosen.care && { care: chosen.care }),
  }
  const address = (from?: string) =>
    `${req.baseUrl}?${new URLSearchParams({ ...given, ...(from && { after: from }) })}`
  const mayAdmit = can(actor(req), 'admission.create')
  waitingForBedPage(res, {
    rows: rows.map(({ place, patient, triage, ...request }) => {
      const stands = outlook.get(request.id) ?? { is: 'NONE' as const, but: null }
      return {
        ...shownRequest(request, stands.is === 'HELD' ? stands.at : null, base, t),
        place,
        patient: {
          ...{ name: patient.name, localName: patient.localName, photo: photoOf(patient, base) },
          about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
          href: `${base}/patients/${patient.id}`,
        },
        triage: triageOf(triage),
        outlook: shownOutlook(stands, { t, format }),
        admit: mayAdmit ? `${base}/patients/${patient.id}/admissions/new` : null,
      }
    }),
    total: waiting.length,
    urgent: waiting.filter(({ priority }) => priority === 'EMERGENCY').length,
    form: openForm(req, given),
    priorities: priorityOptions(res),
    cares: careOptions(res),
    filtered: Object.keys(given).length > 0,
    newer: first > 0 ? address(shown[first - ROWS - 1]?.id) : null,
    older: first + ROWS < shown.length ? address(rows.at(-1)?.id) : null,
  })
})

requestListRoutes.get(
  '/live',
  'request.list',
  live(() => ['beds']),
)

export const priorityOptions = ({ locals: { t } }: Response) =>
  priorities.map((priority) => ({ value: priority, label: t(priorityLabels[priority]) }))

export const careOptions = ({ locals: { t } }: Response) =>
  cares.map((care) => ({ value: care, label: inFull(t(careLabels[care])) }))

const inFull = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
