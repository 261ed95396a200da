import { ownAccountRoutes } from '../accounts/own-routes.js'
import { admitRoutes } from '../admissions/admit-routes.js'
import { allocationRoutes } from '../admissions/allocation-routes.js'
import { askingRoutes } from '../admissions/asking-routes.js'
import { dischargeRoutes } from '../admissions/discharge-routes.js'
import { goingHomeRoutes } from '../admissions/going-home-routes.js'
import { movingRoutes } from '../admissions/moving-routes.js'
import { readinessRoutes } from '../admissions/readiness-routes.js'
import { rebillingRoutes } from '../admissions/rebilling-routes.js'
import { requestListRoutes } from '../admissions/request-list-routes.js'
import { requestRoutes } from '../admissions/request-routes.js'
import { admissionRoutes } from '../admissions/routes.js'
import { runningBillRoutes } from '../admissions/running-bill-routes.js'
import { emergencyEventRoutes } from '../alerts/emergency-routes.js'
import { alertRoutes } from '../alerts/routes.js'
import { boardRoutes } from '../board/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { patientAccountRoutes } from '../cashier/account-routes.js'
import { cashierRoutes } from '../cashier/routes.js'
import { counterRoutes } from '../counter/routes.js'
import { invoiceCreditRoutes } from '../credits/invoice-routes.js'
import { overbilledRoutes } from '../credits/overbilled-routes.js'
import { creditNoteRoutes } from '../credits/routes.js'
import { receptionDashboardRoutes } from '../dashboards/reception-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { dispenseListRoutes } from '../dispensing/list-routes.js'
import { dispenseRoutes, returnRoutes } from '../dispensing/routes.js'
import { doctorStaffRoutes } from '../doctors/staff-routes.js'
import { guardianRoutes } from '../family/guardian-routes.js'
import { historyRoutes } from '../history/routes.js'
import { patientChargeRoutes } from '../invoices/charge-routes.js'
import { invoiceRoutes } from '../invoices/list-routes.js'
import { manualChargeRoutes } from '../invoices/manual-charge-routes.js'
import { newDraftRoutes } from '../invoices/new-draft-routes.js'
import { isolationListRoutes } from '../isolation/list-routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { deskAnswerRoutes } from '../offers/desk-answer-routes.js'
import { strandedRoutes } from '../offers/stranded-routes.js'
import { waitingDeskRoutes } from '../offers/waiting-routes.js'
import { wishRoutes } from '../offers/wish-routes.js'
import { deskOrderRoutes } from '../orders/desk-routes.js'
import { orderCancelRoutes, orderWorkRoutes } from '../orders/work-routes.js'
import { patientStaffRoutes } from '../patients/staff-routes.js'
import { claimRoutes } from '../payments/claim-routes.js'
import { invoicePaymentRoutes } from '../payments/invoice-routes.js'
import { advanceRoutes } from '../payments/patient-routes.js'
import { refundRoutes } from '../payments/refund-routes.js'
import { paymentRoutes } from '../payments/routes.js'
import { deskQueueRoutes } from '../queue/desk-routes.js'
import { queueVisitRoutes } from '../queue/visit-routes.js'
import { deskRecordRoutes } from '../record/desk-routes.js'
import { patientServiceRoutes } from '../services/patient-routes.js'
import { serviceRoutes } from '../services/routes.js'
import { agingRoutes } from '../statements/aging-routes.js'
import { patientStatementRoutes } from '../statements/routes.js'
import { timetableRoutes } from '../timetables/routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { wardRoutes } from '../wards/routes.js'
import { portal } from './portal.js'

export const receptionPortal = portal({
  base: '/reception',
  role: 'RECEPTIONIST',
  label: 'Reception',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home', hotkey: 'g t' },
    { label: 'Alerts', path: '/alerts', icon: 'alert-octagon', hotkey: 'g a' },
    { label: 'Queue', path: '/queue', icon: 'list-numbers', hotkey: 'g q' },
    { label: 'Visits', path: '/appointments', icon: 'calendar', hotkey: 'g v' },
    { label: 'Need another time', path: '/stranded', icon: 'alert-triangle' },
    { label: 'Waiting list', path: '/waiting', icon: 'hourglass' },
    { label: 'Tests and treatments', path: '/orders', icon: 'flask' },
    { label: 'Patients', path: '/patients', icon: 'users', hotkey: 'g p' },
    { label: 'At home', path: '/isolations', icon: 'home-heart' },
    { label: 'Bed board', path: '/board', icon: 'bed', hotkey: 'g b' },
    { label: 'Waiting for a bed', path: '/bed-requests', icon: 'list-check' },
    { label: 'Beds and wards', path: '/wards', icon: 'building-hospital' },
    { label: 'Admissions', path: '/admissions', icon: 'door-enter' },
    { label: 'Services', path: '/services', icon: 'ambulance' },
    { label: 'Going home', path: '/discharges', icon: 'door-exit' },
    { label: 'Cashier', path: '/cashier', icon: 'clipboard-list' },
    { label: 'Medicines to hand out', path: '/dispenses', icon: 'pill' },
    { label: 'Invoices', path: '/invoices', icon: 'file-invoice' },
    { label: 'Doctors', path: '/doctors', icon: 'stethoscope' },
  ],
  mounted: [
    ['/doctors/:id/timetable', timetableRoutes],
    ['/doctors', doctorStaffRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/history', historyRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/isolations', isolationListRoutes],
    ['/', receptionDashboardRoutes],
    ['/patients', admitRoutes],
    ['/patients', allocationRoutes],
    ['/patients', askingRoutes],
    ['/bed-requests', requestListRoutes],
    ['/bed-requests', requestRoutes],
    ['/patients', patientStaffRoutes],
    ['/patients', guardianRoutes],
    ['/patients', deskRecordRoutes],
    ['/board', boardRoutes],
    ['/wards', wardRoutes],
    ['/admissions', admissionRoutes],
    ['/admissions', movingRoutes],
    ['/admissions', dischargeRoutes],
    ['/admissions', readinessRoutes],
    ['/admissions', runningBillRoutes],
    ['/admissions', rebillingRoutes],
    ['/discharges', goingHomeRoutes],
    ['/credit-notes', creditNoteRoutes],
    ['/invoices/aging', agingRoutes],
    ['/invoices/to-credit', overbilledRoutes],
    ['/invoices', invoiceCreditRoutes],
    ['/claims', claimRoutes],
    ['/cashier', cashierRoutes],
    ['/patients', patientAccountRoutes],
    ['/invoices', invoiceRoutes],
    ['/invoices', invoicePaymentRoutes],
    ['/patients', advanceRoutes],
    ['/payments', paymentRoutes],
    ['/refunds', refundRoutes],
    ['/counter', counterRoutes],
    ['/services', serviceRoutes],
    ['/patients', patientServiceRoutes],
    ['/patients', patientChargeRoutes],
    ['/patients', manualChargeRoutes],
    ['/patients', newDraftRoutes],
    ['/patients/:id/statement', patientStatementRoutes],
    ['/alerts', alertRoutes],
    ['/patients/:id/emergency', emergencyEventRoutes],
    ['/notices', ownNoticeRoutes],
    ['/appointments', queueVisitRoutes],
    ['/appointments', deskAppointmentRoutes],
    ['/queue', deskQueueRoutes],
    ['/appointments', visitCalendarRoutes],
    ['/stranded', strandedRoutes],
    ['/offers', deskAnswerRoutes],
    ['/waiting', waitingDeskRoutes],
    ['/waiting', wishRoutes],
    ['/orders', deskOrderRoutes],
    ['/orders', orderWorkRoutes],
    ['/orders', orderCancelRoutes],
    ['/prescriptions', dispenseRoutes],
    ['/dispenses', dispenseListRoutes],
    ['/dispenses', returnRoutes],
    ['/account', ownAccountRoutes],
  ],
})
