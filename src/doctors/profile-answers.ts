import type { Response } from 'express'
import type { Option } from '../web/components/forms.js'
import { conflictInWords, type Form } from '../web/form.js'
import { doctorDetailsPage, editDoctorPage, hoursTable } from './pages.js'
import { type DoctorProfile, possibleDeputies, specialisations } from './queries.js'

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
      deputy: doctor.deputy?.account.name ?? null,
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
  const [specialisations, deputies] = await Promise.all([
    specialisationOptions(),
    deputyOptions({ besides: doctor.id, current: doctor.deputyId }),
  ])
  editDoctorPage(res, {
    ...{ form: withDeputyName(form, deputies), own, name, action: here, cancel: here, labels: labelsOf(res) },
    ...{ specialisations, deputies },
  })
}

/** Both versions by name, where somebody else chose another deputy meanwhile. */
const withDeputyName = (form: Form, deputies: Option[]): Form =>
  conflictInWords(form, (name, value) =>
    name === 'deputyId' ? (deputies.find((deputy) => deputy.value === value)?.label ?? '') : value,
  )

export async function deputyOptions(whose: Parameters<typeof possibleDeputies>[0] = {}): Promise<Option[]> {
  return (await possibleDeputies(whose)).map(({ id, account, specialisation }) => ({
    value: id,
    label: `${account.name}, ${specialisation.name}`,
  }))
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
    deputyId: t('Deputy'),
  }
}
