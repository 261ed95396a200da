import sharp, { type Sharp } from 'sharp'
import { Refusal } from '../shared/errors.js'
import { turns } from '../shared/turns.js'

const MOST_PIXELS = 50_000_000
const PHOTO_EDGE = 512
const PREVIEW_EDGE = 640

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
export const squarePhoto = (path: string, field: string): Promise<Buffer> =>
  draw(path, field, (picture) =>
    picture.resize(PHOTO_EDGE, PHOTO_EDGE, { fit: 'cover' }).jpeg({ quality: 82 }),
  )

/** The whole picture as a small JPEG, drawn anew. */
export const smallPicture = (picture: string | Buffer, field: string): Promise<Buffer> =>
  draw(picture, field, (whole) =>
    whole
      .resize(PREVIEW_EDGE, PREVIEW_EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 76 }),
  )

function draw(source: string | Buffer, field: string, shape: (picture: Sharp) => Sharp): Promise<Buffer> {
  return drawn(async () => {
    try {
      const picture = sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      return await shape(picture.rotate()).toBuffer()
    } catch (error) {
      throw tooLarge(error)
        ? new Refusal('This picture has more than 50 million pixels. Choose a smaller one.', { field })
        : new Refusal('This picture cannot be read. Choose another one.', { field })
    }
  })
}

const tooLarge = (error: unknown) => error instanceof Error && /pixel limit/.test(error.message)
