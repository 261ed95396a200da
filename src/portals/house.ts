import { routes } from '../web/routes.js'
import { adminPortal } from './admin.js'
import { doctorPortal } from './doctor.js'
import { patientPortal } from './patient.js'
import { permissionsRoutes } from './permissions.js'
import { navigation } from './portal.js'
import { publicSite } from './public.js'
import { receptionPortal } from './reception.js'
import { recordsPortal } from './records.js'

const portals = [adminPortal, receptionPortal, doctorPortal, patientPortal, recordsPortal]

/** Every route of the application: the public site and the five portals. */
export const house = routes()

house.router.use(navigation(portals))
house.use('/', publicSite)
adminPortal.routes.use(
  '/',
  permissionsRoutes(() => house.declared),
)
for (const portal of portals) house.use(portal.base, portal.routes)
