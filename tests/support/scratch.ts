import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

const folders: string[] = []

/** An empty folder that is gone after this test file; the next run removes it where this one was killed. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), `wardwell-tests-${process.pid}-`))
  folders.push(folder)
  return folder
}

// Here, as the file is loaded: a hook that is given while tests run is never called.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
})
