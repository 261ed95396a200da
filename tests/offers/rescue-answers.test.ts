import { describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { findAlternative } from '../../src/offers/alternatives.js'
import { lapseOffer, sweepOffers } from '../../src/offers/lapsing.js'
import { hidden, visitor } from '../support/app.js'
import { logIn, logInAs } from '../support/people.js'
import { zoneInWords } from '../support/zone.js'
import { at, createDoctor, createOnlinePatient, createVisit, newSpecialisation, offerOf } from './clinic.js'
import { app, desk, eventsOf, goOnLeave, strandedPatient, useLeave, visitNow } from './leave.js'

useLeave()

describe('the patient answers', () => {
  test('G-W2 yes by the link: looking changes nothing, the button moves the same visit', async () => {
    const { patient, visit, offer, link } = await strandedPatient()
    const phone = visitor(app)
    const page = await phone.get(link).expect(200)
    for (const text of ['Dr. Anjali Rao', 'Take this time', 'No, thank you', zoneInWords])
      expect(page.text).toContain(text)
    expect(page.text).not.toMatch(/rash|Meera Iyer/)
    await phone.agent.head(link).expect(200)
    expect((await offerOf(visit.id)).id).toBe(offer.id)
    const answer = await phone.post(`${link}/acceptance`).expect(303)
    const done = await phone.get(answer.headers.location ?? '').expect(200)
    expect(done.text).toContain('The new time is yours')
    const after = await visitNow(visit.id)
    expect(after).toMatchObject({
      ...{ number: visit.number, reason: visit.reason, status: 'CONFIRMED', strandedAt: null },
      startsAt: offer.startsAt,
    })
    expect(await eventsOf(visit.id)).toEqual(['STRANDED', 'OFFERED', 'OFFER_ACCEPTED', 'RESCHEDULED'])
    expect(
      await db.message.count({ where: { recipientAddress: patient.email, kind: 'visit-changed' } }),
    ).toBe(1)
    const again = await phone.post(`${link}/acceptance`).expect(409)
    expect(again.text).toContain('This offer was accepted already')
    await phone.get(link).expect(410)
  })

  test('yes in the portal, and a request stays a request', async () => {
    const { patient, visit, offer } = await strandedPatient('REQUESTED')
    const browser = await logIn(app, patient)
    expect((await browser.get('/patient')).text).toContain(`/patient/offers/${offer.id}/acceptance`)
    expect((await browser.get(`/patient/appointments/${visit.id}`)).text).toContain(
      `/patient/offers/${offer.id}"`,
    )
    await browser.get(`/patient/offers/${offer.id}`).expect(200)
    const answer = await browser.post(`/patient/offers/${offer.id}/acceptance`).expect(303)
    expect(answer.headers.location).toBe(`/patient/appointments/${visit.id}`)
    expect(await visitNow(visit.id)).toMatchObject({ status: 'REQUESTED', startsAt: offer.startsAt })
    const again = await browser.post(`/patient/offers/${offer.id}/refusal`).expect(409)
    expect(again.text).toContain('This offer was accepted already')
    expect((await browser.get('/patient')).text).not.toContain(offer.id)
  })

  test('no: the visit goes on the list of the desk, and the time is free for others', async () => {
    const { visit, offer, link } = await strandedPatient()
    const phone = visitor(app)
    const answer = await phone.post(`${link}/refusal`).expect(303)
    expect((await phone.get(answer.headers.location ?? '')).text).toContain('The reception calls you')
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    expect(await eventsOf(visit.id)).toContain('OFFER_DECLINED')
    const list = await (await desk()).get('/reception/stranded')
    const row = list.text.split('<tr>').find((one) => one.includes(visit.id)) ?? ''
    expect(row).toContain('Declined Dr. Anjali Rao')
    expect(row).toContain(`/reception/appointments/${visit.id}/move`)
    await phone.post(`${link}/acceptance`).expect(409)
  })

  test('not at all: it lapses once, with two workers, and goes on the list', async () => {
    const { visit, offer, link } = await strandedPatient()
    await db.slotHold.update({ where: { id: offer.id }, data: { heldUntil: new Date(Date.now() - 1) } })
    const late = await visitor(app).post(`${link}/acceptance`).expect(409)
    expect(late.text).toContain('The time to answer is over')
    await Promise.all([lapseOffer({ holdId: offer.id }), sweepOffers(), lapseOffer({ holdId: offer.id })])
    await sweepOffers()
    const lapses = (await eventsOf(visit.id)).filter((kind) => kind === 'OFFER_LAPSED')
    expect(lapses).toHaveLength(1)
    expect((await visitor(app).get(link).expect(410)).text).toContain('The reception calls you')
    const list = await (await desk()).get('/reception/stranded')
    expect(list.text.split('<tr>').find((one) => one.includes(visit.id))).toContain('Did not answer')
  })

  test('G-C3 twenty times at once: the visit moves once, and every other try reads why not', async () => {
    const { visit, link } = await strandedPatient()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor(app).post(`${link}/acceptance`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(409)])
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(answer.text).toContain('This offer was accepted already')
    const moves = (await eventsOf(visit.id)).filter((kind) => kind === 'RESCHEDULED')
    expect(moves).toHaveLength(1)
  })

  test('G-C2 at the instant at which it lapses: either the visit moved, or the time is free', async () => {
    for (let round = 0; round < 5; round++) {
      const { visit, offer, link } = await strandedPatient()
      await db.slotHold.update({ where: { id: offer.id }, data: { heldUntil: new Date(Date.now() + 30) } })
      await new Promise((resolve) => setTimeout(resolve, 20))
      const [answer] = await Promise.all([
        visitor(app).post(`${link}/acceptance`),
        new Promise((resolve) => setTimeout(resolve, 12)).then(() => lapseOffer({ holdId: offer.id })),
      ])
      const { status } = await db.slotHold.findUniqueOrThrow({ where: { id: offer.id } })
      const { startsAt } = await visitNow(visit.id)
      const moved = startsAt.getTime() === offer.startsAt.getTime()
      expect([answer.status, moved]).toEqual(status === 'ACCEPTED' ? [303, true] : [409, false])
    }
  })

  test('G-C2 while the desk moves the visit: what was being held for it is free again', async () => {
    const staff = await desk()
    for (let round = 0; round < 5; round++) {
      const doctor = await createDoctor('Dr. Rao', { specialisation: newSpecialisation() })
      const { patientId } = await createOnlinePatient()
      const visit = await createVisit(doctor.doctorId, patientId, at(4, '10:00'))
      await goOnLeave(doctor.doctorId, 4, 4)
      const { version } = await visitNow(visit.id)
      await Promise.all([
        findAlternative({ appointmentId: visit.id }),
        staff.post(`/reception/appointments/${visit.id}/move`, {
          ...{ version: String(version), doctorId: doctor.doctorId },
          startsAt: at(8, '10:00').toISOString(),
        }),
      ])
      expect(await visitNow(visit.id)).toMatchObject({ startsAt: at(8, '10:00'), strandedAt: null })
      expect(await db.slotHold.count({ where: { appointmentId: visit.id, status: 'OPEN' } })).toBe(0)
    }
  })

  test('after the desk cancelled the visit: the link says so, and nothing is held', async () => {
    const { visit, offer, link } = await strandedPatient()
    const staff = await desk()
    const form = await staff.get(`/reception/appointments/${visit.id}/cancellation/new`)
    await staff
      .post(`/reception/appointments/${visit.id}/cancellation`, {
        ...hidden(form.text),
        reason: 'The patient asked on the telephone',
      })
      .expect(303)
    expect(await db.heldTime.count({ where: { id: offer.id } })).toBe(0)
    await visitor(app).post(`${link}/acceptance`).expect(409)
    expect((await staff.get('/reception/stranded')).text).not.toContain(visit.id)
  })
})

describe('nobody else answers', () => {
  test('G-Z1 another patient’s offer is not found, and stays', async () => {
    const { visit, offer } = await strandedPatient()
    const other = await logInAs(app, 'PATIENT')
    await other.get(`/patient/offers/${offer.id}`).expect(404)
    await other.post(`/patient/offers/${offer.id}/acceptance`).expect(404)
    await other.post(`/patient/offers/${offer.id}/refusal`).expect(404)
    expect((await offerOf(visit.id)).status).toBe('OPEN')
    const doctor = await logInAs(app, 'DOCTOR')
    await doctor.get('/reception/stranded').expect(403)
  })

  test('a link that was made up is told so, and a visitor goes to log in for the portal', async () => {
    const forged = `/offers/${'a'.repeat(43)}`
    const page = await visitor(app).get(forged).expect(404)
    expect(page.text).toContain('This link does not work')
    expect(page.text).toContain('call us')
    await visitor(app).post(`${forged}/acceptance`).expect(404)
    const { offer } = await strandedPatient()
    const turned = await visitor(app).get(`/patient/offers/${offer.id}`).expect(303)
    expect(turned.headers.location).toContain('/login')
  })

  test('only a page of ours answers: a form of another site is refused', async () => {
    const { visit, link } = await strandedPatient()
    await visitor(app).agent.post(`${link}/acceptance`).set('Sec-Fetch-Site', 'cross-site').expect(403)
    expect((await offerOf(visit.id)).status).toBe('OPEN')
  })
})
