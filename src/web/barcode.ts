import bwipjs from 'bwip-js/node'

export interface Barcode {
  /** In modules, the width of the narrowest bar; ten of them are quiet on either side. */
  width: number
  bars: { x: number; width: number }[]
}

const QUIET = 10

/** A short text as Code 128 (ISO/IEC 15417), for `components/barcode`. */
export function code128(text: string): Barcode {
  const [drawn] = bwipjs.raw({ bcid: 'code128', text })
  const widths = drawn && 'sbs' in drawn ? drawn.sbs : []
  let x = QUIET
  const bars = widths.flatMap((width: number, index: number) => {
    const bar = { x, width }
    x += width
    return index % 2 === 0 ? [bar] : []
  })
  return { width: x + QUIET, bars }
}
