import type { Express } from 'express'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { addDays, dayIn } from '../../src/shared/calendar.js'
import { openApp } from '../support/app.js'
import { asOwner, useDatabase } from '../support/database.js'
import { logInAs } from '../support/people.js'
import {
  answered,
  doctorAndPatient,
  freeRow,
  inCare,
  prescribe,
  prescribed,
  reasonsOn,
  row,
  warningsOn,
} from './hospital.js'
import { loadRules, openPharmacy } from './pharmacy.js'

const database = useDatabase()
let app: Express
let shelf: Awaited<ReturnType<typeof openPharmacy>>
beforeAll(async () => {
  app = openApp()
  shelf = await openPharmacy()
})

const kept = (patientId: string) => db.prescription.count({ where: { patientId } })

async function allergicTo(patientId: string, substance: string, code: string | null) {
  await db.allergy.create({ data: { patientId, kind: 'MEDICINE', substance, code }, select: { id: true } })
}

describe('E-40 X-12 a warning needs a reason to pass, and the reason stays on the prescription', () => {
  test('an allergy by its class: the form comes back, the reason and the tick pass it, the sheet shows both', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await allergicTo(patient.id, 'Penicillin', 'penicillins')
    const typed = row(1, shelf.amoxicillin500, { instructions: 'With food' })
    const refused = await prescribe(doctor, address, typed)
    expect(refused.status).toBe(422)
    expect(warningsOn(refused.text)).toEqual([
      'Amoxicillin 500 mg capsule has Amoxicillin, one of Penicillins: the patient is allergic to Penicillin.',
    ])
    expect(refused.text).toContain('Nothing is saved yet.')
    expect(refused.text).toContain('value="With food"')
    expect(refused.text).toMatch(/Source: test-[0-9a-f]+: The tests/)
    expect(await kept(patient.id)).toBe(0)

    const reason = 'Had it last year without any reaction'
    const unread = { ...typed, ...answered(refused.text, reason) }
    for (const name of Object.keys(unread)) if (name.startsWith('read-')) delete unread[name]
    const notRead = await doctor.post(address, unread)
    expect(notRead.status).toBe(422)
    expect(notRead.text).toContain('Allergy: tick that you have read this, or change the prescription.')
    expect(notRead.text).toContain(`value="${reason}"`)

    const signed = await doctor.post(address, { ...typed, ...answered(notRead.text, reason) }).expect(303)
    const sheet = await doctor.get(signed.headers.location ?? '').expect(200)
    expect(sheet.text).toContain('Contraindicated: Allergy')
    expect(sheet.text).toContain(reason)
    const [stored] = await db.prescriptionWarning.findMany({
      where: { prescription: { patientId: patient.id } },
    })
    expect(stored).toMatchObject({ kind: 'ALLERGY', severity: 'CONTRAINDICATED', reason })
  })

  test('an empty reason is none, a long one is refused beside its field, and a tick alone does not pass', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const typed = freeRow(1, 'Arnica')
    const { text } = await prescribe(doctor, address, typed)
    const [name = ''] = reasonsOn(text)
    const blank = await doctor.post(address, { ...typed, ...answered(text, '   ') })
    expect(blank.status).toBe(422)
    expect(blank.text).toContain(
      `<a href="#field-${name}">Not checked: say why you go on, or change the prescription.</a>`,
    )
    const long = await doctor.post(address, { ...typed, ...answered(text, 'x'.repeat(301)) })
    expect(long.status).toBe(422)
    expect(long.text).toContain(`<a href="#field-${name}">Use 300 characters or fewer.</a>`)
    expect(await kept(patient.id)).toBe(0)
  })

  test('a reason given for one dose does not pass a higher one, and a reason nobody was asked for passes nothing', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const many = row(1, shelf.paracetamol500, { amount: '3', frequency: 'TDS' })
    const first = await prescribe(doctor, address, many)
    expect(warningsOn(first.text)).toEqual([
      'Paracetamol: 4500 mg a day is more than the maximum of 4000 mg, counting Paracetamol 500 mg tablet.',
    ])
    const more = { ...many, amount1: '6', ...answered(first.text, 'Short course') }
    const changed = await doctor.post(address, more)
    expect(changed.status).toBe(422)
    expect(changed.text).toContain(
      'Maximum dose: this has changed since you gave your reason. Read it again.',
    )
    expect(changed.text).toContain('value="Short course"')
    expect(await kept(patient.id)).toBe(0)
    await doctor.post(address, { ...more, ...answered(changed.text, 'Short course') }).expect(303)
  })

  test('a dose above the maximum is said beside its field, counting what runs; at the maximum nobody minds', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    await prescribed(doctor, address, row(1, shelf.paracetamol500, { amount: '2', frequency: 'QID' }))
    const refused = await prescribe(
      doctor,
      address,
      row(1, shelf.combination, { frequency: 'SOS', max: '3' }),
    )
    expect(refused.status).toBe(422)
    const sentence = 'Paracetamol: above the maximum of 4000 mg a day with 4975 mg.'
    expect(refused.text).toContain(`<a href="#field-amount1">${sentence}</a>`)
    expect(warningsOn(refused.text)).toContain(
      'Paracetamol: 4975 mg a day is more than the maximum of 4000 mg, counting Coldrelief 325 mg + 30 mg tablet, Paracetamol 500 mg tablet.',
    )
    expect(warningsOn(refused.text)).toHaveLength(2)
  })

  test('reasons stay typed while another field is put right', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    const typed = { ...freeRow(1, 'Arnica'), ...row(2, shelf.cetirizine10, { frequency: 'OD' }) }
    const { text } = await prescribe(doctor, address, typed)
    const answers = answered(text, 'Her own wish')
    const wrong = await doctor.post(address, { ...typed, ...answers, days1: 'x' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Her own wish"')
    const [name = ''] = reasonsOn(text)
    const right = { ...typed, ...answered(wrong.text), [name]: 'Her own wish' }
    const again = await doctor.post(address, right)
    expect(again.text).toContain('value="Her own wish"')
    await doctor.post(address, { ...right, ...answered(again.text, 'Her own wish') }).expect(303)
  })

  test('a child, and somebody whose age nobody wrote down', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await db.patient.update({ where: { id: patient.id }, data: { dateOfBirth: new Date('2020-01-01') } })
    expect(warningsOn((await prescribe(doctor, address, row(1, shelf.paracetamolSyrup))).text)).toEqual([
      'Paracetamol 250 mg/5 ml syrup: there is no dose rule for children. Check the dose by age and weight.',
    ])
    await db.patient.update({ where: { id: patient.id }, data: { dateOfBirth: null } })
    expect(warningsOn((await prescribe(doctor, address, row(1, shelf.paracetamolSyrup))).text)[0]).toContain(
      'the age is not recorded',
    )
  })

  test('an allergy that was taken back warns no more; one in words that no rule knows must be read', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await allergicTo(patient.id, 'Cetirizine', 'cetirizine')
    await db.allergy.updateMany({
      where: { patientId: patient.id },
      data: { removedAt: new Date(), removedById: doctor.accountId, removedReason: 'Mistaken' },
    })
    await allergicTo(patient.id, 'Royal jelly', null)
    expect(
      warningsOn((await prescribe(doctor, address, row(1, shelf.cetirizine10, { frequency: 'OD' }))).text),
    ).toEqual(['The allergy to Royal jelly cannot be checked by the rules: read it.'])
  })
})

describe('E-38 X-12 as long as nobody has recorded whether the patient has allergies', () => {
  const finding =
    'Nobody has recorded whether the patient has allergies, so none was checked: ask the patient.'

  test('the form says so and where they are recorded, and is signed only with a reason, which the sheet keeps', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await db.patient.update({ where: { id: patient.id }, data: { noKnownAllergiesAt: null } })
    const opened = await doctor.get(`${address}/new`)
    expect(opened.text).toContain('Nobody has asked about allergies yet')
    expect(opened.text).toContain(`href="/doctor/patients/${patient.id}/history"`)
    const typed = row(1, shelf.cetirizine10, { frequency: 'OD', instructions: 'At night' })
    const refused = await prescribe(doctor, address, typed)
    expect(refused.status).toBe(422)
    expect(warningsOn(refused.text)).toEqual([finding])
    expect(refused.text).toContain('Record the allergies, or that there are none')
    expect(refused.text).toContain('value="At night"')
    expect(await kept(patient.id)).toBe(0)
    const unreasoned = await doctor.post(address, { ...typed, ...answered(refused.text, '') })
    expect(unreasoned.status).toBe(422)
    const reason = 'Unconscious, and nobody with him'
    const signed = await doctor.post(address, { ...typed, ...answered(unreasoned.text, reason) }).expect(303)
    const sheet = (await doctor.get(signed.headers.location ?? '').expect(200)).text
    expect(sheet).toContain(finding)
    expect(sheet).toContain(reason)
  })

  test('once it is recorded that there are none, nothing is asked any more', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await db.patient.update({ where: { id: patient.id }, data: { noKnownAllergiesAt: null } })
    const typed = row(1, shelf.cetirizine10, { frequency: 'OD' })
    const refused = await prescribe(doctor, address, typed)
    await db.patient.update({ where: { id: patient.id }, data: { noKnownAllergiesAt: new Date() } })
    expect((await doctor.get(`${address}/new`)).text).not.toContain('Nobody has asked about allergies yet')
    await doctor.post(address, { ...typed, ...answered(refused.text, '') }).expect(303)
  })

  test('a colleague who takes the answer back while the form is open is noticed', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const page = await doctor.get(`${address}/new`)
    await db.patient.update({ where: { id: patient.id }, data: { noKnownAllergiesAt: null } })
    const typed = row(1, shelf.cetirizine10, { frequency: 'OD' })
    const refused = await doctor.post(address, { ...typed, ...answered(page.text) })
    expect(warningsOn(refused.text)).toEqual([finding])
    expect(await kept(patient.id)).toBe(0)
  })
})

describe('X-12 a gel stays where it is put', () => {
  const diclofenacGel = async () => {
    const { id } = await db.medicine.findUniqueOrThrow({ where: { code: 'DICLO-GEL' }, select: { id: true } })
    return { id, label: 'Diclofenac 1 % gel' }
  }

  test('beside the tablet of the same ingredient it is signed at once, also where the tablet runs already', async () => {
    const { doctor, address } = await doctorAndPatient(app)
    await prescribed(doctor, address, row(1, shelf.diclofenac50, { frequency: 'TDS' }))
    const gel = row(1, await diclofenacGel(), { amount: '4', frequency: 'QID' })
    expect((await prescribe(doctor, address, gel)).status).toBe(303)
    const tablet = row(1, shelf.diclofenac50, { frequency: 'OD' })
    const twice = await prescribe(doctor, address, tablet)
    expect(warningsOn(twice.text).join()).toContain('both have Diclofenac')
    expect(warningsOn(twice.text).join()).not.toContain('gel')
  })

  test('written as taken by mouth it counts, and an allergy to it is an allergy on the skin, too', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const gel = await diclofenacGel()
    const swallowed = row(1, gel, { route: 'By mouth' })
    expect(warningsOn((await prescribe(doctor, address, swallowed)).text)).toEqual([
      'Diclofenac 1 % gel: its dose was not checked against the maximum.',
    ])
    await allergicTo(patient.id, 'Diclofenac', 'diclofenac')
    expect(warningsOn((await prescribe(doctor, address, row(1, gel))).text)).toEqual([
      'Diclofenac 1 % gel has Diclofenac: the patient is allergic to Diclofenac.',
    ])
  })
})

describe('two doctors at the same instant cannot miss each other’s medicine', () => {
  test('of warfarin and ibuprofen prescribed in parallel one is signed, the other comes back with the interaction', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const other = await logInAs(app, 'DOCTOR')
    await inCare(patient.id, other)
    for (let round = 0; round < 5; round++) {
      const id =
        round === 0
          ? patient.id
          : (
              await db.patient.create({
                data: { name: 'Next', dateOfBirth: new Date('1980-01-01'), noKnownAllergiesAt: new Date() },
              })
            ).id
      if (round > 0) await Promise.all([inCare(id, doctor), inCare(id, other)])
      const here = address.replace(patient.id, id)
      const answers = await Promise.all([
        prescribe(doctor, here, row(1, shelf.warfarin5, { frequency: 'OD' })),
        prescribe(other, here, row(1, shelf.ibuprofen400)),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
      const refused = answers.find(({ status }) => status === 422)
      expect(warningsOn(refused?.text ?? '')).toEqual([
        'Ibuprofen 400 mg tablet with Warfarin 5 mg tablet: Bleeding becomes more likely.',
      ])
      expect(await kept(id)).toBe(1)
    }
  })

  test('an allergy that a colleague recorded while the form was open comes back with everything typed', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    const typed = row(1, shelf.amoxicillin500, { instructions: 'Until Sunday' })
    const page = await doctor.get(`${address}/new`)
    await allergicTo(patient.id, 'Amoxicillin', 'amoxicillin')
    const answer = await doctor.post(address, { ...typed, ...answered(page.text) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Allergy: read this, and say why you go on, or change the prescription.')
    expect(answer.text).toContain('value="Until Sunday"')
  })
})

describe('rules that are out of date or missing fail loudly', () => {
  const today = () => dayIn(new Date(), config.zone)
  beforeEach(async () => {
    await loadRules()
  })

  test('on their last day they hold, a day later the page says so and every medicine needs a reason', async () => {
    const { doctor, patient, address } = await doctorAndPatient(app)
    await loadRules(today())
    await prescribed(doctor, address, row(1, shelf.cetirizine10, { frequency: 'OD', days: '1' }))
    const version = await loadRules(addDays(today(), -1))
    const page = await doctor.get(`${address}/new`).expect(200)
    expect(page.text).toContain('The safety rules are out of date')
    const typed = { ...row(1, shelf.paracetamol500), ...row(2, shelf.warfarin5) }
    const refused = await prescribe(doctor, address, typed)
    expect(refused.status).toBe(422)
    expect(warningsOn(refused.text)).toHaveLength(2)
    await doctor.post(address, { ...typed, ...answered(refused.text) }).expect(303)
    const newest = await db.prescription.findFirstOrThrow({
      where: { patientId: patient.id },
      orderBy: { number: 'desc' },
      select: { ruleSet: true, warnings: { select: { kind: true } } },
    })
    expect(newest.ruleSet).toBe(version)
    expect(newest.warnings.map(({ kind }) => kind)).toEqual(['NOT_CHECKED', 'NOT_CHECKED'])
  })

  test('without any, the page says so on top, nothing is saved silently, and the print says that nothing was checked', async () => {
    await asOwner(database, async (owner) => {
      await owner.query('ALTER TABLE catalogue_release DISABLE TRIGGER USER')
      await owner.query("DELETE FROM catalogue_release WHERE kind = 'SAFETY_RULES'")
      await owner.query('ALTER TABLE catalogue_release ENABLE TRIGGER USER')
    })
    const { doctor, patient, address } = await doctorAndPatient(app)
    expect((await doctor.get(`${address}/new`).expect(200)).text).toContain('There are no safety rules')
    const typed = row(1, shelf.cetirizine10, { frequency: 'OD' })
    const refused = await prescribe(doctor, address, typed)
    expect(refused.status).toBe(422)
    expect(await kept(patient.id)).toBe(0)
    expect(warningsOn(refused.text)).toEqual([
      'Cetirizine 10 mg tablet: nothing was checked, because there are no safety rules.',
    ])
    const signed = await doctor
      .post(address, { ...typed, ...answered(refused.text, 'Looked up by hand') })
      .expect(303)
    const sheet = await doctor.get(signed.headers.location ?? '')
    expect(sheet.text).toContain('Not checked by any safety rules.')
    expect(sheet.text).toContain('Looked up by hand')
    expect((await db.prescription.findFirstOrThrow({ where: { patientId: patient.id } })).ruleSet).toBeNull()
  })
})
