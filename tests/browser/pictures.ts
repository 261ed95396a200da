import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { demoPassword } from '../../src/accounts/demo-people.js'
import { launchBrowser } from '../support/browser.js'
import { ready, startServer, stopServers } from '../support/process.js'

/**
 * Pictures of the main pages of the demonstration, at phone and desk width, light and dark, into a folder
 * (`pictures/`, or the one named on the command line): to look at, and for the README.
 */
type Walk = (page: Page) => Promise<unknown>
const go = (address: string) => (page: Page) => page.goto(address)
const follow =
  (address: string, selector: string): Walk =>
  async (page) => {
    await page.goto(address)
    await page.locator(selector).first().click()
    await page.waitForLoadState()
  }

const walks: { who: string | null; pages: Record<string, Walk> }[] = [
  {
    who: null,
    pages: {
      home: go('/'),
      directory: go('/doctors'),
      'free-times': follow('/doctors?specialisation=pulmonology', 'main a.ww-person-name'),
      screen: go('/queue'),
      'log-in': go('/login'),
      'sign-up': async (page) => {
        await page.goto('/register/patient')
        await page.getByLabel('Email').fill('not an address')
        await page.getByRole('button', { name: 'Register' }).click()
      },
      'not-found': go('/nothing/here'),
    },
  },
  {
    who: 'admin@demo.test',
    pages: {
      admin: go('/admin'),
      approvals: go('/admin/approvals'),
      accounts: go('/admin/accounts'),
      outbox: go('/admin/outbox'),
      permissions: go('/admin/permissions'),
      'booking-rules': go('/admin/settings/scheduling'),
    },
  },
  {
    who: 'reception@demo.test',
    pages: {
      reception: go('/reception'),
      visits: go('/reception/appointments'),
      day: go('/reception/appointments/day'),
      'book-a-visit': go('/reception/appointments/new'),
      queue: go('/reception/queue'),
      'waiting-list': go('/reception/waiting'),
      patients: go('/reception/patients'),
      admission: follow('/reception', 'main a[href$="/admissions/new"]'),
      wards: go('/reception/wards'),
      ward: follow('/reception/wards', 'main tbody a[href*="/wards/"]'),
      stay: follow('/reception/admissions', 'main tbody a[href*="/admissions/"]'),
      discharge: async (page) => {
        await follow('/reception/admissions', 'main tbody a[href*="/admissions/"]')(page)
        await page.locator('a[href$="/discharge/new"]').first().click()
      },
      isolations: go('/reception/isolations'),
    },
  },
  {
    who: 'doctor@demo.test',
    pages: {
      doctor: go('/doctor'),
      'own-queue': go('/doctor/queue'),
      'own-week': go('/doctor/appointments/week'),
      'own-hours': go('/doctor/timetable'),
      record: follow('/doctor', 'main tbody a[href*="/doctor/patients/"]'),
      triage: async (page) => {
        await follow('/doctor', 'main tbody a[href*="/doctor/patients/"]')(page)
        await page.getByRole('link', { name: 'All that was told, and why' }).click()
      },
      prescribing: async (page) => {
        await follow('/doctor', 'main tbody a[href*="/doctor/patients/"]')(page)
        await page.locator('a[href$="/prescriptions/new"]').first().click()
      },
    },
  },
  {
    who: 'patient@demo.test',
    pages: {
      patient: go('/patient'),
      'own-visits': go('/patient/appointments'),
      'own-visit': follow('/patient', 'main a[href*="/patient/appointments/"]'),
      report: go('/patient/triage/new'),
      invoice: follow('/patient/bills', 'main a[href*="/patient/invoices/"]'),
    },
  },
  { who: 'records@demo.test', pages: { records: go('/records') } },
]

const folder = path.resolve(process.argv[2] ?? 'pictures')
const data = mkdtempSync(path.join(tmpdir(), 'wardwell-pictures-'))
mkdirSync(folder, { recursive: true })
const server = await startServer({ DATA_DIR: data, UPLOADS: path.join(data, 'uploads') })
let browser: Browser | undefined
try {
  await ready(server)
  browser = await launchBrowser()
  for (const theme of ['light', 'dark']) for (const width of [360, 1280]) await takeAll(browser, theme, width)
  console.log(`The pictures are in ${folder}`)
} finally {
  await browser?.close()
  await stopServers()
  rmSync(data, { recursive: true, force: true })
}

async function takeAll(browser: Browser, theme: string, width: number) {
  for (const { who, pages } of walks) {
    const baseURL = server.url.replace('127.0.0.1', 'localhost')
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } })
    await context.addCookies([{ name: 'theme', value: theme, url: baseURL }])
    const page = await context.newPage()
    if (who) await logIn(page, who)
    for (const [name, walk] of Object.entries(pages)) {
      await walk(page)
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${theme}.png`), fullPage: true })
    }
    await context.close()
  }
}

async function logIn(page: Page, email: string) {
  await page.goto('/login')
  await page.getByLabel('Email or username').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}
