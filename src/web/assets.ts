import { createRequire } from 'node:module'
import path from 'node:path'
import express, { Router } from 'express'

const require = createRequire(import.meta.url)
const ours = path.resolve(import.meta.dirname, '../../public')
const packages: Record<string, string> = {
  '/assets/tabler.min.css': '@tabler/core/dist/css/tabler.min.css',
}

/** Styles, script and icons: from here only, the same for everybody, without a session. */
export function assets(): Router {
  const router = Router()
  for (const [address, file] of Object.entries(packages)) {
    const resolved = path.resolve(path.dirname(require.resolve('@tabler/core/package.json')), '../..', file)
    router.get(address, (_req, res) => res.sendFile(resolved, { maxAge: '1d' }))
  }
  router.use(express.static(ours, { maxAge: '1h', index: false }))
  return router
}
