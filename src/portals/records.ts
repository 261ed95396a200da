import { ownAccountRoutes } from '../accounts/own-routes.js'
import { portal } from './portal.js'

export const recordsPortal = portal({
  base: '/records',
  role: 'DATA_ENTRY',
  label: 'Records',
  search: false,
  navigation: [],
  mounted: [['/account', ownAccountRoutes]],
})
