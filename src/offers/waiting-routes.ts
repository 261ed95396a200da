import { z } from 'zod'
import { priorities, priorityLabels } from '../appointments/rules.js'
import { ageAndSex, photoOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { formatPhone } from '../shared/text.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { ownWaitingPage, shownWish, waitingPage } from './waiting-pages.js'
import { waitingList, whomToSee } from './waiting-queries.js'

/** Who waits for a time, as the desk sees it. */
export const waitingDeskRoutes = routes()

const none = { specialisationId: null, doctorId: null, priority: null }

const list = z.object({
  specialisationId: z.uuid().nullable().default(null),
  doctorId: z.uuid().nullable().default(null),
  priority: z.enum(priorities).nullable().default(null),
  after: z.uuid().nullable().default(null),
})

waitingDeskRoutes.get('/', 'waiting.list', async (req, res) => {
  const { t, format, base } = res.locals
  const { after, ...filter } = query(req, list)
  const [{ rows, more }, fields] = await Promise.all([
    waitingList(actor(req), filter, after, new Date()),
    whomToSee(),
  ])
  const chosen = Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null),
  )
  const address = (from?: string) =>
    `${req.baseUrl}?${new URLSearchParams({ ...chosen, ...(from && { after: from }) })}`
  waitingPage(res, {
    rows: rows.map((row) => ({
      ...shownWish(row, { t, format }),
      patient: {
        ...{ name: row.patient.name, localName: row.patient.localName, photo: photoOf(row.patient, base) },
        about: `${ageAndSex(row.patient, t, format)} · ${patientNumber(row.patient.number)}`,
        href: `${base}/patients/${row.patient.id}`,
      },
      phone: row.patient.phone && formatPhone(row.patient.phone),
    })),
    form: openForm(req, chosen),
    specialisations: fields.map(({ id, name }) => ({ value: id, label: name })),
    doctors: fields.flatMap(({ name, doctors }) =>
      doctors.map((doctor) => ({ value: doctor.id, label: doctor.name, group: name })),
    ),
    priorities: priorities.map((priority) => ({ value: priority, label: t(priorityLabels[priority]) })),
    filtered: Object.keys(chosen).length > 0,
    newer: after ? address() : null,
    older: more ? address(rows.at(-1)?.id) : null,
  })
})

/** What a patient and their family wait for. */
export const ownWaitingRoutes = routes()

ownWaitingRoutes.get('/', 'waiting.join', async (req, res) => {
  const { t, format } = res.locals
  const { rows } = await waitingList(actor(req), none, null, new Date())
  ownWaitingPage(res, {
    rows: rows.map((row) => ({
      ...shownWish(row, { t, format }),
      patient: row.patient.accountId === actor(req).id ? null : row.patient.name,
    })),
  })
})
