import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Express } from 'express'
import { expect } from 'vitest'
import { config } from '../../src/config.js'
import { db } from '../../src/db/client.js'
import { takeCharge } from '../documents/sending.js'
import { logInAs } from '../support/people.js'

export const MEGABYTE = 1024 * 1024

/** A doctor with a patient in their charge, and where its documents are added, within the usual limits. */
export async function doctorWhoFiles(app: Express) {
  const doctor = await logInAs(app, 'DOCTOR')
  const patientId = (await logInAs(app, 'PATIENT')).patientId ?? ''
  await takeCharge(doctor, patientId)
  await limit(10, 200)
  return { doctor, patientId, address: `/doctor/patients/${patientId}/documents` }
}

export const limit = (uploadMegabytes: number, uploadDailyMegabytes: number) =>
  db.hospitalSettings.update({ where: { id: 1 }, data: { uploadMegabytes, uploadDailyMegabytes } })

/** Exactly so many bytes that begin and end as a PDF; `mark` makes each another one. */
export function pdfOfSize(bytes: number, mark = ''): Buffer {
  const whole = Buffer.alloc(bytes)
  whole.write(`%PDF-${mark}`, 'latin1')
  whole.write('%%EOF', bytes - 5, 'latin1')
  return whole
}

/** Every file below the folder of uploads, with what the system says of it. */
export async function onDisk() {
  const names = await readdir(config.uploads, { recursive: true })
  const all = await Promise.all(
    names.map(async (name) => ({
      name,
      at: path.join(config.uploads, name),
      it: await stat(path.join(config.uploads, name)),
    })),
  )
  return {
    files: all.filter(({ it }) => it.isFile()),
    folders: all.filter(({ it }) => it.isDirectory()),
    arriving: all.filter(({ name, it }) => it.isFile() && name.startsWith('arriving')),
  }
}

/** Nothing is left of what was refused: no file, no row. */
export async function nothingSince(before: Awaited<ReturnType<typeof onDisk>>, patientId: string) {
  expect(await db.document.count({ where: { patientId } })).toBe(0)
  await expect
    .poll(async () => (await onDisk()).files.map(({ name }) => name).sort())
    .toEqual(before.files.map(({ name }) => name).sort())
}
