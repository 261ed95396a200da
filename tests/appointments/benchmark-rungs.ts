import type { AddressInfo } from 'node:net'
import connectPgSimple from 'connect-pg-simple'
import ejs from 'ejs'
import express, { type Express } from 'express'
import session from 'express-session'
import { hashPassword } from '../../src/accounts/password-hash.js'
import { db, pool } from '../../src/db/client.js'

/** The least that a booking can be: a posted form, one row under an exclusion constraint, and an answer. */
export function bareBooking(): Express {
  const app = express()
  app.post('/', express.urlencoded({ extended: false }), async (req, res) => {
    const { doctor, startsAt } = req.body
    await pool.query(
      `INSERT INTO bare_booking (doctor, during)
       VALUES ($1, tstzrange($2::timestamptz, $2::timestamptz + interval '15 minutes'))`,
      [doctor, startsAt],
    )
    res.redirect(303, '/')
  })
  return app
}

export const bareBookingTable = `
  CREATE TABLE bare_booking (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, doctor int NOT NULL,
    during tstzrange NOT NULL, EXCLUDE USING gist (doctor WITH =, during WITH &&));
  GRANT ALL ON bare_booking TO PUBLIC`

/** The least that a list can be: a session, fifty visits by Prisma, and a table of nine columns. */
export function bareList(): Express {
  const app = express()
  const PostgresStore = connectPgSimple(session)
  const store = new PostgresStore({
    pool,
    tableName: 'session',
    disableTouch: true,
    pruneSessionInterval: false,
  })
  app.use(session({ store, secret: 'bare', resave: false, saveUninitialized: false, rolling: false }))
  app.get('/log-in', (req, res) => {
    req.session.startedAt = Date.now()
    res.end()
  })
  app.get('/', async (_req, res) => {
    const visits = await db.appointment.findMany({
      orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
      take: 50,
      select: {
        ...{ id: true, number: true, status: true, priority: true, startsAt: true, endsAt: true },
        ...{ reason: true, room: true, visitKind: true },
      },
    })
    res.type('html').send(table({ rows: visits.map((visit) => Object.values(visit).map(String)) }))
  })
  return app
}

const table = ejs.compile(
  '<table><% for (const row of rows) { %><tr><% for (const cell of row) { %><td><%= cell %></td><% } %></tr><% } %></table>',
)

/** The cookie of a receptionist who has just logged in. */
export async function openDesk(port: number): Promise<string> {
  const login = { identifier: 'desk@example.com', password: 'four plain wooden chairs' }
  const account = {
    username: 'desk',
    email: login.identifier,
    name: 'Desk',
    passwordHash: await hashPassword(login.password),
  }
  await db.account.create({ data: { role: 'RECEPTIONIST', status: 'ACTIVE', ...account } })
  const answer = await fetch(`http://localhost:${port}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(login),
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Listens on a free port, which it answers with. */
export function listening(app: Express): Promise<number> {
  return new Promise((resolve) => {
    const http = app.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
  })
}
