import { expect, test, vi } from 'vitest'
import { readPdf } from '../support/pdf.js'

test('G-O1 a letter can be copied from a document, though an earlier one had it only within another letter', async () => {
  // As in a process that has printed nothing yet.
  vi.resetModules()
  const { openPdf, write, margin } = await import('../../src/web/pdf.js')
  const printed = async (text: string) => {
    const pdf = openPdf({ title: text, author: 'Wardwell', language: 'en-IN', date: new Date(0) })
    const parts: Buffer[] = []
    pdf.on('data', (part: Buffer) => parts.push(part))
    const ended = new Promise((resolve) => pdf.on('end', resolve))
    write(pdf, text, margin, margin, 200)
    pdf.end()
    await ended
    return (await readPdf(Buffer.concat(parts))).text.trim()
  }
  for (const text of ['आ', 'अ', 'é', 'e']) expect(await printed(text)).toBe(text)
})
