import { ownAccountRoutes } from '../accounts/own-routes.js'
import { patientBookingRoutes } from '../booking/patient-booking-routes.js'
import { patientMoveRoutes } from '../booking/patient-move-routes.js'
import { patientReminderRoutes } from '../booking/patient-reminder-routes.js'
import { patientVisitRoutes } from '../booking/patient-visit-routes.js'
import { ownFeedRoutes } from '../calendars/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { ownDoctorsRoutes } from '../dashboards/own-doctors-routes.js'
import { patientDashboardRoutes } from '../dashboards/patient-routes.js'
import { familyRoutes } from '../family/routes.js'
import { ownInvoiceRoutes } from '../invoices/list-routes.js'
import { patientIsolationRoutes } from '../isolation/patient-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { ownOfferRoutes } from '../offers/answer-routes.js'
import { ownWaitingRoutes } from '../offers/waiting-routes.js'
import { wishRoutes } from '../offers/wish-routes.js'
import { ownProfileRoutes } from '../patients/profile-routes.js'
import { ownPrescriptionRoutes } from '../prescriptions/own-routes.js'
import { placeRoutes } from '../queue/patient-routes.js'
import { patientTriageRoutes } from '../triage/patient-routes.js'
import { portal } from './portal.js'

export const patientPortal = portal({
  base: '/patient',
  role: 'PATIENT',
  label: 'Patient',
  search: false,
  navigation: [
    { label: 'Today', path: '', icon: 'home' },
    { label: 'Your visits', path: '/appointments', icon: 'calendar' },
    { label: 'Waiting list', path: '/waiting', icon: 'hourglass' },
    { label: 'Your family', path: '/family', icon: 'users' },
    { label: 'Report a positive test', path: '/triage/new', icon: 'virus' },
    { label: 'Care at home', path: '/isolation', icon: 'home-heart' },
    { label: 'Your doctors', path: '/doctors', icon: 'stethoscope' },
    { label: 'Your invoices', path: '/invoices', icon: 'file-invoice' },
    { label: 'Your details', path: '/profile', icon: 'id' },
  ],
  mounted: [
    ['/', patientDashboardRoutes],
    ['/doctors', ownDoctorsRoutes],
    ['/triage', patientTriageRoutes],
    ['/isolation', patientIsolationRoutes],
    ['/prescriptions', ownPrescriptionRoutes],
    ['/invoices', ownInvoiceRoutes],
    ['/profile', ownProfileRoutes],
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
    ['/account', ownAccountRoutes],
  ],
})
