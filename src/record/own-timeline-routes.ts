import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { addDays, startOfDay } from '../shared/calendar.js'
import { openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { ownTimelineAsked, timelineAddress } from './forms.js'
import { ownTimelinePage, shownOwnEntry } from './own-timeline-pages.js'
import { ownTimeline } from './own-timeline-queries.js'
import { ownKindLabels, ownKinds } from './own-timeline-rules.js'
import { PAGE_ROWS } from './timeline-queries.js'

/** Everything of a patient's own in one list. */
export const ownTimelineRoutes = routes()

ownTimelineRoutes.get('/', 'patient.own', async (req, res) => {
  const { t, format, base, site } = res.locals
  const { id: accountId } = actor(req)
  const patientId = ownPatientId(actor(req))
  const asked = query(req, ownTimelineAsked)
  await auditRead(actor(req), 'patient.own', patientId)
  const entries = await ownTimeline(
    { patientId, accountId },
    {
      kinds: asked.kind,
      from: asked.from && startOfDay(asked.from, config.zone),
      until: asked.to && startOfDay(addDays(asked.to, 1), config.zone),
      after: asked.after,
    },
  )
  const shown = entries.slice(0, PAGE_ROWS)
  const last = shown.at(-1)
  const here = `${base}/timeline`
  ownTimelinePage(res, {
    timeline: shown.map((entry) => shownOwnEntry(entry, { t, format, base, language: site.language })),
    filter: openForm(req, { kind: asked.kind, from: asked.from ?? '', to: asked.to ?? '' }),
    kinds: ownKinds.map((kind) => ({ value: kind, label: t(ownKindLabels[kind]) })),
    filtered: asked.kind.length > 0 || asked.from !== null || asked.to !== null,
    newest: asked.after ? timelineAddress(here, asked) : null,
    older: entries.length > PAGE_ROWS && last ? timelineAddress(here, asked, last) : null,
  })
})
