import { ownAccountRoutes } from '../accounts/own-routes.js'
import { admitRoutes } from '../admissions/admit-routes.js'
import { dischargeRoutes } from '../admissions/discharge-routes.js'
import { admissionRoutes } from '../admissions/routes.js'
import { visitCalendarRoutes } from '../calendars/visit-routes.js'
import { receptionDashboardRoutes } from '../dashboards/reception-routes.js'
import { deskAppointmentRoutes } from '../desk/routes.js'
import { doctorStaffRoutes } from '../doctors/staff-routes.js'
import { guardianRoutes } from '../family/guardian-routes.js'
import { historyRoutes } from '../history/routes.js'
import { invoiceRoutes } from '../invoices/list-routes.js'
import { isolationDeskRoutes } from '../isolation/reception-routes.js'
import { staffIsolationRoutes } from '../isolation/staff-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { deskAnswerRoutes } from '../offers/desk-answer-routes.js'
import { strandedRoutes } from '../offers/stranded-routes.js'
import { waitingDeskRoutes } from '../offers/waiting-routes.js'
import { wishRoutes } from '../offers/wish-routes.js'
import { deskOrderRoutes } from '../orders/desk-routes.js'
import { orderCancelRoutes, orderWorkRoutes } from '../orders/work-routes.js'
import { patientStaffRoutes } from '../patients/staff-routes.js'
import { deskQueueRoutes } from '../queue/desk-routes.js'
import { queueVisitRoutes } from '../queue/visit-routes.js'
import { deskRecordRoutes } from '../record/desk-routes.js'
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
    { label: 'Queue', path: '/queue', icon: 'list-numbers', hotkey: 'g q' },
    { label: 'Visits', path: '/appointments', icon: 'calendar', hotkey: 'g v' },
    { label: 'Need another time', path: '/stranded', icon: 'alert-triangle' },
    { label: 'Waiting list', path: '/waiting', icon: 'hourglass' },
    { label: 'Tests and treatments', path: '/orders', icon: 'flask' },
    { label: 'Patients', path: '/patients', icon: 'users', hotkey: 'g p' },
    { label: 'At home', path: '/isolations', icon: 'home-heart' },
    { label: 'Beds and wards', path: '/wards', icon: 'bed' },
    { label: 'Admissions', path: '/admissions', icon: 'door-enter' },
    { label: 'Invoices', path: '/invoices', icon: 'file-invoice' },
    { label: 'Doctors', path: '/doctors', icon: 'stethoscope' },
  ],
  mounted: [
    ['/doctors/:id/timetable', timetableRoutes],
    ['/doctors', doctorStaffRoutes],
    ['/patients/:id/triage', staffTriageRoutes],
    ['/patients/:id/history', historyRoutes],
    ['/patients/:id/isolation', staffIsolationRoutes],
    ['/isolations', isolationDeskRoutes],
    ['/', receptionDashboardRoutes],
    ['/patients', admitRoutes],
    ['/patients', patientStaffRoutes],
    ['/patients', guardianRoutes],
    ['/patients', deskRecordRoutes],
    ['/wards', wardRoutes],
    ['/admissions', admissionRoutes],
    ['/admissions', dischargeRoutes],
    ['/invoices', invoiceRoutes],
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
    ['/account', ownAccountRoutes],
  ],
})
