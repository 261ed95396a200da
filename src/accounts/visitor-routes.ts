import { routes } from '../web/routes.js'
import { firstAdminRoutes } from './first-admin-routes.js'
import { logInRoutes } from './log-in-routes.js'
import { passwordRoutes } from './password-routes.js'

/** What somebody who is not logged in does about an account. */
export const visitorRoutes = routes()

visitorRoutes.use('/', logInRoutes)
visitorRoutes.use('/', passwordRoutes)
visitorRoutes.use('/', firstAdminRoutes)
