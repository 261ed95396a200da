import type { Request, RequestHandler } from 'express'
import { Passport, type Strategy } from 'passport'
import type { Actor } from '../access/actor.js'
import { Refusal } from '../shared/errors.js'
import { personOf } from './session-store.js'

const passport = new Passport()

/** Who is asking: the person with whom the session was read. */
export function signIn(): RequestHandler[] {
  passport.serializeUser((user, done) => done(null, user.id))
  passport.deserializeUser(
    (req: Request, id: string, done: (error: unknown, user: Actor | false) => void) => {
      const person = personOf(req.session)
      done(null, person?.id === id ? person : false)
    },
  )
  return [passport.initialize(), passport.session()]
}

/**
 * Runs a passport strategy on the posted form and gives the person it found. Passport writes onto a strategy whom to
 * answer, so each try has its own: of two people at the same instant, one would get the other's answer.
 */
export function authenticate(req: Request, strategy: Strategy): Promise<Actor> {
  const own: Strategy = Object.create(strategy)
  return new Promise((resolve, reject) => {
    const done = (error: unknown, user?: Actor | false) => {
      if (error) return reject(error)
      if (!user) return reject(new Refusal('Enter your email or username, and your password.'))
      resolve(user)
    }
    passport.authenticate(own, done)(req, req.res, reject)
  })
}

/**
 * Opens a session with a new id for this person; the old session is deleted. Of what it knew only the time that the
 * visitor holds goes with them.
 */
export function openSession(req: Request, actor: Actor): Promise<void> {
  const heldSlotId = req.session.heldSlotId ?? req.session.promised?.id
  return new Promise((resolve, reject) => {
    req.logIn(actor, (error) => {
      if (error) return reject(error)
      req.session.startedAt = Date.now()
      req.session.seenAt = Date.now()
      if (heldSlotId) req.session.heldSlotId = heldSlotId
      resolve()
    })
  })
}

/** Deletes the session, in the store too. */
export function closeSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())))
}

/** The signed-in person. Routes behind a gate have one. */
export function actor(req: Request): Actor {
  if (!req.user) throw new Error('A route that needs a person was declared open to visitors.')
  return req.user
}
