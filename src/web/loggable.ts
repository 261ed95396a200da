import { sqlState, violatedConstraint } from '../db/errors.js'

/**
 * What a log may have of an error: its kind, where it happened and, for one of our own code, its message. What a
 * database, a parser or a file system says may quote a patient's record.
 */
export function loggable(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack = '' } = error
  const state = sqlState(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    name,
    code,
    state,
    constraint: violatedConstraint(error) ?? undefined,
    // Prisma prints the whole question that was put to it wrongly, values and all, and says at its end what is wrong.
    message: ofOurCode.has(name) && !code && !state ? message.split('\n\n').at(-1) : undefined,
    at: stack.slice(stack.indexOf(message) + message.length).match(/^ {4}at .*$/gm),
  }
}

const ofOurCode = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'TemplateError',
  'PrismaClientValidationError',
])
