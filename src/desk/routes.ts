import { live } from '../web/live.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { deskBookingRoutes } from './booking-routes.js'
import { dayRoutes } from './day-routes.js'
import { decisionRoutes } from './decision-routes.js'
import { visitRoutes } from './details-routes.js'
import { visitListRoutes } from './list-routes.js'
import { deskMovingRoutes } from './moving-routes.js'
import { weekRoutes } from './week-routes.js'

/** Everything that staff do with visits; mounted for reception, the administration and doctors. */
export const deskAppointmentRoutes = routes()

deskAppointmentRoutes.use('/', visitListRoutes)
/** Tells open pages that a visit of theirs has changed: the desk of any, a doctor of their own. */
deskAppointmentRoutes.get(
  '/live',
  'appointment.list',
  live((req) => {
    const { role, doctorId } = actor(req)
    return role === 'DOCTOR' ? [`doctor:${doctorId ?? ''}`] : ['appointments']
  }),
)

deskAppointmentRoutes.use('/', dayRoutes)
deskAppointmentRoutes.use('/', weekRoutes)
deskAppointmentRoutes.use('/', deskBookingRoutes)
deskAppointmentRoutes.use('/', deskMovingRoutes)
deskAppointmentRoutes.use('/', decisionRoutes)
deskAppointmentRoutes.use('/', visitRoutes)
