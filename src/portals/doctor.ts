import { ownAccountRoutes } from '../accounts/own-routes.js'
import { portal } from './portal.js'

export const doctorPortal = portal({
  base: '/doctor',
  role: 'DOCTOR',
  label: 'Doctor',
  search: true,
  navigation: [],
  mounted: [['/account', ownAccountRoutes]],
})
