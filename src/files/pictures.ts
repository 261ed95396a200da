import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { Refusal } from '../shared/errors.js'
import { turns } from '../shared/turns.js'

const MOST_PIXELS = 50_000_000
const PHOTO_EDGE = 512
const PREVIEW_EDGE = 640
/** 300 dots an inch on the longer edge of A4, less its margins. */
const PRINT_EDGE = 3_000

// Whatever a file may claim to be, nothing else in it is read.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] })

/** A large picture takes some hundred megabytes while it is drawn. */
const drawn = turns({
  atOnce: 2,
  waiting: 20,
  busy: 'Several files are being sent already. Try again when they have arrived.',
})

/** A square JPEG of the middle of a picture, drawn anew: nothing else that was in the file (place, camera) is kept. */
export async function squarePhoto(path: string, field: string): Promise<Buffer> {
  const square = (picture: Sharp) =>
    picture.resize(PHOTO_EDGE, PHOTO_EDGE, { fit: 'cover' }).jpeg({ quality: 82 })
  return (await draw(path, field, square)).data
}

/** The whole picture as a small JPEG, drawn anew. */
export async function smallPicture(picture: string | Buffer, field: string): Promise<Buffer> {
  return (await draw(picture, field, (whole) => within(whole, PREVIEW_EDGE).jpeg({ quality: 76 }))).data
}

/** The whole picture as a JPEG to be printed, upright and drawn anew, with its size in pixels. */
export async function printedPicture(picture: Buffer, field: string): Promise<PrintedPicture> {
  const { data, info } = await draw(picture, field, (whole) =>
    within(whole, PRINT_EDGE).jpeg({ quality: 85 }),
  )
  return { data, width: info.width, height: info.height }
}

export interface PrintedPicture {
  data: Buffer
  width: number
  height: number
}

const within = (picture: Sharp, edge: number): Sharp =>
  picture.resize(edge, edge, { fit: 'inside', withoutEnlargement: true }).flatten({ background: '#fff' })

function draw(source: string | Buffer, field: string, shape: (picture: Sharp) => Sharp): Promise<Drawn> {
  return drawn(async () => {
    try {
      const picture = sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      return await shape(picture.rotate()).toBuffer({ resolveWithObject: true })
    } catch (error) {
      throw tooLarge(error)
        ? new Refusal('This picture has more than 50 million pixels. Choose a smaller one.', { field })
        : new Refusal('This picture cannot be read. Choose another one.', { field })
    }
  })
}

type Drawn = { data: Buffer; info: OutputInfo }

const tooLarge = (error: unknown) => error instanceof Error && /pixel limit/.test(error.message)
