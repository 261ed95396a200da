import { z } from 'zod'
import { sendPhoto } from '../files/photos.js'
import { idParam, query } from '../web/params.js'
import { routes } from '../web/routes.js'
import type { T } from '../web/words.js'
import { daysOf, directoryPage, doctorPage, hoursTable } from './pages.js'
import { type DoctorCard, directory, listedDoctor, staffedSpecialisations } from './queries.js'

/** The directory that everybody sees. */
export const doctorDirectoryRoutes = routes()

const filter = z.object({ specialisation: z.string().max(100).default('') })

doctorDirectoryRoutes.get('/', 'site.visit', async (req, res) => {
  const { specialisation: chosen } = query(req, filter)
  const [specialisations, doctors] = await Promise.all([
    staffedSpecialisations(),
    directory(chosen ? { specialisation: chosen } : {}),
  ])
  directoryPage(res, {
    specialisations,
    chosen,
    doctors: doctors.map((doctor) => card(doctor, res.locals.t)),
  })
})

doctorDirectoryRoutes.get('/:id', 'site.visit', async (req, res) => {
  const doctor = await listedDoctor(idParam(req))
  const { t } = res.locals
  doctorPage(res, {
    doctor: { ...card(doctor, t), bio: doctor.bio, hours: hoursTable(doctor.workingHours, t) },
  })
})

doctorDirectoryRoutes.get('/:id/photo', 'site.visit', async (req, res) => {
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
