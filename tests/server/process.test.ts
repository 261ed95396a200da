import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { eventually, ready, secret, startServer, stopServers } from '../support/process.js'
import { scratchFolder } from '../support/scratch.js'

// A process with a database of its own takes seconds to start, on a busy machine many.
vi.setConfig({ testTimeout: 120_000 })
afterAll(stopServers)

const production = () => ({
  NODE_ENV: 'production',
  SESSION_SECRET: secret,
  DATA_DIR: scratchFolder(),
  UPLOADS: scratchFolder(),
})

test('G-A12 P-08 E-69 in production there is no known password: the log has the one-time link for the first admin', async () => {
  const server = await startServer(production())
  await ready(server)
  expect(server.output()).toContain(`http://localhost:${new URL(server.url).port}`)
  const link = /\/first-admin\/[\w-]{43}/.exec(server.output())?.[0] ?? ''
  expect((await fetch(server.url + link)).status).toBe(200)
  expect((await fetch(`${server.url}/first-admin/${'x'.repeat(43)}`)).status).toBe(404)
  // A new hospital can begin: its first doctor finds a specialisation to choose.
  expect(await (await fetch(`${server.url}/register/doctor`)).text()).toContain('Infectious diseases')
  const demo = await fetch(`${server.url}/login`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ identifier: 'admin@demo.test', password: 'wardwell-demo-2026' }),
  })
  expect(demo.status).toBe(422)
  expect(await (await fetch(`${server.url}/login`)).text()).not.toContain('demo.test')

  server.child.kill('SIGTERM')
  expect(await server.exit).toBe(0)
})

test('G-K13 at SIGTERM it is not ready at once, finishes what is under way, and exits with 0', async () => {
  const server = await startServer(production())
  await ready(server)
  const slow = connect(Number(new URL(server.url).port), '127.0.0.1')
  let answer = ''
  slow.on('data', (text) => (answer += text))
  slow.write(
    'POST /login HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n\r\nidentifier=a',
  )
  await pause(200)
  server.child.kill('SIGTERM')
  await eventually(() => server.output().includes('stopping'), 'stopping')
  await expect(fetch(`${server.url}/health/ready`)).rejects.toThrow()
  slow.write('&password=b')
  await eventually(() => answer.includes('HTTP/1.1 422'), 'the answer to the request under way')
  expect(await server.exit).toBe(0)
})

test('G-K18 with PORT=0 it takes a port that is free and names it in its log and links; a taken one is said clearly, and nothing is left behind', async () => {
  const first = await startServer({ ...production(), PORT: '0' })
  await ready(first)
  const { port } = new URL(first.url)
  expect(first.output()).toContain(`is open at http://localhost:${port}`)
  expect(first.output()).toContain(`http://localhost:${port}/first-admin/`)
  const second = await startServer({ ...production(), PORT: port })
  expect(await second.exit).toBe(1)
  expect(second.output()).toContain(`Port ${port} is taken by another program`)
})

test.each([
  [{ SESSION_SECRET: '' }, 'SESSION_SECRET must be set'],
  [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET must be set'],
  [{ SESSION_SECRET: 'please-change-me-please-change-me-please' }, 'SESSION_SECRET must be set'],
  [{ HOSPITAL_TIME_ZONE: 'Mars/Base' }, 'is not a time zone'],
  [{ PORT: 'http' }, 'PORT'],
  [{ BASE_URL: 'javascript:alert(1)' }, 'BASE_URL'],
])('G-S4 it does not start with %j and says why', async (environment, why) => {
  const server = await startServer({ ...production(), ...environment } as Record<string, string>)
  expect(await server.exit).toBe(1)
  expect(server.output()).toContain(why)
})

test('G-D3 a client that never ends its headers is cut off', async () => {
  const server = await startServer(production())
  await ready(server)
  const slow = connect(Number(new URL(server.url).port), '127.0.0.1')
  slow.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  const started = Date.now()
  slow.resume()
  await new Promise((resolve) => slow.on('close', resolve))
  expect(Date.now() - started).toBeLessThan(25_000)
})
