import type pg from 'pg'
import { NotFound, Refusal } from '../shared/errors.js'
import { constraintSentences } from './constraint-sentences.js'

/** The name of the constraint or unique index that refused a write, or null when that is not what happened. */
export function violatedConstraint(error: unknown): string | null {
  for (const link of chain(error)) {
    const state = sqlStateOf(link)
    if (state === undefined || !constraintStates.has(state)) continue
    const named =
      text(link.constraint) ??
      text(record(link.constraint)?.index) ??
      inMessage(link.originalMessage ?? link.message)
    if (named) return named
  }
  return null
}

/** The five-character SQLSTATE, from an error of pg, of Prisma, or of Prisma's driver adapter. */
export function sqlState(error: unknown): string | undefined {
  for (const link of chain(error)) {
    const state = sqlStateOf(link)
    if (state) return state
  }
  return undefined
}

/** The database is away, restarting, full or too slow: the same request may work in a moment (503). */
export function isUnavailable(error: unknown): boolean {
  return chain(error).some((link) => {
    const code = text(link.code)
    if (code !== undefined && (unavailablePrismaCodes.has(code) || networkCodes.has(code))) return true
    if (unavailableKinds.has(text(link.kind) ?? '')) return true
    const state = sqlStateOf(link)
    if (state !== undefined && (unavailableStates.has(state) || unavailableClasses.has(state.slice(0, 2))))
      return true
    return unavailableMessages.test(text(link.message) ?? '')
  })
}

/** Two transactions were in each other's way and this one was rolled back: doing it again is safe. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return state === '40001' || state === '40P01'
  return chain(error).some((link) => link.code === 'P2034')
}

/**
 * An error of the database as the rule that it stands for, ready to be thrown on. One that stands for no rule
 * comes back as it was, but for the values that Prisma prints when a question was put to it wrongly.
 */
export function asRefusal(error: unknown): Error {
  const sentence = constraintSentences[violatedConstraint(error) ?? '']
  if (sentence) return new Refusal(sentence.text, sentence.field ? { field: sentence.field } : {})
  if (chain(error).some((link) => link.code === 'P2025')) return new NotFound()
  const state = sqlState(error)
  if (state === '23503')
    return new Refusal('A record that this refers to was removed meanwhile. Open the page again.')
  if (state === '22003') return new Refusal('A number is too large.')
  // 22021 is a column of text, 22P05 one of JSON.
  if (state === '22021' || state === '22P05')
    return new Refusal('A text has characters that cannot be stored.')
  if (!(error instanceof Error)) return new Error(String(error))
  if (error.name === 'PrismaClientValidationError') withoutArguments(error)
  return error
}

/**
 * Drops, as an error arrives from PostgreSQL, the texts that repeat the row: it is a patient's, and no log and no
 * page may have it. The name of the constraint goes into the message, the one place where Prisma keeps it.
 */
export function withoutRows(client: pg.ClientBase & { connection?: pg.Connection }): void {
  client.connection?.prependListener('errorMessage', (error: pg.DatabaseError) => {
    error.detail = undefined
    error.where = undefined
    error.internalQuery = undefined
    if (error.constraint) error.message = `${error.message} (constraint "${error.constraint}")`
  })
}

/** Keeps the last paragraph, which says what is wrong; the ones before show the whole question, with its values. */
function withoutArguments(error: Error) {
  const frames = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length) ?? ''
  error.message = error.message.split('\n\n').at(-1) ?? ''
  error.stack = `${error.name}: ${error.message}${frames}`
}

/** integrity: restrict, foreign key, unique, check, exclusion */
const constraintStates = new Set(['23001', '23503', '23505', '23514', '23P01'])

const unavailablePrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const unavailableKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
])
/** 57014: statement timeout; 55P03: lock timeout; 57Pxx: shutting down or starting up; 25Pxx: transaction ended. */
const unavailableStates = new Set(['57014', '55P03', '57P01', '57P02', '57P03', '57P05', '25P03', '25P04'])
/** 08: connection; 53: out of disk, memory or connections; 58: an input or output error of the server. */
const unavailableClasses = new Set(['08', '53', '58'])
const unavailableMessages =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end|Unable to start a transaction in the given time)/

type Link = Record<string, unknown>

/** The error, then what it says caused it: Prisma keeps the driver's error in `meta`, JavaScript in `cause`. */
function chain(error: unknown): Link[] {
  const links: Link[] = []
  const waiting = [error]
  while (waiting.length > 0 && links.length < 12) {
    const link = record(waiting.shift())
    if (!link || links.includes(link)) continue
    links.push(link)
    waiting.push(link.cause, record(link.meta)?.driverAdapterError)
    if (Array.isArray(link.errors)) waiting.push(...link.errors)
  }
  return links
}

function sqlStateOf(link: Link): string | undefined {
  const code = text(link.originalCode) ?? text(link.code)
  return code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^P[1-6]\d{3}$/.test(code)
    ? code
    : undefined
}

/** As `withoutRows` writes it. */
function inMessage(message: unknown): string | undefined {
  return /\(constraint "([^"]+)"\)$/.exec(text(message) ?? '')?.[1]
}

function record(value: unknown): Link | undefined {
  // Errors and their causes are read by key; every value read this way is checked before it is used.
  return typeof value === 'object' && value !== null ? (value as Link) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
