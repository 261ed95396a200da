import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const read = (file: string) => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8'))
const manifest = read('package.json')
const lock = read('package-lock.json')
const locked = Object.entries<{
  integrity?: string
  resolved?: string
  hasInstallScript?: boolean
  link?: boolean
}>(lock.packages).filter(([name]) => name !== '')

test('G-S1 every package is locked with its integrity, in an exact version, and from no named host', () => {
  expect(locked.length).toBeGreaterThan(100)
  expect(locked.filter(([, entry]) => !/^sha512-/.test(entry.integrity ?? '')).map(([name]) => name)).toEqual(
    [],
  )
  expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([])
  const wanted = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([])
})

test('G-S2 every install script of a dependency was looked at, and is allowed or refused by name', () => {
  const reviewed = new Set(Object.keys(manifest.allowScripts))
  const withScript = locked
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([name]) => name.replace(/^.*node_modules\//, ''))
  expect(withScript.length).toBeGreaterThan(0)
  expect(withScript.filter((name) => !reviewed.has(name))).toEqual([])
})
