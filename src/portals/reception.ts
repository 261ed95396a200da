import { ownAccountRoutes } from '../accounts/own-routes.js'
import { portal } from './portal.js'

export const receptionPortal = portal({
  base: '/reception',
  role: 'RECEPTIONIST',
  label: 'Reception',
  search: true,
  navigation: [],
  mounted: [['/account', ownAccountRoutes]],
})
