import { routes } from '../web/routes.js'
import { careRoutes } from './care-routes.js'
import { patientDeskRoutes } from './desk-routes.js'
import { patientLabelRoutes } from './labels-routes.js'
import { patientListRoutes } from './list-routes.js'
import { newPhotoRoutes, patientPhotoRoutes } from './photo-routes.js'
import { patientPickRoutes } from './pick-routes.js'

/** All that the desk and the administration do with patients' records. */
export const patientStaffRoutes = routes()

patientStaffRoutes.use('/', patientPickRoutes)
patientStaffRoutes.use('/', patientListRoutes)
patientStaffRoutes.use('/', patientDeskRoutes)
patientStaffRoutes.use('/', careRoutes)
patientStaffRoutes.use('/', patientLabelRoutes)
patientStaffRoutes.use('/', newPhotoRoutes)
patientStaffRoutes.use('/', patientPhotoRoutes)
