import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
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

/** The pictures that the pages of a file of ours draw, decoded: pdf.js does that from Node 22 on only. */
export async function picturesIn(file: Buffer) {
  const streams = [
    ...file.toString('latin1').matchAll(/obj\n<<((?:(?!endobj).)*?)>>\nstream\n(.*?)\nendstream/gs),
  ]
  const bytesOf = (content = '') => Buffer.from(content, 'latin1')
  const drawn = streams
    .filter(([, about]) => about?.includes('/FlateDecode'))
    .flatMap(
      ([, , content]) =>
        inflateSync(bytesOf(content))
          .toString('latin1')
          .match(/\/\w+ Do\b/g) ?? [],
    )
  const pictures = streams.filter(([, about]) => about?.includes('/DCTDecode'))
  return Promise.all(
    pictures.slice(0, drawn.length).map(async ([, , content]) => {
      const { dominant } = await sharp(bytesOf(content)).stats()
      const { width, height } = await sharp(bytesOf(content)).metadata()
      return { width, height, colour: [dominant.r, dominant.g, dominant.b] }
    }),
  )
}
