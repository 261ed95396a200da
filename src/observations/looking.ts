import type { Request } from 'express'
import { audit } from '../audit/commands.js'
import { db } from '../db/client.js'
import { actor } from '../web/sign-in.js'

/** The trace that somebody looked at the rounds of a patient: before they see them. */
export async function noteLook(req: Request, patientId: string): Promise<void> {
  await audit(db, actor(req), 'observation.view', { type: 'observation', patientId })
}
