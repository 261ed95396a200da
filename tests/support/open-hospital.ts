import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Listening } from '../../src/db/listening.js'
import { startLive } from '../../src/web/live.js'
import { openApp } from './app.js'
import { launchBrowser } from './browser.js'

/**
 * A hospital that a real browser can visit: the application on a port of its own, over this file's database, with its
 * live pages. Each person gets a window (its own cookies) by `enter()`.
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
      // Of a slow machine, too: what is fast is measured elsewhere.
      context.setDefaultTimeout(20_000)
      return context.newPage()
    },
  }
  beforeAll(async () => {
    server = createServer()
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    // An address of its own, since a TCP server has no path.
    hospital.url = `http://localhost:${(server.address() as AddressInfo).port}`
    server.on('request', openApp({ BASE_URL: hospital.url }))
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
