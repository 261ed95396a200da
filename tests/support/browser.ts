import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Flags for tiny cloud machines that would switch off what a page is protected by, or crash on a common one. */
const unwanted = ['--single-process', '--no-zygote', '--disable-web-security']

/** Headless Chromium: the one in the packages, or an installed Chrome named by CHROME_PATH. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.CHROME_PATH
  return playwright.launch({
    executablePath: installed ?? (await chromium.executablePath()),
    args: installed ? ['--no-sandbox'] : chromium.args.filter((flag) => !unwanted.includes(flag)),
    headless: true,
  })
}
