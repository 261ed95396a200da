import { hospital } from '../settings/queries.js'
import { Refusal } from '../shared/errors.js'
import { demoPassword } from './demo-people.js'
import { passwordProblem } from './password-rules.js'

/** Why a password is refused in this hospital, or null, as `passwordProblem` says. */
export async function passwordRule(): Promise<typeof passwordProblem> {
  const { name } = await hospital()
  return (password, context) => passwordProblem(password, [...context, name, 'wardwell', demoPassword])
}

/** Refuses a weak password, beside its field. `context`: names and addresses that it must not be built on. */
export async function requireGoodPassword(password: string, context: string[]): Promise<void> {
  const problem = (await passwordRule())(password, context)
  if (problem) throw new Refusal(problem, { field: 'password' })
}
