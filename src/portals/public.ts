import { visitorRoutes } from '../accounts/visitor-routes.js'
import { browseRoutes } from '../booking/browse-routes.js'
import { visitLinkRoutes } from '../booking/link-routes.js'
import { feedRoutes } from '../calendars/public-routes.js'
import { doctorPhotoRoutes } from '../doctors/public-routes.js'
import { offerLinkRoutes } from '../offers/answer-routes.js'
import { screenRoutes } from '../queue/screen-routes.js'
import { signUpRoutes } from '../registration/sign-up-routes.js'
import { siteRoutes } from '../site/routes.js'
import { verificationRoutes } from '../verification/routes.js'
import { routes } from '../web/routes.js'

/** What visitors see: the hospital, its doctors, registration and log-in. */
export const publicSite = routes()

publicSite.use('/', siteRoutes)
publicSite.use('/', visitorRoutes)
publicSite.use('/', signUpRoutes)
publicSite.use('/doctors', browseRoutes)
publicSite.use('/doctors', doctorPhotoRoutes)
publicSite.use('/visits', visitLinkRoutes)
publicSite.use('/calendar', feedRoutes)
publicSite.use('/offers', offerLinkRoutes)
publicSite.use('/queue', screenRoutes)
publicSite.use('/verify', verificationRoutes)
