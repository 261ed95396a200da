import { z } from 'zod'
import { priorities } from '../appointments/rules.js'
import { choice, longText, version } from '../shared/fields.js'

export const editVisitForm = z.strictObject({
  version: version(),
  priority: choice(priorities, { missing: 'Choose how urgent it is.' }),
  reason: longText({ max: 1000, missing: 'Say in a few words what it is about.' }),
})

export type VisitEdit = z.output<typeof editVisitForm>
