import type { Form } from '../web/form.js'
import { page } from '../web/page.js'
import type { ServiceChange } from './rules.js'

export const reasonPage = page<{
  form: Form
  action: string
  cancel: string
  heading: string
  text: string
  consequences: string[]
  label: string
  submit: string
}>('services/reason', ({ heading }) => heading, {
  trail: (_page, t) => [{ label: t('Services'), href: '/services' }],
})

/** The words of a change that asks for its reason first. */
export const reasonWords: Record<
  Extract<ServiceChange, 'release' | 'decline' | 'cancel' | 'strike'>,
  { heading: string; consequences: string[]; label: string; submit: string }
> = {
  release: {
    heading: 'Take {{who}} off it?',
    consequences: ['It waits again to be allocated.', 'The patient is told that it is planned anew.'],
    label: 'Why',
    submit: 'Take off',
  },
  decline: {
    heading: 'Decline this service?',
    consequences: ['It is not done, and nothing is charged.', 'The patient is told, and reads the reason.'],
    label: 'Why it is declined',
    submit: 'Decline the service',
  },
  cancel: {
    heading: 'Cancel this service?',
    consequences: ['It is not done, and nothing is charged.'],
    label: 'Why it is not needed any more',
    submit: 'Cancel the service',
  },
  strike: {
    heading: 'Was this not done after all?',
    consequences: [
      'It counts as cancelled; that it was said to be done stays readable.',
      'It is not to be paid. Where an invoice has it already, it is to be credited.',
      'The patient is told, and reads the reason. What is still needed is asked for again.',
    ],
    label: 'What was wrong',
    submit: 'It was not done',
  },
}
