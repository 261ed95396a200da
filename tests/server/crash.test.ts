import { afterAll, expect, test } from 'vitest'
import { type Running, ready, secret, startServer, stopServers } from '../support/process.js'
import { scratchFolder } from '../support/scratch.js'

afterAll(stopServers)

const admin = { name: 'Farida Contractor', email: 'farida@example.org', password: 'seven slow blue trams' }

test('G-K1 G-K17 killed with -9 three times in a row, it is up again on the same data', {
  timeout: 120_000,
}, async () => {
  const environment = {
    NODE_ENV: 'production',
    SESSION_SECRET: secret,
    DATA_DIR: scratchFolder(),
    UPLOADS: scratchFolder(),
  }
  let server = await startServer(environment)
  await ready(server)
  const link = /\/first-admin\/[\w-]{43}/.exec(server.output())?.[0] ?? ''
  expect((await post(server, link, admin)).status).toBe(303)

  for (let time = 1; time <= 3; time++) {
    server.child.kill('SIGKILL')
    await server.exit
    server = await startServer(environment)
    await ready(server)
    const answer = await post(server, '/login', { identifier: admin.email, password: admin.password })
    expect([time, answer.status, answer.headers.get('location')]).toEqual([time, 303, '/admin'])
  }
})

function post(server: Running, path: string, form: Record<string, string>) {
  return fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams(form),
  })
}
