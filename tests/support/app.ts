import type { Express } from 'express'
import pino from 'pino'
import supertest from 'supertest'
import { createApp } from '../../src/app.js'
import { config, loadConfig } from '../../src/config.js'
import { databaseAnswers, pool } from '../../src/db/client.js'
import { runDueJobs } from '../../src/jobs/worker.js'
import { tasks } from '../../src/tasks.js'
import { scratchFolder } from './scratch.js'
import { hospitalZone } from './zone.js'

export const origin = 'http://localhost:3000'
export const sessionSecret = 'a secret that only tests know, long enough'
const silent = pino({ level: process.env.TEST_LOG ?? 'silent' })

/** The application as it runs, on this test file's own database. */
export function openApp(environment: Record<string, string> = {}, log = silent): Express {
  loadConfig({
    NODE_ENV: 'test',
    HOSPITAL_TIME_ZONE: hospitalZone,
    BASE_URL: origin,
    DATA_DIR: scratchFolder(),
    UPLOADS: scratchFolder(),
    ...environment,
  })
  const readiness = {
    started: () => true,
    accepting: () => true,
    database: databaseAnswers,
    folders: [config.uploads],
  }
  return createApp({ log, secret: sessionSecret, readiness })
}

export type Browser = ReturnType<typeof visitor>

/** A browser that nobody is logged in with yet: it keeps cookies and sends what browsers send. */
export function visitor(app: Express) {
  const agent = supertest.agent(app)
  return {
    get: (path: string) => agent.get(path),
    /** Posts a form as a page of ours would; arrays are repeated fields. */
    post: (path: string, form: Record<string, string | string[]> = {}) =>
      agent.post(path).set('Sec-Fetch-Site', 'same-origin').type('form').send(form),
    agent,
  }
}

/** The one-time key or the version in the form on a page. */
export function hidden(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="(idempotency_key|version)" value="([^"]*)">/g)
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]))
}

/** Does the background work that is due: mail leaves its queue. */
export async function doDueWork(): Promise<void> {
  await runDueJobs({ pool, handlers: tasks, log: silent })
}
