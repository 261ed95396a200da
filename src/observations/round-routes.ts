import type { Request, Response } from 'express'
import { config } from '../config.js'
import type { Sex } from '../generated/prisma/enums.js'
import { ageOn, type Day, dayIn, timeIn } from '../shared/calendar.js'
import { NotFound } from '../shared/errors.js'
import { flash } from '../web/flash.js'
import { type Form, openForm } from '../web/form.js'
import { idParam } from '../web/params.js'
import { type Routes, routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { submit } from '../web/submit.js'
import { recordRound, strikeOut } from './commands.js'
import { BREATHING, breathingLabels, GLUCOSE_UNITS } from './entry-rules.js'
import { answerToQuestions, roundForm, strikeForm } from './forms.js'
import { shownRound } from './pages.js'
import { findRound, type RoundRow, roundsOf, scaleDecisionOf } from './queries.js'
import { newRoundPage, roundPage, strikePage, type Whose } from './round-pages.js'
import { CONSCIOUSNESS, consciousnessLabels } from './rules.js'
import { shownScore } from './score-pages.js'

/** A patient within reach, as far as the pages of a round need one. */
export interface RoundPatient {
  whose: Whose
  sex: Sex | null
  dateOfBirth: Day | null
  isOpen: boolean
  /** Only the rounds that this account wrote down are theirs to see; null: all. */
  by: string | null
}

/** Finds the patient of the address for this reader, and leaves the trace that they looked. */
type Reach = (req: Request, res: Response, now: Date) => Promise<RoundPatient>

const EARLIER_SHOWN = 12

/** Writing a round down, reading what it means, and striking it out: the same for all who may, each in their frame. */
export function roundRoutes(reach: Reach): Routes {
  const rounds = routes()

  rounds.get('/new', 'observation.create', async (req, res) => {
    const now = new Date()
    const patient = await reach(req, res, now)
    const [last] = await roundsOf(patient.whose.id, { limit: 1 })
    const values = {
      takenOn: dayIn(now, config.zone),
      takenTime: timeIn(now, config.zone),
      pregnant: last?.pregnant ? 'on' : '',
    }
    await showForm(req, res, patient, openForm(req, values), null)
  })

  rounds.post('/', 'observation.create', async (req, res) => {
    const now = new Date()
    const patient = await reach(req, res, now)
    const around = { now, zone: config.zone, ageYears: ageOf(patient, now) }
    const recorded = await submit(req, roundForm(around), (form) =>
      recordRound(actor(req), patient.whose.id, form, now),
    )
    if (!recorded.ok) {
      const confirm = answerToQuestions({ ...req.body }, around)
      return showForm(req, res.status(recorded.status), patient, recorded.form, confirm)
    }
    flash(
      req,
      'success',
      res.locals.t('The round of {{name}} is in the record.', { name: patient.whose.name }),
    )
    res.redirect(303, `${req.baseUrl}/${recorded.value.id}`)
  })

  rounds.get('/:observationId', 'observation.view', async (req, res) => {
    const { t, format, can } = res.locals
    const patient = await reach(req, res, new Date())
    const round = await roundOfAddress(req, patient)
    const earlier = round.struckAt
      ? []
      : await roundsOf(patient.whose.id, { limit: EARLIER_SHOWN - 1, before: round.id, by: patient.by })
    roundPage(res, {
      whose: patient.whose,
      takenAt: round.takenAt,
      recorded: t('Written down {{at}} by {{name}}', {
        at: format.instant(round.recordedAt),
        name: round.recordedBy,
      }),
      struck: round.struckAt
        ? { by: round.struckBy ?? '', at: round.struckAt, reason: round.struckReason ?? '' }
        : null,
      score: shownScore(round, t, format),
      readings: shownRound(round, [round, ...earlier], t),
      pregnant: round.pregnant,
      strike:
        can('observation.strike') && patient.isOpen && !round.struckAt
          ? `${req.baseUrl}/${round.id}/strike`
          : null,
      another: can('observation.create') && patient.isOpen ? `${req.baseUrl}/new` : null,
    })
  })

  rounds.get('/:observationId/strike', 'observation.strike', async (req, res) => {
    const patient = await reach(req, res, new Date())
    showStrike(req, res, patient, await roundOfAddress(req, patient), openForm(req))
  })

  rounds.post('/:observationId/strike', 'observation.strike', async (req, res) => {
    const now = new Date()
    const patient = await reach(req, res, now)
    const round = await roundOfAddress(req, patient)
    const struck = await submit(req, strikeForm, (form) =>
      strikeOut(actor(req), patient.whose.id, round.id, form, now),
    )
    if (!struck.ok) return showStrike(req, res.status(struck.status), patient, round, struck.form)
    flash(req, 'success', res.locals.t('The round is struck out.'))
    res.redirect(303, `${req.baseUrl}/${round.id}`)
  })

  return rounds
}

async function showForm(
  req: Request,
  res: Response,
  { whose, sex }: RoundPatient,
  form: Form,
  confirm: string | null,
) {
  const { t, format } = res.locals
  const decision = await scaleDecisionOf(whose.id)
  newRoundPage(res, {
    whose,
    form,
    action: req.baseUrl,
    cancel: req.baseUrl,
    confirm,
    asksPregnancy: sex !== 'MALE',
    scale:
      decision?.scale === 2
        ? t('SpO2 is scored on scale 2, by the decision of {{doctor}} on {{at}}.', {
            doctor: decision.doctor,
            at: format.instant(decision.decidedAt),
          })
        : t('SpO2 is scored on scale 1.'),
    options: {
      breathing: BREATHING.map((value) => ({ value, label: t(breathingLabels[value]) })),
      glucoseUnit: GLUCOSE_UNITS.map((value) => ({ value, label: value })),
      consciousness: CONSCIOUSNESS.map((value) => ({
        value,
        label: `${value} · ${t(consciousnessLabels[value])}`,
      })),
    },
  })
}

function showStrike(req: Request, res: Response, { whose }: RoundPatient, round: RoundRow, form: Form) {
  strikePage(res, {
    whose,
    form,
    action: `${req.baseUrl}/${round.id}/strike`,
    cancel: `${req.baseUrl}/${round.id}`,
    takenAt: round.takenAt,
  })
}

async function roundOfAddress(req: Request, { whose, by }: RoundPatient): Promise<RoundRow> {
  const round = await findRound(whose.id, idParam(req, 'observationId'), by)
  if (!round) throw new NotFound()
  return round
}

const ageOf = ({ dateOfBirth }: RoundPatient, now: Date) =>
  dateOfBirth && ageOn(dateOfBirth, dayIn(now, config.zone)).years
