import type { Request, Response } from 'express'
import { auditRead } from '../audit/reading.js'
import { findMedicines, type MedicineChoice, safetyRules } from '../catalogues/queries.js'
import { config } from '../config.js'
import { bannerOf } from '../patients/banner-pages.js'
import type { PatientInBanner } from '../patients/queries.js'
import { type Day, dayIn } from '../shared/calendar.js'
import { Refusal } from '../shared/errors.js'
import { conflictInWords, type Form, typed } from '../web/form.js'
import { isUuid } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { type ChosenMedicine, warningsFor, withProducts } from './checking.js'
import { shownCurrent } from './current-pages.js'
import { type Chart, chartOf } from './current-queries.js'
import { inUnits, quantityOf } from './dosage-rules.js'
import {
  conflictLabels,
  type FormRow,
  frequencyOptions,
  type PrescribingModel,
  prescribingPage,
} from './form-pages.js'
import { type PrescribedRow, readableRows, rowNumbers, typedAnswers } from './forms.js'
import { chosenIn, pickMedicine } from './medicine-picking.js'
import { rowsShown } from './row-values.js'
import { frequencyLabels, isFrequency, MOST_MEDICINES, routeWords } from './rules.js'
import type { RuleRelease, Warning } from './safety-terms-rules.js'
import { askedWarning, complaint } from './warning-pages.js'
import { keyOf, standingOf } from './warning-rules.js'

interface Around {
  patient: PatientInBanner
  form: Form
  heading: string
  action: string
  /** The prescription that it takes the place of. */
  replaces: string | null
  /** The row whose medicine is looked for. */
  find?: number
  /** The form was refused: what keeps it from being signed is said beside each warning. */
  refused?: boolean
}

/** The form with everything that is known about what stands on it: products, quantities, warnings, what runs. */
export async function showPrescribing(req: Request, res: Response, around: Around): Promise<void> {
  const { patient, form, replaces } = around
  const { t, format, base } = res.locals
  const today = dayIn(new Date(), config.zone)
  await auditRead(actor(req), 'prescription.view', patient.id)
  const [chart, release, products] = await Promise.all([
    chartOf(patient.id, today, { doctorId: actor(req).doctorId }),
    safetyRules(),
    productsOn(form),
  ])
  const medicines = readable(form, products)
  const warnings = warningsFor(medicines, chart, release, { today, replaces })
  const answers = typedAnswers(form.values)
  const history = `${base}/patients/${patient.id}/history`
  const asked = warnings.map((warning) =>
    askedWarning(warning, standingOf(warning, answers), { history, t, format }),
  )
  const here = `${base}/patients/${patient.id}/prescriptions`
  const running = chart.running.filter(({ prescriptionId }) => prescriptionId !== replaces)
  const complained = around.refused ? complaining(form, warnings, medicines, res) : form
  prescribingPage(res, {
    id: patient.id,
    name: patient.name,
    heading: around.heading,
    form: conflictInWords(complained, (name, value) =>
      name.startsWith('frequency') && isFrequency(value) ? t(frequencyLabels[value]) : value,
    ),
    banner: bannerOf(patient, t, base),
    action: around.action,
    isVersion: replaces !== null,
    notice: noticeOf(release, today, res),
    unasked: chart.allergiesAsked || medicines.length > 0 ? null : history,
    checkedBy:
      release &&
      t('Checked by the rules {{version}}: {{source}}.', {
        version: release.version,
        source: release.source,
      }),
    rows: await rowsOf(around, medicines, products, res),
    frequencies: frequencyOptions(t),
    routes: routeWords.map((route) => t(route)),
    warnings: asked,
    kept: keptAnswers(form, warnings),
    current: running.map((medicine) => shownCurrent(medicine, { here, t, stop: false })),
    favourites: chart.favourites.map(({ id, name }) => ({ value: id, label: name })),
    mayAddRow: rowsShown(form.values) < MOST_MEDICINES,
    repeat: repeatLink(chart, around, here),
    cancel: here,
    labels: conflictLabels(t),
  })
}

function productsOn(form: Form): Promise<MedicineChoice[]> {
  const ids = rowNumbers.map((row) => typed(form, `medicineId${row}`)).filter(isUuid)
  return ids.length > 0 ? findMedicines(ids) : Promise.resolve([])
}

/** The rows that are right already, each by itself. */
function readable(form: Form, products: MedicineChoice[]): ChosenMedicine[] {
  return readableRows(form.values).flatMap((row) => fitting(row, products))
}

function fitting(row: PrescribedRow, products: MedicineChoice[]): ChosenMedicine[] {
  try {
    return withProducts([row], products)
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

async function rowsOf(
  { form, find }: Around,
  medicines: ChosenMedicine[],
  products: MedicineChoice[],
  res: Response,
): Promise<FormRow[]> {
  const { t } = res.locals
  const numbers = rowNumbers.slice(0, rowsShown(form.values))
  // One search a page: where nobody asked for one, for the first row whose medicine is not chosen.
  const wanted = find ?? numbers.find((row) => form.errors[`medicine${row}`] !== undefined)
  return Promise.all(
    numbers.map(async (number) => {
      const search = typed(form, `medicine${number}`)
      const pick =
        number === wanted ? await pickMedicine(number, search, t) : chosenIn(form, number, products, t)
      const medicine = medicines.find(({ row }) => row.row === number)
      const quantity = medicine && quantityOf(medicine.row.amount, medicine.row, medicine.row.days)
      return { number, pick, quantity: quantity ? inUnits(quantity, medicine.unit) : null }
    }),
  )
}

/** The refused form with a sentence beside each warning that was not answered, and beside a dose above the maximum. */
function complaining(form: Form, warnings: Warning[], medicines: ChosenMedicine[], res: Response): Form {
  const { t } = res.locals
  if (form.conflict || Object.keys(form.errors).length > 0) return form
  const answers = typedAnswers(form.values)
  const open = warnings.flatMap((warning) => {
    const said = complaint(warning, standingOf(warning, answers), t)
    return said ? [{ warning, said }] : []
  })
  const doses = open
    .filter(({ warning }) => warning.kind === 'MAXIMUM_DOSE')
    .flatMap(({ warning }) =>
      medicines
        .filter(({ row, name }) => warning.about.includes(row.medicineId ?? name))
        .map(({ row }) => [`amount${row.row}`, aboveMaximum(warning, t)] as const),
    )
  return { ...form, errors: Object.fromEntries([...doses, ...open.map(({ said }) => said)]) }
}

const aboveMaximum = ({ values }: Warning, t: T): string =>
  t('{{ingredient}}: above the maximum of {{maximum}} mg a day with {{total}} mg.', values)

function keptAnswers(form: Form, warnings: Warning[]): { name: string; value: string }[] {
  const shown = new Set(warnings.map(keyOf))
  return Object.entries(typedAnswers(form.values).reasons)
    .filter(([key, value]) => !shown.has(key) && value !== '')
    .map(([key, value]) => ({ name: `reason-${key}`, value }))
}

function noticeOf(release: RuleRelease | null, today: Day, res: Response): PrescribingModel['notice'] {
  const { t, format } = res.locals
  if (!release)
    return {
      tone: 'danger',
      heading: t('There are no safety rules'),
      text: t(
        'Nothing is checked: no allergy, no interaction, no maximum dose. Every medicine needs a reason to go on. Tell the administration.',
      ),
    }
  if (release.reviewBy === null || today <= release.reviewBy) return null
  return {
    tone: 'danger',
    heading: t('The safety rules are out of date'),
    text: t(
      'The rules {{version}} were to be reviewed by {{day}}. They are still used, but every medicine needs a reason to go on. Tell the administration.',
      { version: release.version, day: format.day(release.reviewBy) },
    ),
  }
}

const repeatLink = (chart: Chart, { replaces, form }: Around, here: string) =>
  chart.lastId !== null &&
  replaces === null &&
  rowsShown(form.values) === 1 &&
  typed(form, 'medicine1') === ''
    ? `${here}/new?from=${chart.lastId}`
    : null
