import { ownAccountRoutes } from '../accounts/own-routes.js'
import { patientBookingRoutes } from '../booking/patient-booking-routes.js'
import { patientMoveRoutes } from '../booking/patient-move-routes.js'
import { patientReminderRoutes } from '../booking/patient-reminder-routes.js'
import { patientVisitRoutes } from '../booking/patient-visit-routes.js'
import { ownFeedRoutes } from '../calendars/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { formerInvoiceListRoutes, ownBillRoutes } from '../cashier/own-routes.js'
import { creditNoteRoutes } from '../credits/routes.js'
import { ownDoctorsRoutes } from '../dashboards/own-doctors-routes.js'
import { patientDashboardRoutes } from '../dashboards/patient-routes.js'
import { ownDocumentRoutes } from '../documents/own-routes.js'
import { ownCopyRoutes } from '../exports/own-routes.js'
import { familyRoutes } from '../family/routes.js'
import { ownHistoryRoutes } from '../history/routes.js'
import { invoiceDocumentRoutes } from '../invoices/document-routes.js'
import { patientIsolationRoutes } from '../isolation/patient-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { ownOfferRoutes } from '../offers/answer-routes.js'
import { ownWaitingRoutes } from '../offers/waiting-routes.js'
import { wishRoutes } from '../offers/wish-routes.js'
import { ownResultRoutes } from '../orders/own-routes.js'
import { ownTestReportRoutes } from '../orders/report-routes.js'
import { ownProfileRoutes } from '../patients/profile-routes.js'
import { ownClaimRoutes } from '../payments/own-claim-routes.js'
import { ownPaymentRoutes } from '../payments/own-routes.js'
import { ownPrescriptionRoutes } from '../prescriptions/own-routes.js'
import { ownPrescriptionPdfRoutes } from '../prescriptions/pdf-routes.js'
import { placeRoutes } from '../queue/patient-routes.js'
import { ownAccessRoutes } from '../record/access-routes.js'
import { ownTimelineRoutes } from '../record/own-timeline-routes.js'
import { ownDailyReportRoutes } from '../reports/own-routes.js'
import { ownServiceRoutes } from '../services/own-routes.js'
import { ownStatementRoutes } from '../statements/routes.js'
import { ownSummaryRoutes } from '../summaries/own-routes.js'
import { patientTriageRoutes } from '../triage/patient-routes.js'
import { portal } from './portal.js'

export const patientPortal = portal({
  base: '/patient',
  role: 'PATIENT',
  label: 'Patient',
  search: false,
  navigation: [
    { label: 'Today', path: '', icon: 'home' },
    { label: 'Your record', path: '/timeline', icon: 'report-medical' },
    { label: 'Your visits', path: '/appointments', icon: 'calendar' },
    { label: 'Waiting list', path: '/waiting', icon: 'hourglass' },
    { label: 'Your family', path: '/family', icon: 'users' },
    { label: 'Report a positive test', path: '/triage/new', icon: 'virus' },
    { label: 'Your results', path: '/results', icon: 'flask' },
    { label: 'Daily report', path: '/reports', icon: 'mood-smile' },
    { label: 'Care at home', path: '/isolation', icon: 'home-heart' },
    { label: 'Services to you', path: '/services', icon: 'ambulance' },
    { label: 'Your doctors', path: '/doctors', icon: 'stethoscope' },
    { label: 'Your medicines', path: '/prescriptions', icon: 'pill' },
    { label: 'Your bills', path: '/bills', icon: 'file-invoice' },
    { label: 'Your documents', path: '/documents', icon: 'file-text' },
    { label: 'Your details', path: '/profile', icon: 'id' },
    { label: 'Who looked', path: '/access', icon: 'eye' },
  ],
  mounted: [
    ['/', patientDashboardRoutes],
    ['/doctors', ownDoctorsRoutes],
    ['/triage', patientTriageRoutes],
    ['/isolation', patientIsolationRoutes],
    ['/services', ownServiceRoutes],
    ['/prescriptions', ownPrescriptionRoutes],
    ['/bills', ownBillRoutes],
    ['/invoices', formerInvoiceListRoutes],
    ['/invoices', ownClaimRoutes],
    ['/invoices', invoiceDocumentRoutes],
    ['/payments', ownPaymentRoutes],
    ['/credit-notes', creditNoteRoutes],
    ['/statement', ownStatementRoutes],
    ['/profile', ownProfileRoutes],
    ['/access', ownAccessRoutes],
    ['/timeline', ownTimelineRoutes],
    ['/record', ownCopyRoutes],
    ['/profile', ownHistoryRoutes],
    ['/notices', ownNoticeRoutes],
    ['/appointments', patientBookingRoutes],
    ['/appointments', patientReminderRoutes],
    ['/appointments', patientMoveRoutes],
    ['/appointments', placeRoutes],
    ['/appointments', patientVisitRoutes],
    ['/appointments', visitCalendarRoutes],
    ['/family', familyRoutes],
    ['/calendar', ownFeedRoutes],
    ['/offers', ownOfferRoutes],
    ['/waiting', ownWaitingRoutes],
    ['/waiting', wishRoutes],
    ['/results', ownResultRoutes],
    ['/results', ownTestReportRoutes],
    ['/summaries', ownSummaryRoutes],
    ['/prescriptions', ownPrescriptionPdfRoutes],
    ['/documents', ownDocumentRoutes],
    ['/reports', ownDailyReportRoutes],
    ['/account', ownAccountRoutes],
  ],
})
