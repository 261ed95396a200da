import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import QRCode from 'qrcode'
import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { openPdf } from '../../src/web/pdf.js'
import { qrInPdf } from '../../src/web/pdf-qr.js'

const url = 'https://wardwell.example.org/verify/K7QF-2M9X-3RTA-8WHB'

/** The black rectangles of the only page, as x, y, width and height in points. */
async function drawnFor(size: number): Promise<number[][]> {
  const pdf = openPdf({ title: '', author: '', language: 'en-IN', date: new Date(0) })
  qrInPdf(pdf, url, 100, 200, size)
  pdf.end()
  const file = await buffer(pdf as unknown as Readable)
  const document = await getDocumentProxy(new Uint8Array(file))
  const { argsArray } = await (await document.getPage(1)).getOperatorList()
  return argsArray.flatMap((args) => boxesIn(args))
}

/** pdf.js hands out a path as numbers: move (0) x y, line (1) x y, …, close (4). */
function boxesIn(args: unknown): number[][] {
  const path = Array.isArray(args) && Array.isArray(args[1]) ? args[1][0] : null
  if (!path) return []
  const numbers = Array.from(path as ArrayLike<number>)
  const boxes: number[][] = []
  let xs: number[] = []
  let ys: number[] = []
  for (let at = 0; at < numbers.length; ) {
    const kind = numbers[at]
    if (kind === 4) {
      boxes.push([
        Math.min(...xs),
        Math.min(...ys),
        Math.max(...xs) - Math.min(...xs),
        Math.max(...ys) - Math.min(...ys),
      ])
      xs = []
      ys = []
      at += 1
    } else {
      xs.push(numbers[at + 1] ?? 0)
      ys.push(numbers[at + 2] ?? 0)
      at += 3
    }
  }
  return boxes
}

test('E-13 the square on the paper is the QR code of the address, module by module, with white around it', async () => {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
  const size = 100
  const unit = size / (modules.size + 8)
  const boxes = await drawnFor(size)
  const dark = (row: number, column: number) => {
    const x = 100 + (4 + column + 0.5) * unit
    const y = 200 + (4 + row + 0.5) * unit
    return boxes.some(
      ([left = 0, top = 0, wide = 0, high = 0]) => x > left && x < left + wide && y > top && y < top + high,
    )
  }
  for (let row = -4; row < modules.size + 4; row++)
    for (let column = -4; column < modules.size + 4; column++) {
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size
      expect(dark(row, column), `${row}, ${column}`).toBe(inside && modules.get(row, column) === 1)
    }
})
