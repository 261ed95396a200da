import { oneLine, stripControlCharacters } from '../shared/text.js'

const LONGEST = 200

/** The name that a file had where it came from: it is only ever shown, and given back with the file. */
export function cleanName(name: string): string {
  const last = stripControlCharacters(name.replace(/^.*[\\/]/s, '')).replace(/[\n\t]/g, ' ')
  return Array.from(oneLine(last)).slice(-LONGEST).join('') || 'file'
}

/**
 * What a browser saves a file as (RFC 6266): the name itself in UTF-8 (RFC 8187), and for old programs one in which
 * every other character than a plain one is an underscore. Nothing in a name can end the header or begin another.
 */
export function attachment(name: string): string {
  const plain = cleanName(name).replace(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(cleanName(name)).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
