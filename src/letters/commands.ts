import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { db, type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import { atWork } from '../doctors/queries.js'
import { notify } from '../notices/notice.js'
import { lockPatient } from '../patients/locking.js'
import { openRecord } from '../patients/open-record.js'
import { NotFound, Refusal } from '../shared/errors.js'
import { english as t } from '../web/words.js'
import type { Answer, Letter } from './forms.js'
import { letterAnswered, letterArrived } from './mails.js'
import { letterNews } from './rules.js'

/** Writes to a colleague about a patient; who gets it reaches the patient by it. */
export function sendLetter(
  actor: Actor,
  patientId: string,
  form: Letter,
  now: Date,
): Promise<{ id: string; to: string }> {
  const fromId = doctorOf(actor)
  const { kind, toId, text } = form
  if (toId === fromId) throw new Refusal('Choose a colleague.', { field: 'toId' })
  return once(actor.id, `letter.send ${patientId}`, form, async (tx) => {
    await openRecord(tx, actor, patientId, now)
    const reader = await readerOf(tx, toId, { atWorkOnly: true })
    const { name: patient } = await tx.patient.findUniqueOrThrow({
      where: { id: patientId },
      select: { name: true },
    })
    const { id } = await tx.colleagueLetter.create({
      data: { patientId, fromId, toId, kind, text, sentAt: now },
      select: { id: true },
    })
    await audit(tx, actor, 'letter.own', { type: 'letter', id, patientId, details: { kind } })
    await tell(tx, reader, actor, id, t(letterNews[kind], { doctor: actor.name, patient }), letterArrived)
    return { id, to: reader.name }
  })
}

/** The answer to a letter: by whoever got it, and once. */
export function answerLetter(actor: Actor, id: string, form: Answer, now: Date): Promise<{ to: string }> {
  const toId = doctorOf(actor)
  return once(actor.id, `letter.answer ${id}`, form, async (tx) => {
    const letter = await tx.colleagueLetter.findFirst({
      where: { id, toId },
      select: { fromId: true, patientId: true, patient: { select: { name: true } } },
    })
    if (!letter) throw new NotFound()
    const { count } = await tx.colleagueLetter.updateMany({
      where: { id, toId, answeredAt: null },
      data: { answer: form.answer, answeredAt: now },
    })
    if (count === 0) throw new Refusal('This letter is answered already.')
    const { patientId, patient } = letter
    await audit(tx, actor, 'letter.own', { type: 'letter', id, patientId, details: { answered: true } })
    const writer = await readerOf(tx, letter.fromId)
    const news = t('{{doctor}} answered you about {{patient}}.', {
      doctor: actor.name,
      patient: patient.name,
    })
    await tell(tx, writer, actor, id, news, letterAnswered)
    return { to: writer.name }
  })
}

/** Who got a handover takes the patient over: is in charge from now on, and the other doctor is not any more. */
export function takeOver(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ patientId: string; patient: string }> {
  const toId = doctorOf(actor)
  return transaction(async (tx) => {
    const letter = await tx.colleagueLetter.findFirst({
      where: { id, toId, kind: 'HANDOVER' },
      select: { fromId: true, patientId: true, patient: { select: { name: true } } },
    })
    if (!letter) throw new NotFound()
    const { fromId, patientId } = letter
    // An admission or a discharge at the same instant comes before or after, never in between.
    await lockPatient(tx, patientId)
    const { admissionId } = await openRecord(tx, actor, patientId, now)
    const open = { patientId, endedAt: null, admissionId }
    if (await tx.careAssignment.findFirst({ where: { ...open, doctorId: toId }, select: { id: true } }))
      throw new Refusal('You are in charge of this patient already.')
    const taken = await tx.careAssignment.create({
      data: { patientId, doctorId: toId, admissionId, assignedById: actor.id, startedAt: now },
      select: { id: true },
    })
    const { count: ended } = await tx.careAssignment.updateMany({
      where: { ...open, doctorId: fromId },
      data: { endedAt: now },
    })
    await audit(tx, actor, 'letter.own', {
      type: 'care-assignment',
      id: taken.id,
      patientId,
      details: { tookOver: id, ended },
    })
    const from = await readerOf(tx, fromId)
    await notify(tx, from, {
      kind: 'letter',
      subject: t('{{doctor}} took {{patient}} over from you.', {
        doctor: actor.name,
        patient: letter.patient.name,
      }),
      link: `/doctor/letters/${id}`,
    })
    return { patientId, patient: letter.patient.name }
  })
}

/** Notes that the letter was opened by whoever got it, and writes down who read it. */
export async function readLetter(
  actor: Actor,
  { id, patientId, toId }: { id: string; patientId: string; toId: string },
  now: Date,
): Promise<void> {
  await audit(db, actor, 'letter.own', { type: 'letter', id, patientId, details: { read: true } })
  if (toId === actor.doctorId)
    await db.colleagueLetter.updateMany({ where: { id, toId, readAt: null }, data: { readAt: now } })
}

function doctorOf(actor: Actor): string {
  authorize(actor, 'letter.own')
  if (!actor.doctorId) throw new NotFound()
  return actor.doctorId
}

interface Reader {
  accountId: string
  name: string
  email: string | null
}

async function readerOf(tx: Tx, doctorId: string, { atWorkOnly = false } = {}): Promise<Reader> {
  const doctor = await tx.doctor.findFirst({
    where: { id: doctorId, ...(atWorkOnly && atWork) },
    select: { account: { select: { id: true, name: true, email: true } } },
  })
  if (!doctor) throw new Refusal('This doctor does not work here now. Choose another one.', { field: 'toId' })
  const { id, name, email } = doctor.account
  return { accountId: id, name, email }
}

/** In the portal by name; the mail says neither about whom nor what. */
async function tell(
  tx: Tx,
  { email, ...reader }: Reader,
  actor: Actor,
  id: string,
  subject: string,
  mail: typeof letterArrived,
): Promise<void> {
  const link = `/doctor/letters/${id}`
  await notify(tx, reader, { kind: 'letter', subject, link })
  if (email)
    await mail(
      tx,
      { name: reader.name, address: email, accountId: reader.accountId },
      { doctor: actor.name, link: `${config.baseUrl}${link}` },
    )
}
