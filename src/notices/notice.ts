import type { Tx } from '../db/client.js'
import { type Written, writeMessages } from './writing.js'

export interface Reader {
  accountId: string
  name: string
}

export interface Notice {
  kind: string
  /** Made with `t()`, as is the body; in the reader's portal only, so it may name the doctor and the hour. */
  subject: string
  body?: string
  /** The page of our own that it leads to: '/patient/appointments/…'. Never a secret link. */
  link: string
  /** What is told once for good: a second notice of this key is not written. A mail may have the same key. */
  dedupeKey?: string
}

/** A notice in the reader's own portal, in the command's transaction; gives false where the same was told before. */
export async function notify(tx: Tx, reader: Reader, notice: Notice): Promise<boolean> {
  return (await writeMessages(tx, [noticeTo(reader, notice)])) > 0
}

/** The same, to be written with others. */
export const noticeTo = ({ accountId, name }: Reader, { dedupeKey, ...notice }: Notice): Written => ({
  ...{ body: '', ...notice, channel: 'IN_APP', accountId, recipientName: name },
  ...(dedupeKey && { dedupeKey: `notice ${dedupeKey}` }),
})
