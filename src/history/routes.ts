import type { Response } from 'express'
import { triageOf } from '../patients/banner-pages.js'
import { contactsOf } from '../patients/contact-queries.js'
import type { PatientInBanner } from '../patients/queries.js'
import { routes } from '../web/routes.js'
import { ownAllergyRoutes, staffAllergyRoutes } from './allergy-routes.js'
import { conditionRoutes } from './condition-routes.js'
import { ownContactRoutes, staffContactRoutes } from './contact-routes.js'
import { historyPage, type ShownCondition, shownAllergy, shownContact } from './pages.js'
import { type ConditionRow, conditionsOf, historyText, toldAllergiesOf } from './queries.js'
import { conditionStatusLabels } from './rules.js'
import { staffPlace } from './whose-answers.js'

/** What is known of a patient for good: allergies and whom to call for the desk; conditions too for doctors. */
export const historyRoutes = routes()

historyRoutes.get('/', 'patient.view', async (req, res) => {
  const patient = await staffPlace.find(req)
  const { t, can } = res.locals
  const whose = staffPlace.whose(patient, res)
  const isOpen = patient.deactivatedAt === null
  const [told, contacts, clinical] = await Promise.all([
    toldAllergiesOf(patient.id),
    contactsOf(patient.id),
    can('condition.view') ? clinicalPart(patient, res, whose.home) : null,
  ])
  const records = isOpen && can('allergy.record')
  historyPage(res, {
    ...whose,
    actions: records
      ? [
          {
            label: t('A new allergy'),
            href: `${whose.home}/allergies/new`,
            icon: 'alert-octagon',
            tone: 'primary',
          },
        ]
      : [],
    allergies: told.known.map((allergy) =>
      shownAllergy(
        allergy,
        t,
        isOpen && can('allergy.remove') ? `${whose.home}/allergies/${allergy.id}/removal/new` : null,
      ),
    ),
    takenBack: told.takenBack.map(({ substance, removedAt, removedBy, removedReason }) => ({
      ...{ substance, at: removedAt, by: removedBy, reason: removedReason },
    })),
    noneSince: told.noneSince,
    none: records && told.known.length === 0 ? `${whose.home}/allergies/none` : null,
    contacts: contacts.map((contact) => shownContact(contact, t)),
    editsContacts: isOpen && can('patient.edit'),
    clinical,
  })
})

historyRoutes.use('/', staffAllergyRoutes)
historyRoutes.use('/', staffContactRoutes)
historyRoutes.use('/', conditionRoutes)

/** What patients add to their own. */
export const ownHistoryRoutes = routes()

ownHistoryRoutes.use('/', ownAllergyRoutes)
ownHistoryRoutes.use('/', ownContactRoutes)

async function clinicalPart(patient: PatientInBanner, res: Response, home: string) {
  const { t, can } = res.locals
  const writes = can('condition.record') && patient.deactivatedAt === null
  const [conditions, { medicalHistory, report }] = await Promise.all([
    conditionsOf(patient.id),
    historyText(patient.id),
  ])
  return {
    conditions: conditions.map(
      ({ recordedAt, recordedBy, status, version: _version, id, ...row }: ConditionRow): ShownCondition => ({
        ...row,
        status: t(conditionStatusLabels[status]),
        isActive: status === 'ACTIVE',
        at: recordedAt,
        by: recordedBy,
        edit: writes ? `${home}/conditions/${id}/edit` : null,
      }),
    ),
    newCondition: writes ? `${home}/conditions/new` : null,
    text: medicalHistory,
    editText: writes ? `${home}/text` : null,
    triage: triageOf(patient.triage),
    report,
  }
}
