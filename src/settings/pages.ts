import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const settingsPage = page<{
  form: Form
  labels: Record<'name' | 'address' | 'phone' | 'email' | 'patientsNeedApproval' | 'mailTestReports', string>
}>('settings/edit', 'Settings')
