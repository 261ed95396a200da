import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import { createPerson, password } from '../support/people.js'

useDatabase()
let server: http.Server
beforeAll(async () => {
  server = http.createServer(openApp())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('G-A4 E-56 a browser that follows the redirect as soon as it reads it finds the session stored', {
  timeout: 60_000,
}, async () => {
  const { email } = await createPerson('DOCTOR')
  for (let time = 1; time <= 10; time++) {
    const form = new URLSearchParams({ identifier: email, password }).toString()
    const loggedIn = await head('POST', '/login', {}, form)
    const cookie = String(loggedIn.headers['set-cookie']).split(';')[0] ?? ''
    const home = await head('GET', '/doctor', { cookie })
    expect([time, home.statusCode]).toEqual([time, 200])
  }
})

/** Resolves with the head of the answer, before its body is there. */
function head(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }
    const request = http.request(
      { port, host: '127.0.0.1', method, path, headers: { ...type, ...headers } },
      (answer) => {
        answer.resume()
        resolve(answer)
      },
    )
    request.on('error', reject).end(body)
  })
}
