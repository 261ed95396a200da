import { ownAccountRoutes } from '../accounts/own-routes.js'
import { ownFeedRoutes } from '../calendars/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { doctorDashboardRoutes } from '../dashboards/doctor-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { ownDoctorProfileRoutes } from '../doctors/profile-routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { newNoteRoutes, noteRoutes } from '../notes/routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { patientDeskRoutes } from '../patients/desk-routes.js'
import { patientPhotoRoutes } from '../patients/photo-routes.js'
import { patientPickRoutes } from '../patients/pick-routes.js'
import { newPrescriptionRoutes, prescriptionRoutes } from '../prescriptions/routes.js'
import { doctorQueueRoutes } from '../queue/doctor-routes.js'
import { queueVisitRoutes } from '../queue/visit-routes.js'
import { clinicalRecordRoutes } from '../record/clinical-routes.js'
import { timetableRoutes } from '../timetables/routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { portal } from './portal.js'

export const doctorPortal = portal({
  base: '/doctor',
  role: 'DOCTOR',
  label: 'Doctor',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home' },
    { label: 'Queue', path: '/queue', icon: 'list-numbers' },
    { label: 'Visits', path: '/appointments', icon: 'calendar' },
    { label: 'Patients', path: '/patients', icon: 'users' },
    { label: 'Discharged', path: '/patients/discharged', icon: 'door-exit' },
    { label: 'Your hours', path: '/timetable', icon: 'clock' },
    { label: 'Your profile', path: '/profile', icon: 'id' },
  ],
  mounted: [
    ['/', doctorDashboardRoutes],
    ['/profile', ownDoctorProfileRoutes],
    ['/timetable', timetableRoutes],
    ['/patients', patientPickRoutes],
    ['/patients', newNoteRoutes],
    ['/patients', noteRoutes],
    ['/patients', newPrescriptionRoutes],
    ['/patients', prescriptionRoutes],
    ['/patients', patientDeskRoutes],
    ['/patients', patientPhotoRoutes],
    ['/patients', clinicalRecordRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/notices', ownNoticeRoutes],
    ['/appointments', queueVisitRoutes],
    ['/appointments', deskAppointmentRoutes],
    ['/queue', doctorQueueRoutes],
    ['/appointments', visitCalendarRoutes],
    ['/calendar', ownFeedRoutes],
    ['/account', ownAccountRoutes],
  ],
})
