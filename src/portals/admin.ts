import { accountRoutes } from '../accounts/account-routes.js'
import { accountListRoutes } from '../accounts/list-routes.js'
import { ownAccountRoutes } from '../accounts/own-routes.js'
import { standingRoutes } from '../accounts/standing-routes.js'
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
import { catalogueDraftRoutes } from '../catalogues/draft-routes.js'
import { catalogueRoutes } from '../catalogues/routes.js'
import { counterRoutes } from '../counter/routes.js'
import { invoiceCreditRoutes } from '../credits/invoice-routes.js'
import { overbilledRoutes } from '../credits/overbilled-routes.js'
import { creditNoteRoutes } from '../credits/routes.js'
import { adminDashboardRoutes } from '../dashboards/admin-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { dispenseListRoutes } from '../dispensing/list-routes.js'
import { dispenseRoutes, returnRoutes } from '../dispensing/routes.js'
import { specialisationRoutes } from '../doctors/specialisation-routes.js'
import { doctorStaffRoutes } from '../doctors/staff-routes.js'
import { documentAddressRoutes, staffDocumentRoutes } from '../documents/staff-routes.js'
import { emergencyListRoutes } from '../emergency/routes.js'
import { staffCopyRoutes } from '../exports/staff-routes.js'
import { guardianRoutes } from '../family/guardian-routes.js'
import { fileSettingsRoutes } from '../files/routes.js'
import { historyRoutes } from '../history/routes.js'
import { patientChargeRoutes } from '../invoices/charge-routes.js'
import { invoiceRoutes } from '../invoices/list-routes.js'
import { manualChargeRoutes } from '../invoices/manual-charge-routes.js'
import { newDraftRoutes } from '../invoices/new-draft-routes.js'
import { isolationListRoutes } from '../isolation/list-routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { patientLetterRoutes } from '../letters/patient-routes.js'
import { mergeListRoutes } from '../merging/list-routes.js'
import { mergeRoutes } from '../merging/merge-routes.js'
import { noteRoutes } from '../notes/routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { outboxRoutes } from '../notices/routes.js'
import { observationRoutes } from '../observations/staff-routes.js'
import { deskAnswerRoutes } from '../offers/desk-answer-routes.js'
import { strandedRoutes } from '../offers/stranded-routes.js'
import { waitingDeskRoutes } from '../offers/waiting-routes.js'
import { wishRoutes } from '../offers/wish-routes.js'
import { clinicalOrderRoutes } from '../orders/clinical-routes.js'
import { deskOrderRoutes } from '../orders/desk-routes.js'
import { testReportRoutes } from '../orders/report-routes.js'
import { weeklySendingRoutes } from '../orders/weekly-routes.js'
import { orderCancelRoutes, orderWorkRoutes } from '../orders/work-routes.js'
import { patientRemovalRoutes } from '../patients/removal-routes.js'
import { patientStaffRoutes } from '../patients/staff-routes.js'
import { claimRoutes } from '../payments/claim-routes.js'
import { invoicePaymentRoutes } from '../payments/invoice-routes.js'
import { advanceRoutes } from '../payments/patient-routes.js'
import { refundRoutes } from '../payments/refund-routes.js'
import { paymentRoutes } from '../payments/routes.js'
import { prescriptionPdfRoutes } from '../prescriptions/pdf-routes.js'
import { prescriptionRoutes } from '../prescriptions/routes.js'
import { deskQueueRoutes } from '../queue/desk-routes.js'
import { queueVisitRoutes } from '../queue/visit-routes.js'
import { clinicalRecordRoutes } from '../record/clinical-routes.js'
import { unusualAccessRoutes } from '../record/unusual-routes.js'
import { approvalRoutes } from '../registration/approval-routes.js'
import { dailyReportRoutes } from '../reports/staff-routes.js'
import { scoreRoutes } from '../scores/routes.js'
import { serviceCatalogueRoutes } from '../services/catalogue-routes.js'
import { patientServiceRoutes } from '../services/patient-routes.js'
import { serviceRoutes } from '../services/routes.js'
import { pathwayRoutes } from '../settings/pathway-routes.js'
import { settingsRoutes } from '../settings/routes.js'
import { schedulingRoutes } from '../settings/scheduling-routes.js'
import { agingRoutes } from '../statements/aging-routes.js'
import { patientStatementRoutes } from '../statements/routes.js'
import { summaryRoutes } from '../summaries/routes.js'
import { tariffRoutes } from '../tariffs/routes.js'
import { holidayRoutes } from '../timetables/holiday-routes.js'
import { timetableRoutes } from '../timetables/routes.js'
import { staffTriageRoutes } from '../triage/staff-routes.js'
import { wardRoutes } from '../wards/routes.js'
import { portal } from './portal.js'

export const adminPortal = portal({
  base: '/admin',
  role: 'ADMIN',
  label: 'Administration',
  search: true,
  navigation: [
    { label: 'Today', path: '', icon: 'home', hotkey: 'g t' },
    { label: 'Alerts', path: '/alerts', icon: 'alert-octagon', hotkey: 'g a' },
    { label: 'Approvals', path: '/approvals', icon: 'user-check' },
    { label: 'Visits', path: '/appointments', icon: 'calendar', hotkey: 'g v' },
    { label: 'Queue', path: '/queue', icon: 'list-numbers', hotkey: 'g q' },
    { label: 'Need another time', path: '/stranded', icon: 'alert-triangle' },
    { label: 'Waiting list', path: '/waiting', icon: 'hourglass' },
    { label: 'Tests and treatments', path: '/orders', icon: 'flask' },
    { label: 'Patients', path: '/patients', icon: 'users', hotkey: 'g p' },
    { label: 'At home', path: '/isolations', icon: 'home-heart' },
    { label: 'Doctors', path: '/doctors', icon: 'stethoscope' },
    { label: 'Bed board', path: '/board', icon: 'bed', hotkey: 'g b' },
    { label: 'Waiting for a bed', path: '/bed-requests', icon: 'list-check' },
    { label: 'Beds and wards', path: '/wards', icon: 'building-hospital' },
    { label: 'Admissions', path: '/admissions', icon: 'door-enter' },
    { label: 'Services', path: '/services', icon: 'ambulance' },
    { label: 'Going home', path: '/discharges', icon: 'door-exit' },
    { label: 'Cashier', path: '/cashier', icon: 'clipboard-list' },
    { label: 'Medicines to hand out', path: '/dispenses', icon: 'pill' },
    { label: 'Invoices', path: '/invoices', icon: 'file-invoice' },
    { label: 'Catalogues', path: '/catalogues', icon: 'list-check' },
    { label: 'Accounts', path: '/accounts', icon: 'id' },
    { label: 'Outbox', path: '/outbox', icon: 'mail' },
    { label: 'Settings', path: '/settings', icon: 'settings' },
    { label: 'Emergency access', path: '/emergency-access', icon: 'key' },
    { label: 'Unusual access', path: '/unusual-access', icon: 'eye' },
    { label: 'Permissions', path: '/permissions', icon: 'shield-check' },
  ],
  mounted: [
    ['/', adminDashboardRoutes],
    ['/approvals', approvalRoutes],
    ['/accounts', accountListRoutes],
    ['/accounts', accountRoutes],
    ['/accounts', standingRoutes],
    ['/doctors/specialisations', specialisationRoutes],
    ['/doctors/:id/timetable', timetableRoutes],
    ['/doctors', doctorStaffRoutes],
    ['/patients/:id/observations', observationRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/scores', scoreRoutes],
    ['/patients/:id/history', historyRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/isolations', isolationListRoutes],
    ['/patients', admitRoutes],
    ['/patients', allocationRoutes],
    ['/patients', askingRoutes],
    ['/bed-requests', requestListRoutes],
    ['/bed-requests', requestRoutes],
    ['/patients', patientStaffRoutes],
    ['/patients', guardianRoutes],
    ['/patients', patientRemovalRoutes],
    ['/patients', mergeRoutes],
    ['/merges', mergeListRoutes],
    ['/patients', noteRoutes],
    ['/patients', patientLetterRoutes],
    ['/emergency-access', emergencyListRoutes],
    ['/unusual-access', unusualAccessRoutes],
    ['/patients', prescriptionRoutes],
    ['/patients', clinicalRecordRoutes],
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
    ['/services/catalogue', serviceCatalogueRoutes],
    ['/services', serviceRoutes],
    ['/patients', patientServiceRoutes],
    ['/patients', patientChargeRoutes],
    ['/patients', manualChargeRoutes],
    ['/patients', newDraftRoutes],
    ['/patients/:id/statement', patientStatementRoutes],
    ['/catalogues', catalogueDraftRoutes],
    ['/catalogues', catalogueRoutes],
    ['/outbox', outboxRoutes],
    ['/settings/holidays', holidayRoutes],
    ['/settings/scheduling', schedulingRoutes],
    ['/settings/pathway', pathwayRoutes],
    ['/settings/billing', tariffRoutes],
    ['/settings/files', fileSettingsRoutes],
    ['/settings', settingsRoutes],
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
    ['/patients', clinicalOrderRoutes],
    ['/patients/:id/orders', orderCancelRoutes],
    ['/orders', deskOrderRoutes],
    ['/orders', orderWorkRoutes],
    ['/orders', orderCancelRoutes],
    ['/weekly-reports', weeklySendingRoutes],
    ['/patients', prescriptionPdfRoutes],
    ['/patients', testReportRoutes],
    ['/patients', staffCopyRoutes],
    ['/patients', summaryRoutes],
    ['/patients/:id/documents', staffDocumentRoutes],
    ['/documents', documentAddressRoutes],
    ['/patients/:id/reports', dailyReportRoutes],
    ['/prescriptions', dispenseRoutes],
    ['/dispenses', dispenseListRoutes],
    ['/dispenses', returnRoutes],
    ['/account', ownAccountRoutes],
  ],
})
