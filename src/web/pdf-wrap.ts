import type { Pdf } from './pdf.js'
import { printable } from './pdf-font.js'

/**
 * Lines that fit the width. pdfkit's own wrapping looks for every break that Unicode allows and takes most of
 * a document's time; spaces, and parts of words wider than the column, are enough here.
 */
export function wrap(pdf: Pdf, text: string, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((paragraph) =>
      pdf.widthOfString(paragraph) <= width ? [paragraph] : broken(pdf, paragraph, width),
    )
}

function broken(pdf: Pdf, paragraph: string, width: number): string[] {
  const space = pdf.widthOfString(' ')
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of paragraph.split(/ +/).flatMap((word) => pieces(pdf, word, width))) {
    const wide = pdf.widthOfString(word)
    if (line !== '' && used + space + wide > width) {
      lines.push(line)
      line = word
      used = wide
    } else {
      used += line === '' ? wide : space + wide
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** A word wider than the column, cut between letters as readers see them (never inside a Devanagari syllable). */
function pieces(pdf: Pdf, word: string, width: number): string[] {
  if (pdf.widthOfString(word) <= width) return [word]
  const parts: string[] = []
  let part = ''
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (part !== '' && pdf.widthOfString(part + segment) > width) {
      parts.push(part)
      part = segment
    } else part += segment
  }
  return [...parts, part]
}
