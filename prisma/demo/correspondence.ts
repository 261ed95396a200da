import { dayIn } from '../../src/shared/calendar.js'
import { identify } from './chance.js'
import type { DoctorKey } from './data/doctors.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'
import type { Rows } from './rows.js'

/** What stands around the care itself: kinds of notes, a draft, letters between doctors, and who looked at what. */
export function correspond(house: House): void {
  nameKinds(house.rows)
  const own = inBedsOf(house, 'kulkarni')
  amendNote(house, own)
  leaveDraft(house, own)
  writeLetters(house, own)
  breakGlass(house)
  lookAround(house, own)
}

/** The first note of a stay is that of the admission, what is written in the clinic a consultation. */
function nameKinds({ notes }: Rows) {
  const begun = new Set<string>()
  for (const note of notes) {
    const { admissionId } = note
    note.kind = !admissionId ? 'CONSULTATION' : begun.has(admissionId) ? 'PROGRESS' : 'ADMISSION'
    if (admissionId) begun.add(admissionId)
  }
}

/** The patients in a bed of whom this doctor is in charge now. */
function inBedsOf({ rows, doctors }: House, doctor: DoctorKey): string[] {
  const open = new Set(
    rows.admissions.filter(({ dischargedAt }) => !dischargedAt).map(({ patientId }) => patientId),
  )
  return rows.assignments
    .filter(
      ({ doctorId, endedAt, patientId }) =>
        doctorId === doctors[doctor].id && !endedAt && open.has(patientId),
    )
    .map(({ patientId }) => patientId)
}

/** A slip of the pen, put right by who made it; and what was done at the bedside. */
function amendNote(house: House, patients: string[]) {
  const { rows, moments } = house
  for (const patientId of patients) {
    const first = rows.notes.find((note) => note.patientId === patientId && note.kind === 'ADMISSION')
    if (!first?.admissionId) continue
    const at = later(first.createdAt, 35)
    if (at > moments.now) continue
    const { admissionId, doctorId } = first
    addNote(house, patientId, at, {
      ...{ admissionId, doctorId, kind: 'ADMISSION', amendsId: first.id },
      text: 'Correction: the family says that the cough began five days ago, not three. The plan stays as it is.',
    })
    const puncture = later(at, 50)
    if (puncture < moments.now)
      addNote(house, patientId, puncture, {
        ...{ admissionId, doctorId, kind: 'PROCEDURE' },
        text: 'Procedure: arterial puncture, left radial artery.\n\nWhy: to see how well the lungs work.\n\nConsent: given by word of mouth.\n\nWhat was done: after a normal Allen test, one puncture, 2 ml, pressure for five minutes.\n\nComplications: none.\n\nInstructions afterwards: look at the hand after half an hour.',
      })
    return
  }
}

type Note = Rows['notes'][number]

function addNote(
  house: House,
  patientId: string,
  at: Date,
  note: Pick<Note, 'doctorId' | 'text'> & Partial<Note>,
) {
  const id = identify(`${note.kind} note`, patientId, at)
  house.rows.notes.push({ admissionId: null, ...note, id, patientId, createdAt: at })
  const doctor = Object.values(house.doctors).find((one) => one.id === note.doctorId)
  leaveTrail(house, at, doctor?.accountId ?? null, 'note.create', { type: 'note', id, patientId })
}

function leaveDraft({ rows, doctors, moments }: House, [, patientId]: string[]) {
  if (!patientId) return
  const updatedAt = moments.minutesAgo(24)
  rows.drafts.push({
    ...{ id: identify('draft', patientId, updatedAt), doctorId: doctors.kulkarni.id, patientId, updatedAt },
    kind: 'PROGRESS',
    text: 'Overnight: slept, coughed less.\n\nExamination:\n\nAssessment:\n\nPlan for today:',
  })
}

/** The last patient who came to this doctor, and is in nobody's bed. */
function seenBy({ rows, doctors, moments }: House, doctor: DoctorKey): string | undefined {
  const visits = rows.appointments.filter(
    (visit) =>
      visit.doctorId === doctors[doctor].id && visit.status === 'COMPLETED' && visit.endsAt < moments.now,
  )
  return visits.sort((one, other) => other.startsAt.getTime() - one.startsAt.getTime())[0]?.patientId
}

function writeLetters(house: House, [own, second]: string[]) {
  const { moments } = house
  const asked = seenBy(house, 'patil')
  const handed = seenBy(house, 'shaikh')
  if (asked)
    send(house, asked, ['patil', 'kulkarni'], moments.minutesAgo(150), {
      kind: 'REFERRAL',
      text: 'Breathless on stairs for six weeks, since a fever at home. Chest clear, SpO2 96 % at rest. Would you see her, and decide whether a scan is worth it?',
    })
  if (handed)
    send(house, handed, ['shaikh', 'kulkarni'], moments.at(1, '18:40'), {
      kind: 'HANDOVER',
      text: 'I am away from Monday. Asthma, on a new inhaler for a week; please look at the technique and the night symptoms on the next visit.',
    })
  if (own)
    send(house, own, ['kulkarni', 'patil'], moments.at(1, '09:50'), {
      kind: 'QUESTION',
      text: 'Sugar is above 250 mg/dL on dexamethasone. Would you go to basal insulin now, or wait for the dose to come down on Friday?',
      answer: {
        text: 'Now. Begin with 0.2 units per kg at bedtime and check before each meal; take a fifth off when the steroid comes down.',
        at: moments.at(1, '11:35'),
      },
    })
  if (second)
    send(house, second, ['kulkarni', 'rao'], moments.at(1, '12:10'), {
      kind: 'QUESTION',
      text: 'Two attacks of palpitations in the night, 140 a minute, regular. Trace in the documents. Would you like to see the patient?',
    })
}

interface Written {
  kind: 'REFERRAL' | 'HANDOVER' | 'QUESTION'
  text: string
  answer?: { text: string; at: Date }
}

function send(
  house: House,
  patientId: string,
  [from, to]: [DoctorKey, DoctorKey],
  sentAt: Date,
  { kind, text, answer }: Written,
) {
  const { rows, doctors } = house
  const id = identify(`letter ${kind}`, patientId, sentAt)
  rows.letters.push({
    ...{ id, patientId, fromId: doctors[from].id, toId: doctors[to].id, kind, text, sentAt },
    ...(answer && { readAt: later(answer.at, -12), answer: answer.text, answeredAt: answer.at }),
  })
  leaveTrail(house, sentAt, doctors[from].accountId, 'letter.own', { type: 'letter', id, patientId })
  if (answer)
    leaveTrail(house, answer.at, doctors[to].accountId, 'letter.own', { type: 'letter', id, patientId })
}

/** Once, some days ago: a doctor on call, and patient@demo.test at the door at night. */
function breakGlass(house: House) {
  const { rows, doctors, moments, adminId } = house
  const patient = rows.patients.find(({ accountId }) => accountId === demoAccount(rows))
  const startedAt = moments.at(3, '22:40')
  if (!patient || patient.createdAt > startedAt) return
  const doctor = doctors.deshmukh
  const id = identify('emergency', patient.id, startedAt)
  rows.breakGlass.push({
    ...{ id, doctorId: doctor.id, patientId: patient.id, startedAt, endsAt: later(startedAt, 60) },
    reason: 'Telephones from home at night with pain in the chest; her own doctor is not to be reached.',
  })
  leaveTrail(house, startedAt, doctor.accountId, 'emergency-access.open', {
    ...{ type: 'break-glass', id, patientId: patient.id },
  })
  for (const minutes of [0, 4])
    leaveTrail(house, later(startedAt, minutes), doctor.accountId, 'note.view', {
      ...{ type: 'patient', id: patient.id, patientId: patient.id },
    })
  tell(house, adminId, startedAt, {
    subject: `${doctor.name} opened the record of a patient in an emergency.`,
    link: '/admin/emergency-access',
  })
  if (patient.accountId)
    tell(house, patient.accountId, startedAt, {
      subject: `${doctor.name} opened your record in an emergency.`,
      link: '/patient/access',
    })
}

const demoAccount = ({ accounts }: Rows) => accounts.find(({ email }) => email === 'patient@demo.test')?.id

function tell(
  { rows, origin }: House,
  accountId: string,
  at: Date,
  notice: { subject: string; link: string },
) {
  const id = identify('notice', accountId, at)
  const name = rows.accounts.find((account) => account.id === accountId)?.name ?? ''
  rows.messages.push({
    ...{ id, accountId, recipientName: name, body: '', ...notice },
    ...{ kind: 'emergency-access', channel: 'IN_APP', status: 'SENT', sentAt: at, createdAt: at },
    messageId: `<${id}@${new URL(origin).hostname}>`,
  })
}

/** When Dr Kulkarni last had her patients' records open; and who had that of patient@demo.test. */
function lookAround(house: House, own: string[]) {
  const { rows, doctors, moments, receptionistIds, zone } = house
  const { accountId } = doctors.kulkarni
  const lastRound = moments.at(1, '08:05')
  for (const patientId of new Set(own)) {
    const admitted = rows.admissions.find((stay) => stay.patientId === patientId && !stay.dischargedAt)
    if (admitted && new Date(admitted.admittedAt) < lastRound)
      rows.looks.push({ accountId, patientId, at: lastRound, before: null })
  }
  const patient = rows.patients.find((one) => one.accountId === demoAccount(rows))
  if (!patient) return
  const view = (at: Date, actorId: string, action: 'note.view' | 'patient.view') => {
    if (dayIn(at, zone) > dayIn(patient.createdAt, zone))
      leaveTrail(house, at, actorId, action, { type: 'patient', id: patient.id, patientId: patient.id })
  }
  view(moments.at(6, '10:58'), receptionistIds[0] ?? accountId, 'patient.view')
  view(moments.at(6, '11:07'), accountId, 'note.view')
  const lookedAt = moments.at(2, '16:20')
  view(lookedAt, accountId, 'note.view')
  if (lookedAt > patient.createdAt)
    rows.looks.push({ accountId, patientId: patient.id, at: lookedAt, before: moments.at(6, '11:07') })
}
