import type { DocumentKind } from '../../src/generated/prisma/enums.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { identify } from './chance.js'
import { type House, leaveTrail } from './house.js'
import { later } from './moments.js'
import type { Rows } from './rows.js'

/** A document of the demonstration; its file is drawn when the hospital is filled (see drawn-files.ts). */
export interface DemoDocument {
  id: string
  patientId: string
  kind: DocumentKind
  title: string
  day: Date
  createdAt: Date
  uploadedById: string
  releasedAt: Date | null
  releasedById: string | null
  file: { name: string; draw: 'chest' | 'letter' } | { name: string; draw: 'paper'; lines: string[] }
}

/** What came on paper or as a picture: for patient@demo.test, and for some of those who are at home. */
export function fileDocuments(house: House): void {
  const { rows, moments, doctors, recordsIds } = house
  const account = rows.accounts.find(({ email }) => email === 'patient@demo.test')
  const patient = rows.patients.find(({ accountId }) => accountId !== null && accountId === account?.id)
  const [clerk] = recordsIds
  if (!account || !patient || !clerk) return
  const doctor = doctors.kulkarni.accountId
  const file = (
    daysAgo: number,
    time: string,
    about: Pick<DemoDocument, 'kind' | 'title' | 'file'> & { by: string; releasedBy?: string },
  ) => add(house, patient.id, moments.at(daysAgo, time), about)

  file(32, '20:05', {
    kind: 'LAB_REPORT',
    title: 'Positive test, City Diagnostics',
    by: account.id,
    file: {
      name: 'positive test.pdf',
      draw: 'paper',
      lines: [
        'City Diagnostics, Karve Road, Pune',
        'SARS-CoV-2 RT-PCR: positive',
        'Ct value 24, throat swab',
      ],
    },
  })
  file(27, '11:40', {
    kind: 'SCAN',
    title: 'X-ray of the chest, at admission',
    by: clerk,
    releasedBy: doctor,
    file: { name: 'IMG_4711.jpg', draw: 'chest' },
  })
  file(28, '10:50', {
    kind: 'CONSENT',
    title: 'Consent to treatment, signed',
    by: clerk,
    file: {
      name: 'consent.pdf',
      draw: 'paper',
      lines: [
        'Consent to treatment',
        'I was told what is done and why, in my own language.',
        'Signed: Anjali Deshpande',
      ],
    },
  })
  file(13, '11:20', {
    kind: 'SCAN',
    title: 'X-ray of the chest, a week after discharge',
    by: doctor,
    releasedBy: doctor,
    file: { name: 'chest-control.jpg', draw: 'chest' },
  })
  file(9, '18:15', {
    kind: 'REFERRAL',
    title: 'Letter of my family doctor',
    by: account.id,
    file: { name: 'letter.jpg', draw: 'letter' },
  })
  testsOfThoseAtHome(house, clerk)
}

const MOST_AT_HOME = 5

function testsOfThoseAtHome(house: House, clerk: string) {
  const { rows, moments } = house
  const open = rows.isolations.filter(({ endedAt }) => !endedAt).slice(0, MOST_AT_HOME)
  for (const { patientId } of open) {
    const patient = rows.patients.find(({ id }) => id === patientId)
    const at = patient && later(patient.createdAt, 45)
    if (!patient || !at || at > moments.now) continue
    add(house, patient.id, at, {
      kind: 'LAB_REPORT',
      title: 'Report of the positive test',
      by: patient.accountId ?? clerk,
      file: {
        name: 'report.pdf',
        draw: 'paper',
        lines: ['Sahyadri Laboratory, Pune', patient.name, 'SARS-CoV-2 antigen: positive'],
      },
    })
  }
}

function add(
  house: House,
  patientId: string,
  at: Date,
  {
    by,
    releasedBy,
    ...about
  }: Pick<DemoDocument, 'kind' | 'title' | 'file'> & { by: string; releasedBy?: string },
) {
  const documents: Rows['documents'] = house.rows.documents
  const id = identify('document', `${patientId} ${about.title}`, at)
  const released = releasedBy ? later(at, 20) : null
  documents.push({
    ...about,
    id,
    patientId,
    day: dayToColumn(dayIn(at, house.zone)),
    createdAt: at,
    uploadedById: by,
    releasedAt: released,
    releasedById: releasedBy ?? null,
  })
  leaveTrail(house, at, by, 'document.create', { type: 'document', id, patientId })
  if (released)
    leaveTrail(house, released, releasedBy ?? null, 'document.release', { type: 'document', id, patientId })
}
