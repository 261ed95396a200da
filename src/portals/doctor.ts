import { ownAccountRoutes } from '../accounts/own-routes.js'
import { doctorDashboardRoutes } from '../dashboards/doctor-routes.js'
import { ownDoctorProfileRoutes } from '../doctors/profile-routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { newNoteRoutes, noteRoutes } from '../notes/routes.js'
import { patientDeskRoutes } from '../patients/desk-routes.js'
import { patientPhotoRoutes } from '../patients/photo-routes.js'
import { newPrescriptionRoutes, prescriptionRoutes } from '../prescriptions/routes.js'
import { clinicalRecordRoutes } from '../record/clinical-routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { portal } from './portal.js'

export const doctorPortal = portal({
  base: '/doctor',
  role: 'DOCTOR',
  label: 'Doctor',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home' },
    { label: 'Patients', path: '/patients', icon: 'users' },
    { label: 'Discharged', path: '/patients/discharged', icon: 'door-exit' },
    { label: 'Your profile', path: '/profile', icon: 'id' },
  ],
  mounted: [
    ['/', doctorDashboardRoutes],
    ['/profile', ownDoctorProfileRoutes],
    ['/patients', newNoteRoutes],
    ['/patients', noteRoutes],
    ['/patients', newPrescriptionRoutes],
    ['/patients', prescriptionRoutes],
    ['/patients', patientDeskRoutes],
    ['/patients', patientPhotoRoutes],
    ['/patients', clinicalRecordRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/account', ownAccountRoutes],
  ],
})
