import { deflateSync } from 'node:zlib'
import type { Express } from 'express'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pdf, picture, sendDocument } from '../documents/sending.js'
import { type Browser, openApp } from '../support/app.js'
import { useDatabase } from '../support/database.js'
import type { TestPerson } from '../support/people.js'
import { doctorWhoFiles, nothingSince, onDisk, pdfOfSize } from './clinic.js'

useDatabase()
let app: Express
let doctor: Browser & TestPerson
let address: string
let patientId: string
beforeAll(() => {
  app = openApp()
})
beforeEach(async () => {
  ;({ doctor, patientId, address } = await doctorWhoFiles(app))
})

describe('G-F2 G-F5 G-F6 what is none of the three kinds is refused beside the field, whatever it says that it is', () => {
  const zip = 'PK\x03\x04'
  const cases: [string, string, Buffer | (() => Promise<Buffer>), string][] = [
    [
      'an SVG',
      'a.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'Choose a PDF, a PNG or a JPEG',
    ],
    [
      'an SVG that is called PNG',
      'a.png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'not the PNG',
    ],
    ['a page that is called PDF', 'a.pdf', Buffer.from('<!doctype html><script>1</script>'), 'not the PDF'],
    ['a ZIP', 'a.zip', Buffer.from(zip, 'latin1'), 'Choose a PDF, a PNG or a JPEG'],
    ['a ZIP that is called PDF', 'a.pdf', Buffer.from(`${zip}%PDF-1.4`, 'latin1'), 'not the PDF'],
    ['a JPEG that is called PNG', 'a.png', () => picture('jpeg'), 'not the PNG'],
    ['a PDF that ends early', 'a.pdf', pdf().subarray(0, -2), 'The end of this PDF is missing.'],
    [
      'a PDF of which the end is not at the end',
      'a.pdf',
      Buffer.concat([pdf(), pdfOfSize(9_000).subarray(0, 1_024)]),
      'The end of this PDF is missing.',
    ],
    ['a JPEG of which a half is missing', 'a.jpg', () => half('jpeg'), 'cannot be read'],
    ['a PNG of which a half is missing', 'a.png', () => half('png'), 'cannot be read'],
    ['a picture that ends early', 'a.jpg', async () => (await picture()).subarray(0, 400), 'cannot be read'],
    [
      'a PNG of which only the head is one',
      'a.png',
      Buffer.from('\x89PNG\r\n\x1a\nnothing', 'latin1'),
      'cannot be read',
    ],
    ['an empty file', 'a.pdf', Buffer.alloc(0), 'not the PDF'],
    ['a program', 'a.pdf.exe', pdf(), 'Choose a PDF, a PNG or a JPEG'],
  ]
  /** Of a picture that does not end in what is all the same anyway. */
  async function half(format: 'png' | 'jpeg') {
    const noise = { width: 300, height: 200, channels: 3 as const, background: '#777' }
    const whole = await sharp({ create: { ...noise, noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
      .toFormat(format)
      .toBuffer()
    return whole.subarray(0, whole.length / 2)
  }

  test.each(cases)('%s', async (_title, name, content, sentence) => {
    const before = await onDisk()
    const bytes = Buffer.isBuffer(content) ? content : await content()
    const answer = await sendDocument(doctor, address, { content: bytes, name, type: 'image/png' }).expect(
      422,
    )
    expect(answer.text).toContain(sentence)
    expect(answer.text).toMatch(/id="field-file-error"/)
    expect(answer.text).toContain('value="X-ray of the chest"')
    await nothingSince(before, patientId)
  })

  test('a picture of a few kilobytes that would be a hundred million pixels', async () => {
    const before = await onDisk()
    const answer = await sendDocument(doctor, address, { content: pixelBomb(10_000, 10_000), name: 'a.png' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('more than 50 million pixels')
    await nothingSince(before, patientId)
  })

  /** A PNG of one colour, as small as it can be. */
  function pixelBomb(width: number, height: number): Buffer {
    const chunk = (name: string, data: Buffer) => {
      const head = Buffer.alloc(8)
      head.writeUInt32BE(data.length)
      head.write(name, 4, 'latin1')
      const check = Buffer.alloc(4)
      check.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name, 'latin1'), data])))
      return Buffer.concat([head, data, check])
    }
    const size = Buffer.alloc(13)
    size.writeUInt32BE(width, 0)
    size.writeUInt32BE(height, 4)
    size.writeUInt8(1, 8)
    const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', size),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  function crc32(data: Buffer): number {
    let crc = 0xffffffff
    for (const byte of data) {
      crc ^= byte
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
    }
    return (crc ^ 0xffffffff) >>> 0
  }
})

test('G-F2 a PDF with something behind its end, as mail programs leave it, is taken', async () => {
  const content = Buffer.concat([pdf(), Buffer.alloc(900, '\r\n')])
  await sendDocument(doctor, address, { content, name: 'a.pdf' }).expect(303)
})
