/** What may be sent, by the ends of its name and by the bytes that it begins with (PDF 32000-1 7.5.2, PNG 5.2, JFIF). */
export const fileKinds = [
  { mediaType: 'application/pdf', label: 'PDF', extensions: ['pdf'], begins: '255044462d' },
  { mediaType: 'image/png', label: 'PNG', extensions: ['png'], begins: '89504e470d0a1a0a' },
  { mediaType: 'image/jpeg', label: 'JPEG', extensions: ['jpg', 'jpeg'], begins: 'ffd8ff' },
] as const

export type FileKind = (typeof fileKinds)[number]

/** More than the longest beginning above. */
export const HEAD_BYTES = 16

/** What its name says that it is; what a browser declares is not asked. */
export function kindByName(name: string): FileKind | null {
  const extension = /\.([a-z]{3,4})$/i.exec(name.slice(-5))?.[1]?.toLowerCase()
  return fileKinds.find(({ extensions }) => extensions.some((one) => one === extension)) ?? null
}

/** What its first bytes say that it is. */
export function kindByContent(head: Uint8Array): FileKind | null {
  const hex = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('hex')
  return fileKinds.find(({ begins }) => hex.startsWith(begins)) ?? null
}

/** How much of a PDF's end is looked at for the mark that ends it (PDF 32000-1 7.5.5, and readers' own limit). */
export const TAIL_BYTES = 1024

/** Whether the end of a PDF is there: a copy that broke off on its way has none. A picture is decoded instead. */
export const isWholePdf = (tail: Uint8Array): boolean =>
  Buffer.from(tail).subarray(-TAIL_BYTES).includes('%%EOF', 0, 'latin1')

export const isPicture = ({ mediaType }: { mediaType: string }): boolean => mediaType.startsWith('image/')
