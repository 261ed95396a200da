import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import type { Browser } from './app.js'

/** A document as its reader sees it: page by page, all of it on one line, and what its file says about itself. */
export async function readPdf(file: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(file))
  const { text: pages } = await extractText(document)
  const { info } = await getMeta(document)
  return { pages, text: pages.join(' ').replace(/\s+/g, ' '), info: JSON.stringify(info) }
}

/** The same, downloaded. */
export async function pdfOf(browser: Browser, path: string) {
  const answer = await browser.get(path).responseType('blob').expect(200)
  return { answer, ...(await readPdf(answer.body)) }
}
