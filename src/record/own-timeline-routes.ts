import { ownPatientId } from '../access/scopes.js'
import { auditRead } from '../audit/reading.js'
import { query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { ownTimelineAsked, timelineAddress } from './forms.js'
import { ownTimelinePage, shownOwnEntry } from './own-timeline-pages.js'
import { ownTimeline } from './own-timeline-queries.js'
import { ownKindLabels, ownKinds } from './own-timeline-rules.js'
import { periodOf } from './period-answers.js'
import { PAGE_ROWS } from './timeline-queries.js'

/** Everything of a patient's own in one list. */
export const ownTimelineRoutes = routes()

ownTimelineRoutes.get('/', 'patient.own', async (req, res) => {
  const { t, format, base, site } = res.locals
  const { id: accountId } = actor(req)
  const patientId = ownPatientId(actor(req))
  const { kind, after, ...typed } = query(req, ownTimelineAsked)
  const { from, to, limits, form } = periodOf(req, res, { kind, ...typed })
  await auditRead(actor(req), 'patient.own', patientId)
  const entries = await ownTimeline({ patientId, accountId }, { kinds: kind, ...limits, after })
  const shown = entries.slice(0, PAGE_ROWS)
  const last = shown.at(-1)
  const here = `${base}/timeline`
  ownTimelinePage(res, {
    timeline: shown.map((entry) => shownOwnEntry(entry, { t, format, base, language: site.language })),
    filter: form,
    kinds: ownKinds.map((value) => ({ value, label: t(ownKindLabels[value]) })),
    filtered: kind.length > 0 || typed.from !== '' || typed.to !== '',
    newest: after ? timelineAddress(here, { kind, from, to }) : null,
    older: entries.length > PAGE_ROWS && last ? timelineAddress(here, { kind, from, to }, last) : null,
  })
})
