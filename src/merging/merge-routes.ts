import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { ageAndSex } from '../patients/banner-pages.js'
import { likelyTwins } from '../patients/duplicate-queries.js'
import { likenessLabels } from '../patients/duplicate-rules.js'
import { pickFor } from '../patients/picking.js'
import { readPatient } from '../patients/reading.js'
import { patientNumber } from '../patients/rules.js'
import { flash } from '../web/flash.js'
import { type Form, openForm, typed } from '../web/form.js'
import { idParam, isUuid, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { pressed, submit, typedForm } from '../web/submit.js'
import { mergeForm, type PlannedMerge, plannedMergeForm } from './forms.js'
import { mergePatients, requireMergeableNow } from './merging.js'
import { chooseOtherPage, comparePage, confirmMergePage, fieldRows, rowOf } from './pages.js'
import { compared } from './queries.js'
import { heldLabels } from './rules.js'
import type { SideRow } from './sides.js'

/** Two records of one person: find the other, compare, decide which stays, confirm. */
export const mergeRoutes = routes()

const preset = z.object({ patientId: z.uuid().or(z.literal('')).default('') })

mergeRoutes.get('/:id/merge', 'patient.merge', (req, res) =>
  show(req, res, openForm(req, query(req, preset))),
)

mergeRoutes.post('/:id/merge', 'patient.merge', async (req, res) => {
  if (pressed(req, 'find')) return showChoice(req, res, typedForm(req))
  if (pressed(req, 'compare')) return show(req, res, typedForm(req))
  const id = idParam(req)
  if (!pressed(req, 'confirmed')) {
    const planned = await submit(req, plannedMergeForm, async (form) => {
      await requireMergeableNow(actor(req), sidesIn(id, form))
      return form
    })
    if (!planned.ok) return show(req, res.status(planned.status), planned.form)
    return showConfirmation(req, res, typedForm(req), planned.value)
  }
  const merged = await submit(req, mergeForm, async (form) => {
    const { reason, idempotency_key } = form
    const sides = sidesIn(id, form)
    await mergePatients(actor(req), { ...sides, reason, idempotency_key }, new Date())
    return sides
  })
  if (!merged.ok) return show(req, res.status(merged.status), merged.form)
  flash(req, 'success', res.locals.t('The two records are one now. It can be undone under “Merged records”.'))
  res.redirect(303, `${res.locals.base}/patients/${merged.value.keptId}`)
})

const sidesIn = (id: string, { keeps, patientId }: Pick<PlannedMerge, 'keeps' | 'patientId'>) =>
  keeps === 'this' ? { keptId: id, goneId: patientId } : { keptId: patientId, goneId: id }

/** The comparison where the other one is chosen; else the search for it. */
function show(req: Request, res: Response, form: Form) {
  const otherId = typed(form, 'patientId')
  return isUuid(otherId) && otherId !== idParam(req)
    ? showComparison(req, res, form)
    : showChoice(req, res, form)
}

async function showChoice(req: Request, res: Response, form: Form) {
  const { t, base, format } = res.locals
  const now = new Date()
  const patient = await readPatient(actor(req), idParam(req), now)
  const { one } = await compared(actor(req), patient.id, patient.id)
  const { name, localName, phone, dateOfBirth } = one.fields
  const twins = await likelyTwins(
    actor(req),
    { id: one.id, name, localName, phone, dateOfBirth, identity: null },
    now,
  )
  chooseOtherPage(res, {
    form,
    one: personOf(one),
    pick: await pickFor(req, res, form),
    twins: twins.map((twin) => ({
      href: `${base}/patients/${one.id}/merge?patientId=${twin.id}`,
      name: twin.name,
      localName: twin.localName,
      about: `${patientNumber(twin.number)} · ${ageAndSex(twin, t, format)}`,
      why: twin.why.map((why) => t(likenessLabels[why])),
    })),
  })
}

async function showComparison(req: Request, res: Response, form: Form) {
  const { t, format } = res.locals
  const { one, other, held } = await compared(actor(req), idParam(req), typed(form, 'patientId'))
  await Promise.all([one, other].map(({ id }) => auditRead(actor(req), 'patient.merge', id)))
  comparePage(res, {
    form,
    one: personOf(one),
    other: personOf(other),
    fields: [
      ...fieldRows(one.fields, other.fields, t, format),
      rowOf(t('Online account'), one.accountId && t('Yes'), other.accountId && t('Yes')),
    ],
    held: held.map(({ kind, ...counts }) =>
      rowOf(t(heldLabels[kind]), format.number(counts.one), format.number(counts.other)),
    ),
  })
}

async function showConfirmation(req: Request, res: Response, form: Form, plan: PlannedMerge) {
  const { t } = res.locals
  const { one, other } = await compared(actor(req), idParam(req), plan.patientId)
  const [kept, gone] = plan.keeps === 'this' ? [one, other] : [other, one]
  const values = { kept: patientNumber(kept.number), gone: patientNumber(gone.number) }
  confirmMergePage(res, {
    form,
    one: personOf(one),
    kept: personOf(kept),
    gone: personOf(gone),
    told: { patientId: plan.patientId, keeps: plan.keeps, reason: plan.reason },
    consequences: [
      t(
        'Everything in {{gone}} stands in {{kept}} from then on: visits, stays, notes, results, invoices.',
        values,
      ),
      t(
        'What {{kept}} does not have yet, such as an address or a government id, is taken over from {{gone}}.',
        values,
      ),
      t('{{gone}} is closed, and whoever opens it is led to {{kept}}.', values),
      ...(gone.accountId && kept.accountId
        ? [t('The online account of {{gone}} is suspended; the one of {{kept}} goes on.', values)]
        : []),
      ...(gone.accountId && !kept.accountId
        ? [t('The online account of {{gone}} belongs to {{kept}} then.', values)]
        : []),
    ],
  })
}

const personOf = ({ id, number, fields }: SideRow) => ({
  id,
  name: fields.name,
  number: patientNumber(number),
})
