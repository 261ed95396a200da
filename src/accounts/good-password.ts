import { hospital } from '../settings/queries.js'
import { Refusal } from '../shared/errors.js'
import { demoPassword } from './demo-people.js'
import { passwordProblem } from './password-rules.js'

/** Refuses a weak password, beside its field. `context`: names and addresses that it must not be built on. */
export async function requireGoodPassword(password: string, context: string[]): Promise<void> {
  const { name } = await hospital()
  const problem = passwordProblem(password, [...context, name, 'wardwell', demoPassword])
  if (problem) throw new Refusal(problem, { field: 'password' })
}
