import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { Response } from 'express'
import { expect, test } from 'vitest'
import { type AddFile, sendArchive } from '../../src/web/archive.js'
import { filesIn } from '../support/zip.js'

type Fill = (add: AddFile) => Promise<void>

/** A server that answers everything with an archive; tells how sending it ended. */
async function serving(fill: Fill) {
  let ended: Promise<unknown> = Promise.resolve()
  const server = createServer((_req, res) => {
    ended = sendArchive(res as unknown as Response, fill).then(
      () => 'sent',
      () => 'failed',
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, ended: () => ended, close: () => server.close() }
}

async function* many(pieces: number, made: { count: number }) {
  for (; made.count < pieces; made.count++) yield 'x'.repeat(64 * 1024)
}

test('E-15 files come out as they went in, one after the other', async () => {
  const { url, close } = await serving(async (add) => {
    await add('a.txt', many(3, { count: 0 }))
    await add('नाम.txt', many(1, { count: 0 }))
  })
  const files = filesIn(Buffer.from(await (await fetch(url)).arrayBuffer()))
  expect([...files].map(([name, { length }]) => [name, length])).toEqual([
    ['a.txt', 3 * 65_536],
    ['नाम.txt', 65_536],
  ])
  close()
})

test('E-15 G-D8 a reader who leaves ends the filling, and nobody waits for a slow one with all in memory', async () => {
  const made = { count: 0 }
  const { url, ended, close } = await serving((add) => add('big.txt', many(1_000_000, made)))
  const request = get(url, (response) => response.pause())
  request.on('error', () => {})
  await pause(500)
  const held = made.count
  await pause(300)
  expect(made.count - held).toBeLessThan(2_000)
  request.destroy()
  expect(await ended()).toBe('sent')
  close()
}, 20_000)

test('E-15 what fails in the middle is cut, so that no half passes for the whole', async () => {
  const { url, ended, close } = await serving(async (add) => {
    await add('a.txt', many(3, { count: 0 }))
    throw new Error('the database is away')
  })
  const answer = new Promise((done, failed) =>
    get(url, (response) => buffer(response).then(done, failed)).on('error', failed),
  )
  await expect(answer).rejects.toThrow()
  expect(await ended()).toBe('failed')
  close()
})
