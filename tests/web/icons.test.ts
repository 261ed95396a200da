import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { iconNames } from '../../src/web/icon-names.js'

const sprite = readFileSync(path.resolve(import.meta.dirname, '../../public/icons.svg'), 'utf8')

test('every icon that a page may name is drawn in the sprite, once, and the sprite carries no other', () => {
  const drawn = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id)
  expect(drawn.toSorted()).toEqual([...iconNames].toSorted())
})
