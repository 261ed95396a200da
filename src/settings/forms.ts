import { z } from 'zod'
import { checkbox, email, text, version } from '../shared/fields.js'

export const settingsForm = z.strictObject({
  version: version(),
  name: text({ max: 120, missing: 'Enter the name of the hospital.' }),
  address: text({ max: 300, missing: 'Enter the address: it stands on every invoice.' }),
  phone: text({ max: 40, missing: 'Enter the telephone number of the desk.' }).pipe(
    z.string().regex(/^\+?[\d ()-]{6,}$/, 'Enter a telephone number like +91 20 5550 0100.'),
  ),
  email: email({ missing: 'Enter the email address of the desk.' }),
  patientsNeedApproval: checkbox(),
  mailTestReports: checkbox(),
})

export type EditedSettings = z.output<typeof settingsForm>
