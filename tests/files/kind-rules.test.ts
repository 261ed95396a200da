import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWholePdf, kindByContent, kindByName, TAIL_BYTES } from '../../src/files/kind-rules.js'
import { attachment, cleanName } from '../../src/files/name-rules.js'

test.each([
  ['a.pdf', 'PDF'],
  ['a.PDF', 'PDF'],
  ['a.b.jpeg', 'JPEG'],
  ['IMG.JPG', 'JPEG'],
  ['a.png', 'PNG'],
  ['a.svg', undefined],
  ['a.pdf.exe', undefined],
  ['a.png ', undefined],
  ['pdf', undefined],
  ['a.', undefined],
  ['', undefined],
])('G-F2 by its name %j is %s', (name, label) => {
  expect(kindByName(name)?.label).toBe(label)
})

test.each([
  ['%PDF-1.7 …', 'PDF'],
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['\xff\xd8\xff\xe0', 'JPEG'],
  [' %PDF-1.7', undefined],
  ['<svg>', undefined],
  ['PK\x03\x04', undefined],
  ['GIF89a', undefined],
  ['', undefined],
])('G-F2 by its first bytes %j is %s', (content, label) => {
  expect(kindByContent(Buffer.from(content, 'latin1'))?.label).toBe(label)
})

test('G-F2 a PDF is whole where its end is marked within the last 1024 bytes', () => {
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(3_000), (before, after) => {
      const file = Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from('%%EOF'), Buffer.alloc(after, 'x')])
      expect(isWholePdf(file.subarray(-TAIL_BYTES))).toBe(after + 5 <= 1024)
    }),
  )
  expect(isWholePdf(Buffer.from('%PDF-1.4 %%EO'))).toBe(false)
})

test.each([
  ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
  [
    'a"; filename=evil.html',
    `attachment; filename="a__ filename_evil.html"; filename*=UTF-8''a%22%3B%20filename%3Devil.html`,
  ],
  [
    'a\r\nSet-Cookie: x=1.pdf',
    `attachment; filename="a Set-Cookie_ x_1.pdf"; filename*=UTF-8''a%20Set-Cookie%3A%20x%3D1.pdf`,
  ],
  ['आशा.pdf', `attachment; filename="___.pdf"; filename*=UTF-8''%E0%A4%86%E0%A4%B6%E0%A4%BE.pdf`],
  ['it’s (1).pdf', `attachment; filename="it_s (1).pdf"; filename*=UTF-8''it%E2%80%99s%20%281%29.pdf`],
])('G-F13 the name %j is given back as %s', (name, header) => {
  expect(attachment(name)).toBe(header)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\a.pdf', 'a.pdf'],
  ['a\0b.pdf', 'ab.pdf'],
  ['\u202egnp.exe.pdf', 'gnp.exe.pdf'],
  ['  ', 'file'],
  ['', 'file'],
])('G-F3 of the name %j %j is kept', (name, kept) => {
  expect(cleanName(name)).toBe(kept)
})

test('G-F13 no name ends the header, whatever is in it, and UTF-8 gives it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const header = attachment(name)
      expect(header).toMatch(
        /^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/,
      )
      expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(cleanName(name))
      expect(Array.from(cleanName(name)).length).toBeLessThanOrEqual(200)
    }),
    { numRuns: 500 },
  )
})
