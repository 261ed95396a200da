import type { Components } from '../web/components.js'
import type { T } from '../web/words.js'
import type { Step, stepsOf } from './readiness-rules.js'

/** The steps of a discharge in words: what each is, and how it stands. */
export const shownSteps = (
  steps: ReturnType<typeof stepsOf>,
  t: T,
): Components['components/steps']['items'] =>
  steps.map(({ step, state }) => ({
    label: t(stepLabels[step].label),
    text: t(stepLabels[step][state === 'done' ? 'done' : 'todo']),
    state,
  }))

const stepLabels: Record<Step, { label: string; done: string; todo: string }> = {
  order: {
    label: 'Order to discharge',
    done: 'A doctor says that the patient may go.',
    todo: 'A doctor in charge orders it. The bed stays occupied until the patient leaves.',
  },
  clinical: {
    label: 'Results, treatments and notes',
    done: 'Nothing is pending or unsigned.',
    todo: 'Wait for it, cancel it, or sign it.',
  },
  summary: {
    label: 'Summary',
    done: 'It is signed, for the patient to take along.',
    todo: 'A doctor writes and signs it.',
  },
  medicines: {
    label: 'Medicines to take home',
    done: 'They stand in the summary, and every prescription is signed.',
    todo: 'They are settled when the summary and every prescription are signed.',
  },
  services: {
    label: 'Services',
    done: 'None is open.',
    todo: 'Finish them, or cancel what is no longer needed.',
  },
  bill: {
    label: 'Bill',
    done: 'The invoice is issued.',
    todo: 'The desk writes it; the invoice is issued when the patient leaves.',
  },
  bed: {
    label: 'Bed',
    done: 'It went to cleaning when the patient left.',
    todo: 'It goes to cleaning when the patient leaves.',
  },
}
