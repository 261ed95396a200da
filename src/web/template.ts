import { readFileSync } from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'

/** The names that every template may use, and no others. `page` is its model; in a component, its props. */
export const ambientNames = ['page', 'user', 'nav', 'flash', 'base', 't', 'format', 'can', 'site'] as const

export const viewsFolder = path.resolve(import.meta.dirname, '../../views')

type Compiled = (
  ambient: object,
  page: unknown,
  escapeFn: (value: unknown) => string,
  include: Include,
  at: typeof locate,
) => string
type Include = (view: string, props: unknown) => string

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }

/** Escapes for HTML. Printing nothing by mistake is a mistake: undefined and null throw, with file and line. */
export function escapeHtml(value: unknown): string {
  const text = typeof value === 'string' ? value : printed(value)
  // Most of what is printed has nothing to escape, and asking is cheaper than replacing.
  return special.test(text) ? text.replace(/[&<>"']/g, (character) => escapes[character] ?? '') : text
}

const special = /[&<>"']/

/** For plain text (mail): nothing to escape, and still no undefined. */
export function printed(value: unknown): string {
  if (value === undefined || value === null) throw new TypeError(`A template prints ${value}.`)
  return String(value)
}

/** Renders a view with `page` as its model; what it includes gets the same ambient names and its own props. */
export function render(view: string, ambient: object, page: unknown, escaped = escapeHtml): string {
  const include: Include = (name, props) => template(name)(ambient, props, escaped, include, locate)
  return include(view, page)
}

/** The compiled templates. In development they are compiled anew at each use, so that an edit shows at once. */
const compiled = new Map<string, Compiled>()
let keep = true

export function recompileTemplates(): void {
  keep = false
}

function template(view: string): Compiled {
  const known = compiled.get(view)
  if (known) return known
  const filename = path.join(viewsFolder, `${view}.ejs`)
  const made = compileTemplate(readFileSync(filename, 'utf8'), filename)
  if (keep) compiled.set(view, made)
  return made
}

/**
 * The JavaScript that EJS makes of a template; it notes the template's line before each piece. `once` is what the
 * template declares first of all, between <%! and -%>: tables that are made once and not at every use, of nothing but
 * themselves.
 */
export function templateSource(text: string, filename: string): { once: string; source: string } {
  let once = ''
  const rest = text.replace(/^<%!([\s\S]*?)-%>/, (_all, code: string) => {
    once = code
    return `<%${code.replace(/[^\n]/g, '')}-%>`
  })
  // EJS's types leave out the method that writes the source.
  const made = new ejs.Template(rest, { strict: true, compileDebug: true, filename }) as ejs.Template & {
    generateSource: () => void
  }
  made.generateSource()
  return { once, source: made.source }
}

/** EJS's own compile() hands its templates an include() that merges props into one bag; ours keeps them apart. */
function compileTemplate(text: string, filename: string): Compiled {
  const isText = filename.startsWith(path.join(viewsFolder, 'emails/'))
  const { once, source } = templateSource(isText ? text : lean(text), filename)
  const body = `"use strict"
    ${once}
    return (ambient, page, escapeFn, include, at) => {
      let __line = 1, __output = ''
      const __append = (s) => { __output += s }
      const { ${ambientNames.filter((name) => name !== 'page').join(', ')} } = ambient
      try { ${source}
      } catch (error) { throw at(error, ${JSON.stringify(filename)}, __line) }
      return __output
    }`
  return new Function(body)() as Compiled
}

/** In HTML the spaces before a line and the line's end after a component say nothing, and are sent hundreds of times. */
const lean = (text: string) => text.replace(/^[ \t]+/gm, '').trimEnd()

class TemplateError extends Error {
  override name = 'TemplateError'
}

function locate(error: unknown, filename: string, line: number): TemplateError {
  if (error instanceof TemplateError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new TemplateError(`${path.relative(viewsFolder, filename)}:${line}: ${message}`, { cause: error })
}
