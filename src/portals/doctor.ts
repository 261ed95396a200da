import { ownAccountRoutes } from '../accounts/own-routes.js'
import { askingRoutes } from '../admissions/asking-routes.js'
import { goingHomeRoutes } from '../admissions/going-home-routes.js'
import { dischargeOrderRoutes, readinessRoutes } from '../admissions/readiness-routes.js'
import { requestListRoutes } from '../admissions/request-list-routes.js'
import { requestRoutes } from '../admissions/request-routes.js'
import { runningBillRoutes } from '../admissions/running-bill-routes.js'
import { emergencyEventRoutes } from '../alerts/emergency-routes.js'
import { alertRoutes } from '../alerts/routes.js'
import { boardRoutes } from '../board/routes.js'
import { ownFeedRoutes } from '../calendars/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { doctorDashboardRoutes } from '../dashboards/doctor-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { ownDoctorProfileRoutes } from '../doctors/profile-routes.js'
import { documentAddressRoutes, staffDocumentRoutes } from '../documents/staff-routes.js'
import { emergencyRoutes } from '../emergency/routes.js'
import { historyRoutes } from '../history/routes.js'
import { isolationListRoutes } from '../isolation/list-routes.js'
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
import { givenStrikeRoutes } from '../orders/striking-routes.js'
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
import { scoreRoutes } from '../scores/routes.js'
import { patientServiceRoutes } from '../services/patient-routes.js'
import { serviceRoutes } from '../services/routes.js'
import { summaryRoutes } from '../summaries/routes.js'
import { newSummaryRoutes } from '../summaries/writing-routes.js'
import { timetableRoutes } from '../timetables/routes.js'
import { decisionRoutes } from '../triage/decision-routes.js'
import { signOffRoutes } from '../triage/sign-off-routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { portal } from './portal.js'

export const doctorPortal = portal({
  base: '/doctor',
  role: 'DOCTOR',
  label: 'Doctor',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home', hotkey: 'g t' },
    { label: 'Alerts', path: '/alerts', icon: 'alert-octagon', hotkey: 'g a' },
    { label: 'Queue', path: '/queue', icon: 'list-numbers', hotkey: 'g q' },
    { label: 'Visits', path: '/appointments', icon: 'calendar', hotkey: 'g v' },
    { label: 'Patients', path: '/patients', icon: 'users', hotkey: 'g p' },
    { label: 'Bed board', path: '/board', icon: 'bed', hotkey: 'g b' },
    { label: 'Triages to sign', path: '/triages', icon: 'stethoscope' },
    { label: 'At home', path: '/isolations', icon: 'home-heart' },
    { label: 'Waiting for a bed', path: '/bed-requests', icon: 'list-check' },
    { label: 'Going home', path: '/discharges', icon: 'door-exit' },
    { label: 'Services', path: '/services', icon: 'ambulance' },
    { label: 'Discharged', path: '/patients/discharged', icon: 'archive' },
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
    ['/patients', askingRoutes],
    ['/bed-requests', requestListRoutes],
    ['/bed-requests', requestRoutes],
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
    ['/patients/:id/triage', decisionRoutes],
    ['/patients/:id/scores', scoreRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/history', historyRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/isolations', isolationListRoutes],
    ['/triages', signOffRoutes],
    ['/alerts', alertRoutes],
    ['/patients/:id/emergency', emergencyEventRoutes],
    ['/board', boardRoutes],
    ['/admissions', readinessRoutes],
    ['/admissions', runningBillRoutes],
    ['/admissions', dischargeOrderRoutes],
    ['/discharges', goingHomeRoutes],
    ['/services', serviceRoutes],
    ['/patients', patientServiceRoutes],
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
    ['/patients/:id/orders', givenStrikeRoutes],
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
