import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type Glyph, type GlyphRun } from 'fontkit'
import { stripControlCharacters } from '../shared/text.js'

interface Fonts {
  regular: Font
  bold: Font
  /** Matches a text of which the font has every character. */
  covered: RegExp
}

let read: Fonts | undefined

/** Reading a font takes fifteen times as long as printing a page with it, so it is done once per process. */
export function fonts(): Fonts {
  if (read) return read
  const regular = fontFile('400Regular/NotoSansDevanagari_400Regular.ttf')
  const bold = fontFile('600SemiBold/NotoSansDevanagari_600SemiBold.ttf')
  const characters = regular.characterSet
    .filter((code) => code >= 0x20 && code !== 0x7f)
    .map((code) => `\\u{${code.toString(16)}}`)
  const covered = new RegExp(`^[\\n${characters.join('')}]*$`, 'u')
  read = { regular: rememberingWords(regular), bold: rememberingWords(bold), covered }
  return read
}

/** Whether every letter of the text can be printed. The font has no Tamil, Bengali, Urdu … */
export function canPrint(text: string): boolean {
  return inFont(text) || Array.from(cleaned(text)).every((letter) => spelling(letter) !== null)
}

/** Stands for letters that the font lacks: an honest gap, where the font itself would print empty boxes. */
export const GAP = '[?]'

/** The text as the font can print it: no control characters, signs that it lacks spelt out, other letters as gaps. */
export function printable(text: string): string {
  if (inFont(text)) return text
  const letters = Array.from(cleaned(text), spelling)
  return letters
    .filter((letter, index) => letter !== null || letters[index - 1] !== null)
    .map((letter) => letter ?? GAP)
    .join('')
}

function cleaned(text: string): string {
  return stripControlCharacters(text).normalize('NFC')
}

/** A letter in letters that the font has, or null. */
function spelling(letter: string): string | null {
  if (inFont(letter)) return letter
  const other = spellings[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '').replace('\u2044', '/')
  return other !== '' && inFont(other) ? other : null
}

function inFont(text: string): boolean {
  return fonts().covered.test(text)
}

/** 'mcg' for 'µg' is what safe-prescribing lists ask for anyway. */
const spellings: Record<string, string> = {
  µ: 'mc',
  μ: 'mc',
  '±': '+/-',
  '≥': '>=',
  '≤': '<=',
  '→': '->',
  '−': '-',
  '\t': ' ',
}

function fontFile(name: string): Font {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-devanagari/${name}`)
  const font = create(readFileSync(path))
  // A letter is asked for first by its own code. One that is first met as a part of another (अ in आ) would never know it,
  // and could not be copied or read aloud from any later document.
  for (const code of font.characterSet) font.glyphForCodePoint(code)
  return font
}

const MOST_WORDS = 5_000

/** The same font, but a word's shape is worked out once for all documents: it halves the time of a page. */
function rememberingWords(font: Font): Font {
  // pdfkit scales the positions of a shape in place; that leaves them as they are only at this size.
  if (font.unitsPerEm !== 1000) return font
  const shapes = new Map<string, GlyphRun>()
  const layout = (text: string, features?: unknown): GlyphRun => {
    const known = features ? undefined : shapes.get(text)
    if (known) return known
    const shape = font.layout(text, features)
    shape.glyphs.forEach(rememberOutline)
    if (shapes.size >= MOST_WORDS) shapes.clear()
    if (!features) shapes.set(text, shape)
    return shape
  }
  return Object.assign(Object.create(font), { layout })
}

/** pdfkit reads the outlines of all letters again for every document that it embeds them in: a fifth of the time. */
function rememberOutline(glyph: Glyph) {
  if (!glyph._decode || Object.hasOwn(glyph, '_decode')) return
  const outline = glyph._decode()
  glyph._decode = () => outline
}
