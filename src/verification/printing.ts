import { randomBytes } from 'node:crypto'
import { config } from '../config.js'
import type { Tx } from '../db/client.js'
import type { PrintedKind } from '../generated/prisma/enums.js'
import type { Mark } from '../web/pdf-qr.js'
import { CODE_LENGTH, codeOf, shownCode } from './rules.js'

/** The code of a document: made when it is first printed, and the same ever after. */
export async function printedCode(tx: Tx, kind: PrintedKind, subjectId: string): Promise<string> {
  const known = await tx.printedDocument.findUnique(byKind(kind, subjectId))
  if (known) return known.code
  await tx.printedDocument.createMany({
    data: [{ code: newCode(), kind, subjectId }],
    skipDuplicates: true,
  })
  const { code } = await tx.printedDocument.findUniqueOrThrow(byKind(kind, subjectId))
  return code
}

/** What the paper says of it: the code, and the address that asks. */
export async function printedMark(tx: Tx, kind: PrintedKind, subjectId: string): Promise<Mark> {
  const code = shownCode(await printedCode(tx, kind, subjectId))
  return { code, url: `${config.baseUrl}/verify/${code}` }
}

/**
 * Says that a document no longer holds: a newer version took its place, or it was withdrawn. One that was never
 * printed is marked too, since its paper may still be made. The first time counts.
 */
export async function supersede(tx: Tx, kind: PrintedKind, subjectId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO printed_document (code, kind, subject_id, superseded_at)
    VALUES (${newCode()}, ${kind}::"PrintedKind", ${subjectId}::uuid, ${now})
    ON CONFLICT (kind, subject_id) DO UPDATE
    SET superseded_at = coalesce(printed_document.superseded_at, excluded.superseded_at)`
}

const newCode = () => codeOf(randomBytes(CODE_LENGTH))

const byKind = (kind: PrintedKind, subjectId: string) => ({
  where: { kind_subjectId: { kind, subjectId } },
  select: { code: true },
})
