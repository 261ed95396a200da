import { ownAccountRoutes } from '../accounts/own-routes.js'
import { ownDoctorsRoutes } from '../dashboards/own-doctors-routes.js'
import { patientDashboardRoutes } from '../dashboards/patient-routes.js'
import { ownInvoiceRoutes } from '../invoices/list-routes.js'
import { patientIsolationRoutes } from '../isolation/patient-routes.js'
import { ownProfileRoutes } from '../patients/profile-routes.js'
import { ownPrescriptionRoutes } from '../prescriptions/own-routes.js'
import { patientTriageRoutes } from '../triage/patient-routes.js'
import { portal } from './portal.js'

export const patientPortal = portal({
  base: '/patient',
  role: 'PATIENT',
  label: 'Patient',
  search: false,
  navigation: [
    { label: 'Today', path: '', icon: 'home' },
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
    ['/account', ownAccountRoutes],
  ],
})
