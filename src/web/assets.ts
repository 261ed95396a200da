import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import express, { Router } from 'express'

const ours = path.resolve(import.meta.dirname, '../../public')
const tabler = path.join(packageFolder('@tabler/core'), 'dist/css/tabler.min.css')

/** Changes with any of the files below: pages name it in their addresses, so browsers may keep them for good. */
export const assetVersion = versionOf([tabler, ...readdirSync(ours).map((file) => path.join(ours, file))])

const kept = { maxAge: '1y', immutable: true }

/** Styles, script and icons: from here only, the same for everybody, without a session. */
export function assets(): Router {
  const router = Router()
  router.get('/assets/tabler.min.css', (_req, res) => res.sendFile(tabler, kept))
  router.use(express.static(ours, { ...kept, index: false }))
  return router
}

function versionOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(readFileSync(file))
  return hash.digest('base64url').slice(0, 10)
}

function packageFolder(name: string): string {
  return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
