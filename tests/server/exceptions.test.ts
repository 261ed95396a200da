import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Runs the process that fails, and gives its exit code and all that it printed. */
const failing = (how: string) =>
  new Promise<{ code: number; printed: string }>((resolve) => {
    const script = path.join(import.meta.dirname, 'failing.ts')
    const child = execFile(process.execPath, ['--import', 'tsx', script, how], (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, printed: out + err }),
    )
  })

test('G-K15 G-O4 an exception that nothing caught: what is under way is finished, all is closed, and it ends to be started anew', async () => {
  const { code, printed } = await failing('exception')
  expect(code).toBe(1)
  expect(printed).toContain('under way: finished')
  expect(printed).toContain('closed the last thing')
  const fatal = printed.split('\n').find((line) => line.includes('an exception was not caught'))
  expect(JSON.parse(fatal ?? '{}')).toMatchObject({ level: 60, error: { name: 'Error', code: '23505' } })
  expect(printed).toContain('failing.ts')
  expect(printed).not.toContain('Asha')
})

test('G-K15 G-O4 a rejection that nobody listened to is in the log, and work goes on', async () => {
  const { code, printed } = await failing('rejection')
  expect(code).toBe(0)
  expect(printed).toContain('nobody listened to a rejected promise')
  expect(printed).toContain('under way: finished')
  expect(printed).not.toContain('Asha')
})
