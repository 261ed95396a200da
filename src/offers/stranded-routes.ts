import type { Response } from 'express'
import { z } from 'zod'
import { visitNumber } from '../appointments/rules.js'
import { ageAndSex, photoOf } from '../patients/banner-pages.js'
import { patientNumber } from '../patients/rules.js'
import { formatPhone } from '../shared/text.js'
import { live } from '../web/live.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { type ShownStranded, strandedPage } from './stranded-pages.js'
import { countStranded, strandedVisits, type Why } from './stranded-queries.js'
import { type StrandedFilter, strandedFilterLabels, strandedFilters } from './stranded-rules.js'

/** The desk's work list: visits whose time fell away, until they have another one. */
export const strandedRoutes = routes()

const list = z.object({
  show: z.enum(strandedFilters).default('todo'),
  after: z.uuid().nullable().default(null),
})

strandedRoutes.get('/', 'stranded.list', async (req, res) => {
  const now = new Date()
  const { show, after } = query(req, list)
  const [{ rows, more }, counts] = await Promise.all([strandedVisits(show, after, now), countStranded(now)])
  const address = (filter: StrandedFilter, from?: string) =>
    `${req.baseUrl}?show=${filter}${from ? `&after=${from}` : ''}`
  strandedPage(res, {
    filter: show,
    filters: strandedFilters.map((filter) => ({
      label: res.locals.t(strandedFilterLabels[filter]),
      href: address(filter),
      current: filter === show,
      count: counts[filter],
    })),
    rows: rows.map((row) => shown(row, now, res)),
    newer: after ? address(show) : null,
    older: more ? address(show, rows.at(-1)?.id) : null,
  })
})

strandedRoutes.get(
  '/live',
  'stranded.list',
  live(() => ['appointments']),
)

type Row = Awaited<ReturnType<typeof strandedVisits>>['rows'][number]

function shown(row: Row, now: Date, res: Response): ShownStranded {
  const { t, format, base } = res.locals
  const { id, number, patient, doctor, startsAt, status, priority, offer, why, isHere, walkIn } = row
  return {
    ...{ id, startsAt, walkIn, doctor: doctor.name, isPast: startsAt <= now && !isHere },
    here: isHere ? row.token : null,
    number: visitNumber(number),
    patient: {
      ...{
        name: patient.name,
        localName: patient.localName,
        photo: photoOf({ ...patient, photoId: row.photoId }, base),
      },
      about: `${ageAndSex(patient, t, format)} · ${patientNumber(patient.number)}`,
      href: `${base}/patients/${patient.id}`,
    },
    phone: patient.phone && formatPhone(patient.phone),
    status: `appointment.${status}`,
    priority: priority === 'ROUTINE' ? null : `priority.${priority}`,
    why: inWords(why, res),
    offer: offer && { id: offer.id, text: offerWords(offer, res), isOpen: offer.state === 'OPEN' },
    mustCall: !row.isTold && !isHere,
  }
}

function inWords(why: Why, { locals: { t, format } }: Response): string {
  switch (why.kind) {
    case 'LEAVE':
      return t('On leave until {{day}}', { day: format.day(why.lastDay) })
    case 'HOLIDAY':
      return t('Holiday: {{name}}', { name: why.name })
    case 'HOURS':
      return t('Other working hours')
    case 'LEFT':
      return t('The doctor does not see patients here any more')
  }
}

const sentences = {
  OPEN: '{{doctor}}, {{at}}, held until {{until}}',
  ACCEPTED: 'Took {{doctor}}, {{at}}',
  DECLINED: 'Declined {{doctor}}, {{at}}',
  LAPSED: 'Did not answer about {{doctor}}, {{at}}',
  WITHDRAWN: '{{doctor}}, {{at}} was taken back',
}

const offerWords = (offer: NonNullable<Row['offer']>, { locals: { t, format } }: Response) =>
  t(sentences[offer.state], {
    doctor: offer.doctor,
    at: format.instant(offer.startsAt),
    until: format.instant(offer.heldUntil),
  })
