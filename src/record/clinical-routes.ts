import type { Request, Response } from 'express'
import { openAlert } from '../alerts/shown-pages.js'
import { config } from '../config.js'
import { bannerOf, bedIn } from '../patients/banner-pages.js'
import { shownCurrent } from '../prescriptions/current-pages.js'
import { type Day, day, dayIn, daysBetween } from '../shared/calendar.js'
import { isBackground } from '../web/background.js'
import type { Format } from '../web/format.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { waits } from './clinical-pages.js'
import { news2 } from './entry-pages.js'
import { type TimelineAsked, timelineAddress, timelineAsked } from './forms.js'
import { actionsFor, type ClinicalRecordModel, clinicalRecordPage } from './pages.js'
import { partsOf } from './parts-pages.js'
import { periodOf } from './period-answers.js'
import { type ClinicalRecord, clinicalRecord } from './queries.js'
import { dayOfStay } from './rules.js'
import { detailRows, shownDoctors, shownTriage } from './shared-pages.js'
import { shownEntry } from './timeline-pages.js'
import { PAGE_ROWS } from './timeline-queries.js'
import { entryKindLabels, entryKinds, isNew } from './timeline-rules.js'

/** Everything about one patient on one page: for doctors and the administration. */
export const clinicalRecordRoutes = routes()

clinicalRecordRoutes.get('/:id', 'note.view', async (req, res) => {
  const now = new Date()
  const asked = query(req, timelineAsked)
  const period = periodOf(req, res, asked)
  const filter = { kinds: asked.kind, ...period.limits, after: asked.after, looks: !isBackground(req) }
  const record = await clinicalRecord(actor(req), idParam(req), filter, now)
  clinicalRecordPage(res, {
    ...shownPatient(record, now, res),
    ...shownHead(record, dayIn(now, config.zone), res),
    ...shownTimeline(req, res, record, asked, period),
  })
})

function shownPatient({ patient, head, triage, doctors }: ClinicalRecord, now: Date, res: Response) {
  const { t, format, site, base, can } = res.locals
  const words = { t, format, site }
  const here = `${base}/patients/${patient.id}`
  const isOpen = patient.deactivatedAt === null
  const link = (allowed: boolean, href: string) => (allowed && isOpen ? href : null)
  const { where, admissionId, admittedAt } = patient
  const banner = bannerOf(patient, t, base, { linked: false })
  const score = head.news2 && news2(head.news2.total, head.news2.band, t)
  return {
    id: patient.id,
    name: patient.name,
    banner: { ...banner, alerts: [...(banner.alerts ?? []), ...(score ? [score] : [])] },
    parts: partsOf(here, t),
    actions: isOpen ? actionsFor(patient, { t, base, can }) : [],
    restoration: !isOpen && can('patient.remove') ? `${here}/restoration` : null,
    triage: triage && shownTriage(triage, patient, here, words),
    newTriage: link(can('triage.create'), `${here}/triage/new`),
    booking: link(can('appointment.book'), `${base}/appointments/new?patientId=${patient.id}`),
    guardians: link(can('family.edit'), `${here}/guardians`),
    isolation: where.at === 'HOME' && can('isolation.view') ? `${here}/isolation` : null,
    doctors: shownDoctors(doctors, (id) => link(can('patient.assign-doctor'), `${here}/doctors/${id}/end`)),
    assignment: link(can('patient.assign-doctor'), `${here}/doctors/new`),
    details: detailRows(patient, head.details, words),
    edit: link(can('patient.edit'), `${here}/edit`),
    photo: link(can('patient.edit'), `${here}/photo/new`),
    medicalHistory: head.details.medicalHistory,
    stay:
      where.at === 'BED' && admissionId && admittedAt
        ? {
            href: can('admission.view')
              ? `${base}/admissions/${admissionId}`
              : `${base}/admissions/${admissionId}/readiness`,
            where: bedIn(where, t),
            since: admittedAt,
            day: dayOfStay(dayIn(admittedAt, config.zone), dayIn(now, config.zone)),
            reason: head.stayReason ?? '',
          }
        : null,
  } satisfies Partial<ClinicalRecordModel>
}

function shownHead({ patient, head, medicines }: ClinicalRecord, today: Day, res: Response) {
  const { t, format, base, user } = res.locals
  const here = `${base}/patients/${patient.id}`
  const reaches = (doctorId: string) => user?.role !== 'DOCTOR' || res.req.user?.doctorId === doctorId
  return {
    alerts: head.alerts.map(({ at, ...alert }) =>
      openAlert({ ...alert, raisedAt: new Date(at) }, { t, format, base, isClinical: true }),
    ),
    criticals: head.criticals.map(({ orderId, item, values, at }) => ({
      href: `${here}/orders/${orderId}`,
      item,
      values: values.join(', '),
      at: new Date(at),
    })),
    problems: head.problems.map(({ name, since, note }) => ({
      name,
      note:
        [since && t('since {{day}}', { day: sinceWhen(day(since), today, format) }), note]
          .filter(Boolean)
          .join(' · ') || null,
    })),
    medicines: medicines.map((medicine) => {
      const shown = shownCurrent(medicine, { here: `${here}/prescriptions`, t, stop: false })
      return {
        href: shown.prescription.href,
        line: `${shown.medicine}: ${shown.dose}`,
        until: t('{{frequency}}, until {{day}}', {
          frequency: shown.frequency,
          day: format.day(shown.until),
        }),
      }
    }),
    waits: waits(head, { t, format, here, base }),
    coming: head.coming.map(({ id, at, doctor, doctorId, reason, status }) => ({
      at: new Date(at),
      doctor,
      about: reason,
      status: `appointment.${status}` as const,
      href: reaches(doctorId) ? `${base}/appointments/${id}` : null,
    })),
  } satisfies Partial<ClinicalRecordModel>
}

/** Of an old matter the year is enough. */
const sinceWhen = (since: Day, today: Day, format: Format): string =>
  daysBetween(since, today) < 365 ? format.day(since) : since.slice(0, 4)

function shownTimeline(
  req: Request,
  res: Response,
  { patient, entries, before }: ClinicalRecord,
  { kind, after, ...typed }: TimelineAsked,
  { from, to, form }: ReturnType<typeof periodOf>,
) {
  const { t, format, base } = res.locals
  const here = `${base}/patients/${patient.id}`
  const { id: accountId, doctorId } = actor(req)
  const shown = entries.slice(0, PAGE_ROWS)
  const fresh = shown.map((entry) => isNew(entry, { accountId, before }))
  const last = shown.at(-1)
  const words = { t, format, here, base, reader: { accountId, doctorId } }
  return {
    timeline: shown.map((entry, index) => shownEntry(entry, fresh[index] ?? false, words)),
    fresh: before && { count: fresh.filter(Boolean).length, since: before },
    filter: form,
    kinds: entryKinds.map((value) => ({ value, label: t(entryKindLabels[value]) })),
    filtered: kind.length > 0 || typed.from !== '' || typed.to !== '',
    newest: after ? timelineAddress(here, { kind, from, to }) : null,
    older: entries.length > PAGE_ROWS && last ? timelineAddress(here, { kind, from, to }, last) : null,
  } satisfies Partial<ClinicalRecordModel>
}
