import { page } from '../web/page.js'

export const accessPage = page<{
  rows: { name: string; role: string; from: Date; to: Date; deeds: string[]; emergency: boolean }[]
  older: string | null
  newest: string | null
}>('record/access', 'Who looked at your record')

export const unusualPage = page<{
  rows: { name: string; role: string; href: string; patients: number; usual: number; from: Date; to: Date }[]
  days: number
}>('record/unusual', 'Unusual access')
