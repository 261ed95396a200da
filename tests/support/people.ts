import { randomInt } from 'node:crypto'
import type { Express } from 'express'
import { expect } from 'vitest'
import { hashPassword } from '../../src/accounts/password-hash.js'
import { db } from '../../src/db/client.js'
import type { Role } from '../../src/generated/prisma/enums.js'
import { type Browser, visitor } from './app.js'

export const password = 'four plain wooden chairs'

export interface TestPerson {
  accountId: string
  email: string
  name: string
  doctorId: string | null
  patientId: string | null
}

let passwordHash: string | undefined

/** An active account of this role with its profile. Every call makes another person. */
export async function createPerson(role: Role, name = `${role} Test`): Promise<TestPerson> {
  passwordHash ??= await hashPassword(password)
  const mark = `${role.toLowerCase()}${randomInt(1_000_000_000)}`
  const email = `${mark}@example.com`
  const account = await db.account.create({
    data: { role, status: 'ACTIVE', name, username: mark, email, phone: '+919800000000', passwordHash },
    select: { id: true },
  })
  const doctor = role === 'DOCTOR' ? await createDoctorProfile(account.id, mark) : null
  const patient = role === 'PATIENT' ? await createPatient({ name, accountId: account.id }) : null
  return { accountId: account.id, email, name, doctorId: doctor?.id ?? null, patientId: patient?.id ?? null }
}

/** A patient's record; without `accountId` that of a walk-in. */
export function createPatient(data: { name?: string; accountId?: string; phone?: string } = {}) {
  return db.patient.create({
    data: { name: 'Ravi Deshmukh', sex: 'MALE', dateOfBirth: new Date('1980-02-03'), ...data },
    select: { id: true, number: true, name: true },
  })
}

/** Logs in through the form. */
export async function logIn(app: Express, person: TestPerson): Promise<Browser> {
  const browser = visitor(app)
  const answer = await browser.post('/login', { identifier: person.email, password })
  expect(answer.status).toBe(303)
  return browser
}

/** A new person of this role, logged in. */
export async function logInAs(app: Express, role: Role): Promise<Browser & TestPerson> {
  const person = await createPerson(role)
  return Object.assign(await logIn(app, person), person)
}

async function createDoctorProfile(accountId: string, registrationNumber: string) {
  const specialisation = await db.specialisation.upsert({
    where: { slug: 'general-medicine' },
    create: { slug: 'general-medicine', name: 'General medicine' },
    update: {},
  })
  return db.doctor.create({
    data: {
      accountId,
      specialisationId: specialisation.id,
      registrationNumber,
      qualification: 'MBBS, MD',
      consultationFeeMinor: 80_000n,
    },
    select: { id: true },
  })
}
