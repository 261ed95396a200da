import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

interface ListedItem {
  href: string
  code: string
  name: string
  description: string
  price: string
  isActive: boolean
}

const under = (_page: object, t: T) => [{ label: t('Services'), href: '/services' }]

export const cataloguePage = page<{ items: ListedItem[]; form: Form }>(
  'services/catalogue',
  'Services and prices',
  {
    trail: under,
  },
)

export const itemPage = page<{
  action: string
  code: string
  name: string
  form: Form
  conflictLabels: Record<string, string>
}>('services/item', ({ name }, t) => t('Change {{name}}', { name }), {
  trail: (_page, t) => [
    { label: t('Services'), href: '/services' },
    { label: t('Services and prices'), href: '/services/catalogue' },
  ],
})
