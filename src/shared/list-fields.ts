import { type Field, raw, textsOf } from './field.js'

/** The same input several times, blanks left out: at most `most` texts of `max` characters. */
export function textList({
  max,
  most,
  missing,
}: {
  max: number
  most: number
  missing?: string
}): Field<string[]> {
  return raw((value, refuse) => {
    const entered = textsOf(value, max, most, refuse).filter((text) => text !== '')
    return entered.length === 0 && missing ? refuse(missing) : entered
  })
}

/** One column of a table of inputs: like `textList`, but a blank keeps its place. */
export function column({ max, most }: { max: number; most: number }): Field<string[]> {
  return raw((value, refuse) => textsOf(value, max, most, refuse))
}
