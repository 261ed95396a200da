import type { ServiceOnPage } from '../web/components/services.js'
import type { Components } from '../web/components.js'
import { page } from '../web/page.js'
import type { ServiceWishPage } from './pages.js'

export const ownServicesPage = page<{
  rows: ServiceOnPage[]
  request: string | null
  live: string
  newer: string | null
  older: string | null
}>('services/own', 'Services to you')

export const newOwnServicePage = page<ServiceWishPage>('services/new-own', 'Request a service', {
  trail: (_page, t) => [{ label: t('Services to you'), href: '/services' }],
})

export const ownServicePage = page<{
  service: ServiceOnPage
  history: Components['components/timeline']['items']
  cancel: string | null
  live: string
}>('services/own-service', ({ service }) => service.item, {
  trail: (_page, t) => [{ label: t('Services to you'), href: '/services' }],
})
