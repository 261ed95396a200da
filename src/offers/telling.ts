import { written } from '../appointments/mails.js'
import { firstName } from '../appointments/place-rules.js'
import { showAnew } from '../appointments/telling.js'
import { readerFields, readersOf } from '../appointments/told-queries.js'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import { notify } from '../notices/notice.js'
import { settings } from '../settings/queries.js'
import { english as t } from '../web/words.js'
import { alternativeMail, freedMail, noTimeMail, type OfferMail } from './mails.js'

/** Tells the patient, and who books for them, of the time that is held, with the link that answers it. */
export async function tellOffer(tx: Tx, holdId: string, secret: string): Promise<void> {
  const hold = await tx.slotHold.findUniqueOrThrow({ where: { id: holdId }, select: offerFields })
  const { kind, appointment, startsAt, heldUntil, patientId, doctorId } = hold
  if (!patientId) return
  const doctor = hold.doctor.account.name
  const [write, subject] =
    kind === 'RESCUE'
      ? [
          alternativeMail,
          t('{{doctor}} is away: another time is held for you', {
            doctor: appointment?.doctor.account.name ?? doctor,
          }),
        ]
      : [freedMail, t('A time with {{doctor}} is free', { doctor })]
  const body = t('{{doctor}}, {{at}}. Please answer until {{until}}.', {
    doctor,
    at: written(startsAt),
    until: written(heldUntil),
  })
  for (const { key, mailTo, notice, patient } of await readers(tx, patientId)) {
    const dedupeKey = `offer ${holdId} ${key}`
    const model: OfferMail = {
      patient,
      doctor,
      at: startsAt,
      until: heldUntil,
      old: appointment && { doctor: appointment.doctor.account.name, at: appointment.startsAt },
      link: `${config.baseUrl}/offers/${secret}`,
    }
    if (mailTo) await write(tx, mailTo, model, { dedupeKey })
    if (notice)
      await notify(tx, notice, { kind: 'offer', subject, body, link: `/patient/offers/${holdId}`, dedupeKey })
  }
  await showAnew(tx, { patientId, doctorId })
}

/** Tells the patient that the time of the visit fell away and none could be held instead: somebody will call. */
export async function tellNoTime(tx: Tx, appointmentId: string): Promise<void> {
  const visit = await tx.appointment.findUniqueOrThrow({
    where: { id: appointmentId },
    select: { patientId: true, startsAt: true, status: true, strandedAt: true, doctor: { select: named } },
  })
  const doctor = visit.doctor.account.name
  const { phone } = await settings(tx)
  const subject = t('{{doctor}} is away at {{at}}', { doctor, at: written(visit.startsAt) })
  const isHere = visit.status === 'CHECKED_IN'
  const body = isHere
    ? t('Please come to the reception: we find you another doctor or another time.')
    : t('We look for another time and call you. You can also call us: {{phone}}.', { phone })
  const link = `/patient/appointments/${appointmentId}`
  for (const { key, mailTo, notice, patient } of await readers(tx, visit.patientId)) {
    const dedupeKey = `no time ${appointmentId} ${visit.strandedAt?.toISOString()} ${key}`
    // Who has come reads no mail that asks them not to.
    if (mailTo && !isHere)
      await noTimeMail(tx, mailTo, { patient, doctor, at: visit.startsAt }, { dedupeKey })
    if (notice) await notify(tx, notice, { kind: 'offer', subject, body, link, dedupeKey })
  }
}

const named = { account: { select: { name: true } } } as const

const offerFields = {
  kind: true,
  patientId: true,
  doctorId: true,
  startsAt: true,
  heldUntil: true,
  doctor: { select: named },
  appointment: { select: { startsAt: true, doctor: { select: named } } },
} as const

/** Who reads what is told about a patient, each with a key of their own. */
async function readers(tx: Tx, patientId: string) {
  const patient = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: readerFields })
  return readersOf({ patient }).map(({ name, address, accountId, own }) => ({
    name,
    key: accountId ?? 'by mail',
    mailTo: address && { name, address, ...(accountId && { accountId }) },
    notice: accountId && { accountId, name },
    /** Whom it is about, where somebody else reads it. */
    patient: own ? null : firstName(patient.name),
  }))
}
