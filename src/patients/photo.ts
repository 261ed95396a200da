import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { patientsOf } from '../access/scopes.js'
import { audit } from '../audit/commands.js'
import { replacePhoto } from '../files/photos.js'
import type { Upload } from '../files/store.js'
import { NotFound } from '../shared/errors.js'

/** A patient's photo, by which staff recognise them. */
export async function replacePatientPhoto(
  actor: Actor,
  patientId: string,
  upload: Upload | null,
  now: Date,
): Promise<void> {
  authorize(actor, 'patient.edit', { patientId })
  await replacePhoto(actor, upload, async (tx, photoId) => {
    const reached = { id: patientId, AND: patientsOf(actor, now) }
    const former = await tx.patient.findFirst({ where: reached, select: { photoId: true } })
    if (!former) throw new NotFound()
    await tx.patient.update({ where: { id: patientId }, data: { photoId }, select: { id: true } })
    const details = { photo: true }
    await audit(tx, actor, 'patient.edit', { type: 'patient', id: patientId, patientId, details })
    return { formerPhotoId: former.photoId }
  })
}
