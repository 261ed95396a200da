import { sendPhoto } from '../files/photos.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import type { T } from '../web/words.js'
import { daysOf } from './pages.js'
import { type DoctorCard, listedDoctor } from './queries.js'

/** What the directory shows of a doctor by itself; the pages, with the free times, are in appointments. */
export const doctorPhotoRoutes = routes()

doctorPhotoRoutes.get('/:id/photo', 'site.visit', async (req, res) => {
  const doctor = await listedDoctor(idParam(req))
  await sendPhoto(res, doctor.photoId)
})

/** A doctor as the directory and the home page show them. */
export function card(doctor: DoctorCard, t: T) {
  return {
    id: doctor.id,
    name: doctor.account.name,
    specialisation: doctor.specialisation.name,
    qualification: doctor.qualification,
    chamber: doctor.chamber,
    photo: doctor.photoId ? `/doctors/${doctor.id}/photo` : null,
    fee: doctor.consultationFeeMinor,
    days: daysOf(doctor.workingHours, t),
  }
}
