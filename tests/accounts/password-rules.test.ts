import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { passwordContext, passwordProblem } from '../../src/accounts/password-rules.js'
import { usernameFrom, usernamePattern } from '../../src/accounts/rules.js'
import { hidden, openApp, visitor } from '../support/app.js'
import { useDatabase } from '../support/database.js'

useDatabase()
let app: ReturnType<typeof openApp>
beforeAll(() => {
  app = openApp()
})

const asha = passwordContext({
  name: 'Asha Kulkarni',
  email: 'asha.k@lakeside.example',
  username: 'asha.kulkarni',
  role: 'RECEPTIONIST',
})
const problem = (password: string) => passwordProblem(password, [...asha, 'Wardwell Hospital', 'wardwell'])

test.each([
  'three quiet rivers',
  'correct horse battery staple shop',
  'नदी किनारे तीन घर हैं',
  '          a b c d e',
  'tgbnhyujmkilo',
  'xxxyzabcdefg',
  'asha likes to paint boats',
])('G-A9 S-05 %j is a good password: any script, spaces, no rules of composition', (password) => {
  expect(problem(password)).toBeNull()
})

test.each([
  ['elevenchars', '12 characters or more'],
  [`${'very long '.repeat(13)}`, '128 characters or fewer'],
  ['password1234', 'lists that attackers try first'],
  ['Qwertyuiop123!', 'lists that attackers try first'],
  ['1234567890123', 'lists that attackers try first'],
  ['zyxwvutsrqpon', 'lists that attackers try first'],
  ['aaaaaaaaaaaaaaaa', 'more than a few different'],
  ['abababababab', 'more than a few different'],
  ['asha.kulkarni', 'Do not build the password on your name'],
  ['KULKARNI-asha-1', 'Do not build the password on your name'],
  ['receptionist9', 'Do not build the password on your name'],
  ['WardwellHospital', 'Do not build the password on your name'],
  ['lakeside.2071x', 'Do not build the password on your name'],
  ['wardwell-asha-24', 'Do not build the password on your name'],
])('G-A9 S-05 %j is refused, with the reason', (password, reason) => {
  expect(problem(password)).toContain(reason)
})

test('G-A9 the length is counted in characters as people count them, after NFKC', () => {
  expect(problem('🌳🌊🌙🔥🍎🐦🚲🏠🎈🧵🔔🪁')).toBeNull()
  expect(problem('🌳🌊🌙🔥🍎🐦🚲🏠🎈🧵🔔')).toContain('12 characters or more')
  expect(passwordProblem('ﬁﬁﬁﬁﬁﬁabcd', [])).toBeNull()
})

test('G-A9 whatever is shorter than 12 or longer than 128 characters is refused, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => {
      const length = [...password.normalize('NFKC')].length
      const found = problem(password)
      if (length < 12 || length > 128) expect(found).not.toBeNull()
    }),
  )
})

test('G-A9 a sign-up reads the reason beside the field, and nothing is saved', async () => {
  const browser = visitor(app)
  const page = await browser.get('/register/patient')
  const form = {
    name: 'Asha Kulkarni',
    dateOfBirth: '1988-05-17',
    sex: 'FEMALE',
    phone: '98765 43210',
    address: 'Pune',
    email: 'asha.k@lakeside.example',
  }
  for (const password of ['asha.kulkarni', 'password1234', 'wardwell-demo-2026']) {
    const answer = await browser
      .post('/register/patient', { ...form, password, ...hidden(page.text) })
      .expect(422)
    expect(answer.text).toMatch(/id="field-password-error"/)
    expect(answer.text).not.toContain(password)
  }
})

test('a proposed username is one that the form accepts', () => {
  expect(usernameFrom('Dr. Asha Kulkarni')).toBe('asha.kulkarni')
  expect(usernameFrom('José Álvarez')).toBe('jose.alvarez')
  expect(usernameFrom('आशा कुलकर्णी')).toBe('person')
  expect(usernameFrom('Al')).toBe('person.al')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      expect(usernameFrom(name)).toMatch(usernamePattern)
    }),
  )
})
