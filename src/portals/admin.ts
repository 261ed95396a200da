import { ownAccountRoutes } from '../accounts/own-routes.js'
import { portal } from './portal.js'

export const adminPortal = portal({
  base: '/admin',
  role: 'ADMIN',
  label: 'Administration',
  search: false,
  navigation: [],
  mounted: [['/account', ownAccountRoutes]],
})
