import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const views = path.resolve(import.meta.dirname, '../views')

test('every visible text of a template goes through t()', () => {
  const found = readdirSync(views, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'))
    .flatMap((file) =>
      bareTexts(readFileSync(path.join(views, file), 'utf8')).map((text) => `${file}: ${text}`),
    )
  expect(found).toEqual([])
})

test.each([
  ['<p>Hello</p>', 'Hello'],
  ['<input placeholder="Your name">', 'Your name'],
  ['<p><%= t("Fine") %> and not</p>', 'and not'],
  ["<%- include('components/icon', { name: 'x', label: 'Close' }) %>", 'Close'],
])('the check sees the bare text in %s', (template, text) => {
  expect(bareTexts(template)).toContain(text)
})

/** Letters between tags, in the attributes that people read, and in the props that components print; no addresses. */
function bareTexts(template: string): string[] {
  const html = template.replace(/<%[\s\S]*?%>/g, ' ').replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
  const between = html.replace(/<[^>]*>/g, '\n').split('\n')
  const attributes = [...html.matchAll(/\s(?:title|alt|placeholder|aria-label)="([^"]*)"/g)].map(
    ([, text]) => text ?? '',
  )
  const props = [
    ...template.matchAll(/\b(?:label|heading|text|title|hint|note|legend)\s*:\s*(['"`])((?:(?!\1).)*)\1/g),
  ].map(([, , text]) => text ?? '')
  return [...between, ...attributes, ...props]
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2,}/u.test(text) && !/^&\w+;$|^\/[\w/-]*$/.test(text))
}
