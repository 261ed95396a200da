import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const homePage = page<{
  specialisations: { name: string; slug: string; doctors: number }[]
  doctors: {
    id: string
    name: string
    specialisation: string
    chamber: string | null
    photo: string | null
    days: string
  }[]
  wards: { name: string; kind: string; dailyRate: string }[]
}>('public/home', (_page, t) => t('Care that explains itself'), { layout: 'public' })

export const aboutPage = page<object>('public/about', 'About us', { layout: 'public' })

export const keyboardPage = page<object>('public/keyboard', 'Keyboard')

export const contactPage = page<{ form: Form }>('public/contact', 'Contact', { layout: 'public' })
