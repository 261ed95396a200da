import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import express, { Router } from 'express'
import { withoutGates } from './routes.js'

const ours = path.resolve(import.meta.dirname, '../../public')
const devanagari = packageFolder('@expo-google-fonts/noto-sans-devanagari')
const fromPackages: Record<string, string> = {
  '/assets/htmx.min.js': path.join(packageFolder('htmx.org'), 'dist/htmx.min.js'),
  '/assets/hotkey-3.1.4.js': path.join(packageFolder('@github/hotkey'), 'dist/index.js'),
  '/assets/tabler.min.css': path.join(packageFolder('@tabler/core'), 'dist/css/tabler.min.css'),
  '/assets/devanagari-400.ttf': path.join(devanagari, '400Regular/NotoSansDevanagari_400Regular.ttf'),
  '/assets/devanagari-700.ttf': path.join(devanagari, '700Bold/NotoSansDevanagari_700Bold.ttf'),
}

/** Our own styles in the order in which they hold; a page asks for all of them at once. */
const sheets = [
  'wardwell',
  'frame',
  'forms',
  'messages',
  'live',
  'records',
  'clinical',
  'charts',
  'documents',
  'booking',
  'visits',
  'queue',
  'board',
  'orders',
  'prescriptions',
  'labels',
  'visitors',
  'paper',
].map((name) => path.join(ours, `${name}.css`))

const files = new Set(readdirSync(ours).map((file) => `/${file}`))

/** Changes with any of the files below: pages name it in their addresses, so browsers may keep them for good. */
export const assetVersion = versionOf([
  ...Object.values(fromPackages),
  ...readdirSync(ours).map((file) => path.join(ours, file)),
])

const kept = { maxAge: '1y', immutable: true }

/** Styles, fonts, script and icons: from here only, the same for everybody, without a session. */
export function assets(): Router {
  const router = withoutGates(Router())
  for (const [address, file] of Object.entries(fromPackages))
    router.get(address, (_req, res) => res.sendFile(file, kept))
  const house = sheets.map((file) => readFileSync(file, 'utf8')).join('\n')
  router.get('/assets/house.css', (_req, res) => {
    res.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').send(house)
  })
  const serve = express.static(ours, { ...kept, index: false })
  // Of every page's address else the disk would be asked first.
  router.use((req, res, next) => (files.has(req.path) ? serve(req, res, next) : next()))
  return router
}

function versionOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(readFileSync(file))
  return hash.digest('base64url').slice(0, 7)
}

function packageFolder(name: string): string {
  return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
