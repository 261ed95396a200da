import { once } from 'node:events'
import express from 'express'
import { Strategy as LocalStrategy } from 'passport-local'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.js'
import { authenticate } from '../../src/web/sign-in.js'

test('two people who log in at the same instant through one strategy are each taken for themselves', async () => {
  const held: (() => void)[] = []
  const shared = new LocalStrategy({ usernameField: 'name' }, (name, _password, done) => {
    held.push(() => done(null, { ...somebody, name }))
  })
  const app = express().use(express.urlencoded({ extended: false }))
  app.post('/login', async (req, res) => void res.send((await authenticate(req, shared)).name))
  const server = app.listen(0)
  await once(server, 'listening')
  const logIn = (name: string) =>
    supertest(server).post('/login').type('form').send({ name, password: 'x' }).timeout(5_000)

  const first = logIn('Asha').then(({ text }) => text)
  await until(() => held.length === 1)
  const second = logIn('Ravi').then(({ text }) => text)
  await until(() => held.length === 2)
  for (const answer of held) answer()
  expect(await Promise.all([first, second])).toEqual(['Asha', 'Ravi'])
  server.close()
})

const somebody: Actor = { id: '1', role: 'DOCTOR', name: '', doctorId: null, patientId: null }

async function until(happened: () => boolean) {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 5))
}
