import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** An empty folder that is gone after this test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardwell-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
