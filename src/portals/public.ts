import { visitorRoutes } from '../accounts/visitor-routes.js'
import { doctorDirectoryRoutes } from '../doctors/public-routes.js'
import { signUpRoutes } from '../registration/sign-up-routes.js'
import { siteRoutes } from '../site/routes.js'
import { routes } from '../web/routes.js'

/** What visitors see: the hospital, its doctors, registration and log-in. */
export const publicSite = routes()

publicSite.use('/', siteRoutes)
publicSite.use('/', visitorRoutes)
publicSite.use('/', signUpRoutes)
publicSite.use('/doctors', doctorDirectoryRoutes)
