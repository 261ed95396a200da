import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const filesPage = page<{
  form: Form
  labels: Record<'uploadMegabytes' | 'uploadDailyMegabytes', string>
  scanner: boolean
  look: {
    at: Date
    files: number
    missing: number
    changed: number
    healed: number
    orphans: number
    removed: number
  } | null
  /** Files that nobody gets just now. */
  troubled: {
    id: string
    name: string
    at: Date
    href: string | null
    status: Components['components/status']
  }[]
}>('files/settings', 'Settings')
