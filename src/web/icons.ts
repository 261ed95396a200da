import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { iconNames } from './icon-names.js'

/** `npm run icons`: draws the sprite `public/icons.svg` from the icons that are used, one symbol each. */
const root = path.resolve(import.meta.dirname, '../..')
const outlines = path.join(root, 'node_modules/@tabler/icons/icons/outline')

const symbols = iconNames.map((name) => {
  const drawing = readFileSync(path.join(outlines, `${name}.svg`), 'utf8')
  const shapes = [...drawing.matchAll(/<(?:path|circle|rect|line)\b[^>]*\/>/g)]
    .map(([shape]) => shape)
    .filter((shape) => !shape.includes('stroke="none"'))
  if (shapes.length === 0) throw new Error(`The icon ${name} has no shapes.`)
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes.join('')}</symbol>`
})

writeFileSync(
  path.join(root, 'public/icons.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Tabler Icons, MIT licence, https://tabler.io/icons -->\n${symbols.join('\n')}\n</svg>\n`,
)
console.log(`public/icons.svg: ${symbols.length} icons`)
