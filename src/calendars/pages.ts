import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const feedPage = page<{
  form: Form
  /** The addresses of the calendar, right after they were made and never again. */
  made: { https: string; webcal: string } | null
  since: Date | null
  /** Doctors are told that names are left out. */
  ofDoctor: boolean
}>('calendars/feed', 'Your visits in your own calendar')

export const closeFeedPage = page<{ form: Form }>('calendars/feed-close', 'Switch the calendar address off', {
  trail: (_page, t) => [{ label: t('Your visits in your own calendar'), href: '/calendar' }],
})
