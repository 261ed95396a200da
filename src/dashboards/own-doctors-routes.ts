import { ownPatientId } from '../access/scopes.js'
import { formatPhone } from '../shared/text.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { ownDoctorsPage, type ShownDoctor } from './patient-pages.js'
import { doctorsOf, type OwnDoctor } from './patient-queries.js'

/** Who is in charge of the patient, and how to reach them. */
export const ownDoctorsRoutes = routes()

ownDoctorsRoutes.get('/', 'doctor.in-charge', async (req, res) => {
  const { t, site } = res.locals
  const doctors = await doctorsOf(ownPatientId(actor(req)))
  ownDoctorsPage(res, { doctors: doctors.map((doctor) => shownDoctor(doctor, site.hospital.address, t)) })
})

/** A doctor without an address of their own is reached at the hospital, in their chamber. */
export function shownDoctor(doctor: OwnDoctor, hospitalAddress: string, t: T): ShownDoctor {
  const { id, name, specialisation, qualification, since } = doctor
  const chamber = doctor.chamber ? [t('Chamber {{chamber}}', { chamber: doctor.chamber })] : []
  const address = doctor.address ?? [...chamber, hospitalAddress].join(', ')
  const phone = doctor.phone && formatPhone(doctor.phone)
  return {
    id,
    name,
    specialisation,
    qualification,
    phone,
    address,
    about: `${specialisation} · ${address}`,
    since,
  }
}
