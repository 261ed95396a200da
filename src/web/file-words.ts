import { fileKinds } from '../files/kind-rules.js'
import type { ScanStatus } from '../generated/prisma/enums.js'
import type { Components } from './components.js'
import type { Format } from './format.js'
import type { T } from './words.js'

/** What a file field offers to choose from; what is sent all the same is looked at. */
export const accepted = fileKinds
  .flatMap(({ mediaType, extensions }) => [mediaType, ...extensions.map((one) => `.${one}`)])
  .join(',')

/** Said before anything is chosen. */
export const limitsText = (megabytes: number, t: T): string =>
  t('PDF, PNG or JPEG, up to {{megabytes}} MB.', { megabytes })

/** 'PDF, 1.2 MB' */
export function fileAbout(file: { mediaType: string; size: number }, t: T, format: Format): string {
  const kind = fileKinds.find(({ mediaType }) => mediaType === file.mediaType)?.label ?? ''
  const kilobytes = Math.max(1, Math.round(file.size / 1024))
  return kilobytes < 1024
    ? t('{{kind}}, {{size}} KB', { kind, size: format.number(kilobytes) })
    : t('{{kind}}, {{size}} MB', { kind, size: format.number(Math.round(kilobytes / 102.4) / 10) })
}

interface Stored {
  scan: ScanStatus
  damaged: boolean
}

/** Why a file is not given out just now; null where it is. */
export function fileTrouble({ scan, damaged }: Stored, t: T): Components['components/status'] | null {
  if (damaged) return { text: t('Damaged'), tone: 'danger' }
  if (scan === 'INFECTED') return { text: t('A virus was found'), tone: 'danger' }
  if (scan === 'PENDING')
    return { text: t('Being scanned for viruses'), tone: 'attention', icon: 'hourglass' }
  return null
}
