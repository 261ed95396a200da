import { createHmac, randomBytes } from 'node:crypto'
import { db, pool } from '../../src/db/client.js'
import { sessionSecret } from '../support/app.js'

export interface LoggedInPatient {
  accountId: string
  patientId: string
  cookie: string
}

/**
 * Patients with a session each, written as log-in writes it: two hundred passwords to check would take longer than
 * all that is tested with them.
 */
export async function manyPatients(count: number): Promise<LoggedInPatient[]> {
  const mark = randomBytes(6).toString('hex')
  const names = Array.from({ length: count }, (_, index) => `crowd${mark}${index}`)
  const accounts = await db.account.createManyAndReturn({
    data: names.map((username) => ({
      ...{ username, email: `${username}@example.com`, name: 'One Of Many' },
      ...{
        role: 'PATIENT' as const,
        status: 'ACTIVE' as const,
        phone: '+919800000000',
        passwordHash: 'none',
      },
    })),
    select: { id: true },
  })
  const patients = await db.patient.createManyAndReturn({
    data: accounts.map(({ id }) => ({ accountId: id, name: 'One Of Many' })),
    select: { id: true, accountId: true },
  })
  return Promise.all(
    patients.map(async ({ id, accountId }) => ({
      accountId: accountId ?? '',
      patientId: id,
      cookie: await openSessionFor(accountId ?? ''),
    })),
  )
}

async function openSessionFor(accountId: string): Promise<string> {
  const sid = randomBytes(32).toString('base64url')
  const now = Date.now()
  const sess = {
    cookie: { originalMaxAge: null, expires: null, httpOnly: true, path: '/', sameSite: 'lax' },
    passport: { user: accountId },
    startedAt: now,
    seenAt: now,
  }
  await pool.query('INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3)', [
    sid,
    JSON.stringify(sess),
    new Date(now + 3_600_000),
  ])
  const signature = createHmac('sha256', sessionSecret).update(sid).digest('base64').replace(/=+$/, '')
  return `sid=${encodeURIComponent(`s:${sid}.${signature}`)}`
}
