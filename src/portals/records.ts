import { ownAccountRoutes } from '../accounts/own-routes.js'
import { recordsDashboardRoutes } from '../dashboards/records-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { recordsTriageRoutes } from '../triage/records-routes.js'
import { portal } from './portal.js'

export const recordsPortal = portal({
  base: '/records',
  role: 'DATA_ENTRY',
  label: 'Records',
  search: false,
  navigation: [{ label: 'Today', path: '', icon: 'list-check' }],
  mounted: [
    ['/', recordsDashboardRoutes],
    ['/triage', recordsTriageRoutes],
    ['/notices', ownNoticeRoutes],
    ['/account', ownAccountRoutes],
  ],
})
