import { createServer, type Server } from 'node:http'
import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Listening } from '../../src/db/listening.js'
import { startLive } from '../../src/web/live.js'
import { openApp } from './app.js'
import { launchBrowser } from './browser.js'
import { freePort } from './free-port.js'

/**
 * A hospital that a real browser can visit: the application on a port of its own, over this file's database, with its live pages. Each
 * person gets a window (its own cookies) by `enter()`.
 */
export function openHospital() {
  let server: Server
  let browser: Browser
  let live: Listening
  const hospital = {
    url: '',
    enter: async (options: { width?: number; javaScript?: boolean } = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: hospital.url,
        viewport: { width: options.width ?? 1280, height: 900 },
        javaScriptEnabled: options.javaScript ?? true,
      })
      context.setDefaultTimeout(10_000)
      return context.newPage()
    },
  }
  beforeAll(async () => {
    const port = await freePort()
    hospital.url = `http://localhost:${port}`
    server = createServer(openApp({ BASE_URL: hospital.url }))
    await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
    live = startLive(pino({ level: 'silent' }))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await live?.stop()
    server?.closeAllConnections()
    await new Promise((resolve) => server?.close(resolve))
  })
  return hospital
}
