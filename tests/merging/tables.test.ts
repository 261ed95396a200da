import type { Express } from 'express'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '../../src/db/client.js'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPatient } from '../support/people.js'
import {
  adminOf,
  dump,
  fileDocument,
  fillRecord,
  mergeThrough,
  places,
  prescribe,
  staffOfRecords,
  twoRecords,
  undoThrough,
} from './records.js'

useDatabase()
let app: Express
let staff: Awaited<ReturnType<typeof staffOfRecords>>
let admin: Awaited<ReturnType<typeof adminOf>>
beforeAll(async () => {
  app = openApp()
  staff = await staffOfRecords()
  admin = await adminOf(app)
})

const countIn = async (name: string, holder: string, id: string) => {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT (xpath('/row/c/text()', query_to_xml(
      format('SELECT count(*) AS c FROM %I WHERE %I = %L', ${name}::text, ${holder}::text, ${id}::uuid), FALSE, TRUE, '')))[1]::text::int AS count`
  return row?.count ?? 0
}

test('E-25 a merge gives every row of every table to the kept record, and its undo gives all of it back to the letter', async () => {
  const { kept, gone } = await twoRecords(staff)
  const ids = [kept.id, gone.id]
  const before = await dump(ids)
  const tables = await places()
  // A table that is new in the house needs a row in fillRecord, or nothing shows that it is merged.
  for (const { name, holder } of tables) {
    expect(await countIn(name, holder, gone.id), name).toBeGreaterThan(0)
    expect(JSON.stringify(before[name]), name).toContain(gone.id)
  }
  expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
  for (const { name, holder } of tables) {
    // The same guardian books for both: one row is enough.
    expect(await countIn(name, holder, gone.id), name).toBe(name === 'guardianship' ? 1 : 0)
  }
  expect(await dump(ids)).not.toEqual(before)
  expect((await undoThrough(admin, gone.id)).status).toBe(303)
  expect(await dump(ids)).toEqual(before)
})

test('E-25 the undo is as exact after three records were made one, and in any order that is allowed', async () => {
  const [one, two, three] = [
    await createPatient({ name: 'One' }),
    await createPatient({ name: 'Two' }),
    await createPatient({ name: 'Three' }),
  ]
  for (const { id } of [one, two, three]) await fillRecord(id, staff)
  const ids = [one.id, two.id, three.id]
  const before = await dump(ids)
  // Contacts of the second and of the third both come behind those of the first.
  expect((await mergeThrough(admin, one.id, two.id)).status).toBe(303)
  expect((await mergeThrough(admin, one.id, three.id)).status).toBe(303)
  const contacts = await db.patientContact.findMany({
    where: { patientId: one.id },
    orderBy: { position: 'asc' },
  })
  expect(contacts).toHaveLength(6)
  expect(new Set(contacts.map(({ position }) => position)).size).toBe(6)
  expect((await undoThrough(admin, two.id)).status).toBe(303)
  expect((await undoThrough(admin, three.id)).status).toBe(303)
  expect(await dump(ids)).toEqual(before)
})

test('E-25 a chain leads to its end, and is undone from its end', async () => {
  const [one, two, three] = [await createPatient(), await createPatient(), await createPatient()]
  for (const { id } of [one, two, three]) await fillRecord(id, staff)
  const before = await dump([one.id, two.id, three.id])
  await mergeThrough(admin, two.id, one.id)
  await mergeThrough(admin, three.id, two.id)
  const page = await admin.get(`/admin/patients/${one.id}`).expect(303)
  expect(page.headers.location).toBe(`/admin/patients/${three.id}`)
  const early = await undoThrough(admin, one.id)
  expect(early.status).toBe(422)
  expect(early.text).toContain('was itself merged into another record since. Undo that first.')
  expect((await undoThrough(admin, two.id)).status).toBe(303)
  expect((await undoThrough(admin, one.id)).status).toBe(303)
  expect(await dump([one.id, two.id, three.id])).toEqual(before)
})

describe('E-25 what was added after the merge', () => {
  test('stays with the kept record, but what belongs to something that goes back goes with it', async () => {
    const { kept, gone, held } = await twoRecords(staff)
    const mine = await prescribe(kept.id, staff)
    await mergeThrough(admin, kept.id, gone.id)
    const { doctorId } = staff
    const own = await db.clinicalNote.create({ data: { patientId: kept.id, doctorId, text: 'Own' } })
    const amending = await db.clinicalNote.create({
      data: { patientId: kept.id, doctorId, text: 'To the old one', amendsId: held.note.id },
    })
    const ofTheStay = await db.clinicalNote.create({
      data: { patientId: kept.id, doctorId, text: 'Of that stay', admissionId: held.stay.id },
    })
    const result = await fileDocument(kept.id, staff.by, held.order.id)
    // In the visit that goes back, but a new version of what stays.
    await db.prescription.update({ where: { id: mine.id }, data: { status: 'REPLACED' } })
    const version = await prescribe(kept.id, staff, { replacesId: mine.id, appointmentId: held.visit.id })
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    const whose = async (rows: Promise<{ patientId: string }>) => (await rows).patientId
    const note = (id: string) => whose(db.clinicalNote.findUniqueOrThrow({ where: { id } }))
    expect(await note(own.id)).toBe(kept.id)
    expect(await note(amending.id)).toBe(gone.id)
    expect(await note(ofTheStay.id)).toBe(gone.id)
    expect(await whose(db.document.findUniqueOrThrow({ where: { id: result.id } }))).toBe(gone.id)
    expect(await whose(db.prescription.findUniqueOrThrow({ where: { id: version.id } }))).toBe(kept.id)
  })

  test('a document of the gone record that was filed with an order of the kept one comes back without it', async () => {
    const { kept, gone } = await twoRecords(staff)
    const theirs = await fileDocument(gone.id, staff.by, null)
    const order = await db.clinicalOrder.findFirstOrThrow({ where: { patientId: kept.id } })
    await mergeThrough(admin, kept.id, gone.id)
    await db.document.update({ where: { id: theirs.id }, data: { orderId: order.id } })
    expect((await undoThrough(admin, gone.id)).status).toBe(303)
    expect(await db.document.findUniqueOrThrow({ where: { id: theirs.id } })).toMatchObject({
      patientId: gone.id,
      orderId: null,
    })
  })
})

test('E-38 the graver of two reports of one allergy holds after a merge, and both are as before after its undo', async () => {
  const [kept, gone] = [await createPatient(), await createPatient()]
  const tell = (patientId: string, substance: string, severity: 'MILD' | 'SEVERE') =>
    db.allergy.create({ data: { patientId, kind: 'MEDICINE', substance, severity, recordedById: staff.by } })
  await tell(kept.id, 'Penicillins', 'MILD')
  await tell(gone.id, 'penicillins', 'SEVERE')
  await tell(kept.id, 'Latex', 'SEVERE')
  await tell(gone.id, 'Latex', 'MILD')
  await db.patient.update({ where: { id: kept.id }, data: { noKnownAllergiesAt: null } })
  const before = await dump([kept.id, gone.id])
  await mergeThrough(admin, kept.id, gone.id)
  const held = await db.allergy.findMany({
    where: { patientId: kept.id, removedAt: null },
    orderBy: { substance: 'asc' },
  })
  expect(held.map(({ substance, severity }) => [substance.toLowerCase(), severity]).sort()).toEqual([
    ['latex', 'SEVERE'],
    ['penicillins', 'SEVERE'],
  ])
  await undoThrough(admin, gone.id)
  expect(await dump([kept.id, gone.id])).toEqual(before)
})

test('E-38 “no known allergies” of one record ends where the other one knows of some', async () => {
  const [kept, gone] = [await createPatient(), await createPatient()]
  const asked = new Date('2026-05-01T10:00:00Z')
  await db.patient.update({ where: { id: kept.id }, data: { noKnownAllergiesAt: asked } })
  await db.allergy.create({ data: { patientId: gone.id, kind: 'OTHER', substance: 'Latex' } })
  await mergeThrough(admin, kept.id, gone.id)
  expect((await db.patient.findUniqueOrThrow({ where: { id: kept.id } })).noKnownAllergiesAt).toBeNull()
  await undoThrough(admin, gone.id)
  expect((await db.patient.findUniqueOrThrow({ where: { id: kept.id } })).noKnownAllergiesAt).toEqual(asked)
})

test('C-03 nobody is at home in isolation twice after a merge, and both are again after its undo', async () => {
  const [kept, gone] = [await createPatient(), await createPatient()]
  for (const { id } of [kept, gone]) {
    await fillRecord(id, staff)
    await db.homeIsolation.updateMany({ where: { patientId: id }, data: { endedAt: null, endReason: null } })
  }
  const before = await dump([kept.id, gone.id])
  expect((await mergeThrough(admin, kept.id, gone.id)).status).toBe(303)
  expect(await db.homeIsolation.count({ where: { patientId: kept.id, endedAt: null } })).toBe(1)
  await undoThrough(admin, gone.id)
  expect(await dump([kept.id, gone.id])).toEqual(before)
})

test('G-K1 whoever writes into a record while it is merged away is refused, and nothing is lost in it', async () => {
  const [kept, gone] = [await createPatient(), await createPatient()]
  await mergeThrough(admin, kept.id, gone.id)
  const late = db.clinicalNote.create({
    data: { patientId: gone.id, doctorId: staff.doctorId, text: 'Late' },
  })
  await expect(late).rejects.toThrow(/patient_takes_entries/)
  expect(await db.clinicalNote.count({ where: { patientId: { in: [kept.id, gone.id] } } })).toBe(0)
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await createPatient(), await createPatient()]
    const writes = Array.from({ length: 5 }, () =>
      db.clinicalNote.create({ data: { patientId: other.id, doctorId: staff.doctorId, text: 'Race' } }),
    )
    const [merged, ...written] = await Promise.allSettled([mergeThrough(admin, one.id, other.id), ...writes])
    expect(merged.status).toBe('fulfilled')
    const kepts = written.filter(({ status }) => status === 'fulfilled').length
    expect(await db.clinicalNote.count({ where: { patientId: one.id } })).toBe(kepts)
    expect(await db.clinicalNote.count({ where: { patientId: other.id } })).toBe(0)
  }
})
