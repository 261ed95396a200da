import { ownAccountRoutes } from '../accounts/own-routes.js'
import { ownFeedRoutes } from '../calendars/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { doctorDashboardRoutes } from '../dashboards/doctor-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { ownDoctorProfileRoutes } from '../doctors/profile-routes.js'
import { documentAddressRoutes, staffDocumentRoutes } from '../documents/staff-routes.js'
import { emergencyRoutes } from '../emergency/routes.js'
import { historyRoutes } from '../history/routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { newLetterRoutes, patientLetterRoutes } from '../letters/patient-routes.js'
import { letterRoutes } from '../letters/routes.js'
import { noteRoutes } from '../notes/routes.js'
import { newNoteRoutes } from '../notes/writing-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { observationRoutes } from '../observations/staff-routes.js'
import { clinicalOrderRoutes, reviewRoutes } from '../orders/clinical-routes.js'
import { orderingRoutes } from '../orders/ordering-routes.js'
import { testReportRoutes } from '../orders/report-routes.js'
import { weeklyReportRoutes } from '../orders/weekly-routes.js'
import { orderCancelRoutes } from '../orders/work-routes.js'
import { patientDeskRoutes } from '../patients/desk-routes.js'
import { patientLabelRoutes } from '../patients/labels-routes.js'
import { patientPhotoRoutes } from '../patients/photo-routes.js'
import { patientPickRoutes } from '../patients/pick-routes.js'
import { favouriteRoutes } from '../prescriptions/favourite-routes.js'
import { medicinePickRoutes } from '../prescriptions/medicine-pick-routes.js'
import { newPrescriptionRoutes } from '../prescriptions/new-routes.js'
import { prescriptionPdfRoutes } from '../prescriptions/pdf-routes.js'
import { prescriptionRoutes } from '../prescriptions/routes.js'
import { stopRoutes } from '../prescriptions/stop-routes.js'
import { doctorQueueRoutes } from '../queue/doctor-routes.js'
import { queueVisitRoutes } from '../queue/visit-routes.js'
import { clinicalRecordRoutes } from '../record/clinical-routes.js'
import { dailyReportRoutes } from '../reports/staff-routes.js'
import { summaryRoutes } from '../summaries/routes.js'
import { newSummaryRoutes } from '../summaries/writing-routes.js'
import { timetableRoutes } from '../timetables/routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { portal } from './portal.js'

export const doctorPortal = portal({
  base: '/doctor',
  role: 'DOCTOR',
  label: 'Doctor',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home', hotkey: 'g t' },
    { label: 'Queue', path: '/queue', icon: 'list-numbers', hotkey: 'g q' },
    { label: 'Visits', path: '/appointments', icon: 'calendar', hotkey: 'g v' },
    { label: 'Patients', path: '/patients', icon: 'users', hotkey: 'g p' },
    { label: 'Discharged', path: '/patients/discharged', icon: 'door-exit' },
    { label: 'Letters', path: '/letters', icon: 'mail', hotkey: 'g l' },
    { label: 'Emergency access', path: '/emergency-access', icon: 'key' },
    { label: 'Your hours', path: '/timetable', icon: 'clock' },
    { label: 'Your profile', path: '/profile', icon: 'id' },
  ],
  mounted: [
    ['/', doctorDashboardRoutes],
    ['/profile', ownDoctorProfileRoutes],
    ['/timetable', timetableRoutes],
    ['/patients', patientPickRoutes],
    ['/patients', newNoteRoutes],
    ['/patients', newLetterRoutes],
    ['/patients', patientLetterRoutes],
    ['/letters', letterRoutes],
    ['/emergency-access', emergencyRoutes],
    ['/patients', noteRoutes],
    ['/patients', newPrescriptionRoutes],
    ['/patients', stopRoutes],
    ['/patients', prescriptionRoutes],
    ['/patients', patientDeskRoutes],
    ['/patients', patientPhotoRoutes],
    ['/patients', patientLabelRoutes],
    ['/patients', clinicalRecordRoutes],
    ['/patients/:id/observations', observationRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/history', historyRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/notices', ownNoticeRoutes],
    ['/appointments', queueVisitRoutes],
    ['/appointments', deskAppointmentRoutes],
    ['/queue', doctorQueueRoutes],
    ['/appointments', visitCalendarRoutes],
    ['/calendar', ownFeedRoutes],
    ['/patients', orderingRoutes],
    ['/patients', clinicalOrderRoutes],
    ['/patients', reviewRoutes],
    ['/patients/:id/orders', orderCancelRoutes],
    ['/weekly-report', weeklyReportRoutes],
    ['/medicines', medicinePickRoutes],
    ['/favourites', favouriteRoutes],
    ['/patients', prescriptionPdfRoutes],
    ['/patients', testReportRoutes],
    ['/patients', newSummaryRoutes],
    ['/patients', summaryRoutes],
    ['/patients/:id/documents', staffDocumentRoutes],
    ['/documents', documentAddressRoutes],
    ['/patients/:id/reports', dailyReportRoutes],
    ['/account', ownAccountRoutes],
  ],
})
