import { ownAccountRoutes } from '../accounts/own-routes.js'
import { emergencyEventRoutes } from '../alerts/emergency-routes.js'
import { recordsDashboardRoutes } from '../dashboards/records-routes.js'
import { dispenseListRoutes } from '../dispensing/list-routes.js'
import { dispenseRoutes, returnRoutes } from '../dispensing/routes.js'
import { recordsDocumentRoutes } from '../documents/records-routes.js'
import { ownNoticeRoutes } from '../notices/own-routes.js'
import { roundPickRoutes } from '../observations/pick-routes.js'
import { recordsObservationRoutes } from '../observations/records-routes.js'
import { entryRoutes } from '../orders/entry-routes.js'
import { mailingRoutes } from '../orders/mailing-routes.js'
import { testReportRoutes } from '../orders/report-routes.js'
import { givenStrikeRoutes, resultStrikeRoutes } from '../orders/striking-routes.js'
import { weeklySendingRoutes } from '../orders/weekly-routes.js'
import { workListRoutes } from '../orders/work-list-routes.js'
import { orderWorkRoutes } from '../orders/work-routes.js'
import { recordsTriageRoutes } from '../triage/records-routes.js'
import { portal } from './portal.js'

export const recordsPortal = portal({
  base: '/records',
  role: 'DATA_ENTRY',
  label: 'Records',
  search: false,
  navigation: [
    { label: 'Today', path: '', icon: 'list-check' },
    { label: 'Orders', path: '/orders', icon: 'flask' },
    { label: 'Medicines to hand out', path: '/dispenses', icon: 'pill' },
    { label: 'Documents', path: '/documents', icon: 'file-text' },
    { label: 'Rounds', path: '/rounds', icon: 'heart-rate-monitor' },
  ],
  mounted: [
    ['/', recordsDashboardRoutes],
    ['/triage', recordsTriageRoutes],
    ['/', roundPickRoutes],
    ['/patients/:id/observations', recordsObservationRoutes],
    ['/patients/:id/emergency', emergencyEventRoutes],
    ['/notices', ownNoticeRoutes],
    ['/orders', workListRoutes],
    ['/orders', orderWorkRoutes],
    ['/orders', mailingRoutes],
    ['/orders', entryRoutes],
    ['/orders', resultStrikeRoutes],
    ['/orders', givenStrikeRoutes],
    ['/weekly-reports', weeklySendingRoutes],
    ['/patients', testReportRoutes],
    ['/documents', recordsDocumentRoutes],
    ['/prescriptions', dispenseRoutes],
    ['/dispenses', dispenseListRoutes],
    ['/dispenses', returnRoutes],
    ['/account', ownAccountRoutes],
  ],
})
