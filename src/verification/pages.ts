import type { Day } from '../shared/calendar.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

const title = 'Check a printed document'

export const askCodePage = page<{ form: Form }>('verification/ask', title, { layout: 'public' })

export const answerPage = page<{
  code: string
  answer: 'genuine' | 'superseded'
  kind: string
  writtenOn: Day
  supersededOn: Day | null
}>('verification/answer', title, { layout: 'public' })

export const unknownCodePage = page<{ code: string }>('verification/unknown', title, { layout: 'public' })
