import { ownAccountRoutes } from '../accounts/own-routes.js'
import { portal } from './portal.js'

export const patientPortal = portal({
  base: '/patient',
  role: 'PATIENT',
  label: 'Patient',
  search: false,
  navigation: [],
  mounted: [['/account', ownAccountRoutes]],
})
