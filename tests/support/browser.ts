import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Flags for tiny cloud machines that would switch off what a page is protected by, or crash on a common one. */
const unwanted = ['--single-process', '--no-zygote', '--disable-web-security']

/** Headless Chromium: the one in the packages, or an installed Chrome named by CHROME_PATH. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.CHROME_PATH
  return playwright.launch({
    executablePath: installed ?? (await unpacked()),
    args: installed ? ['--no-sandbox'] : chromium.args.filter((flag) => !unwanted.includes(flag)),
    headless: true,
  })
}

/**
 * The browser of the packages, unpacked beside its place and moved there whole: of test files that begin together, one
 * would else start what another is still writing.
 */
async function unpacked(): Promise<string> {
  const folder = path.join(tmpdir(), `wardwell-chromium-${installedVersion()}`)
  if (!existsSync(folder)) {
    const draft = mkdtempSync(`${folder}-`)
    try {
      await unpackInto(draft)
      renameSync(draft, folder)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      // Another file was quicker: theirs is as good.
      if (!existsSync(folder)) throw error
    }
  }
  return path.join(folder, 'chromium')
}

const root = path.resolve(import.meta.dirname, '../..')

function installedVersion(): string {
  return JSON.parse(readFileSync(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'))
    .version
}

/** A process of its own, since the package unpacks into whatever folder is the process's temporary one. */
async function unpackInto(folder: string): Promise<void> {
  const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder },
  })
}
