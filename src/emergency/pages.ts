import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const emergencyPage = page<{
  form: Form
  open: { href: string; patient: string; endsAt: Date }[]
  minutes: number
}>('emergency/open', 'Emergency access')

export const emergencyListPage = page<{
  rows: {
    patient: string
    number: string
    href: string
    doctor: string
    reason: string
    startedAt: Date
    endsAt: Date
    lasts: boolean
  }[]
  older: string | null
}>('emergency/list', 'Emergency access')
