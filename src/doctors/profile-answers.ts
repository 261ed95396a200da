import type { Response } from 'express'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { doctorDetailsPage, editDoctorPage, hoursTable } from './pages.js'
import { type DoctorProfile, specialisations } from './queries.js'

/** The profile page. `here` is the profile's own address in this portal. */
export function showDoctor(
  res: Response,
  doctor: DoctorProfile,
  photoForm: Form,
  here: string,
  own = false,
): void {
  const { account, specialisation, _count } = doctor
  doctorDetailsPage(res, {
    own,
    photoForm,
    doctor: {
      id: doctor.id,
      accountId: account.id,
      name: account.name,
      photo: doctor.photoId ? `${here}/photo` : null,
      standing: account.standing,
      reason: account.decisionReason,
      specialisation: specialisation.name,
      qualification: doctor.qualification,
      registrationNumber: doctor.registrationNumber,
      chamber: doctor.chamber,
      address: doctor.address,
      bio: doctor.bio,
      fee: doctor.consultationFeeMinor,
      email: account.email,
      phone: account.phone,
      username: account.username,
      employeeNumber: account.employeeNumber,
      patientsInCare: _count.assignments,
      hours: hoursTable(doctor.workingHours, res.locals.t),
    },
  })
}

export async function showEdit(
  res: Response,
  doctor: DoctorProfile,
  form: Form,
  here: string,
  own = false,
): Promise<void> {
  const { name } = doctor.account
  const specialisations = await specialisationOptions()
  editDoctorPage(res, { form, own, name, action: here, cancel: here, labels: labelsOf(res), specialisations })
}

export async function specialisationOptions(): Promise<Option[]> {
  return (await specialisations()).map(({ id, name }) => ({ value: id, label: name }))
}

function labelsOf(res: Response): Record<string, string> {
  const { t } = res.locals
  return {
    name: t('Full name'),
    phone: t('Mobile number'),
    specialisationId: t('Specialisation'),
    qualification: t('Qualification'),
    registrationNumber: t('Medical council registration number'),
    chamber: t('Chamber'),
    fee: t('Consultation fee'),
    address: t('Address'),
    bio: t('About the doctor'),
  }
}
