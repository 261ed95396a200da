import { sendPasswordReset } from './accounts/passwords.js'
import type { Scheduled } from './jobs/schedule.js'
import { tidyUp } from './jobs/tidy-up.js'
import type { TaskHandlers } from './jobs/worker.js'
import { deliver } from './notices/delivery.js'

/** What the worker does for each kind of job. */
export const tasks: TaskHandlers = {
  'notices.deliver': deliver,
  'accounts.send-password-reset': sendPasswordReset,
  'jobs.tidy-up': tidyUp,
}

/** What is done by the clock. */
export const schedule: Scheduled[] = [
  {
    task: 'jobs.tidy-up',
    at: '30 20 * * *',
    why: 'Keys, counters and links that serve nobody any more pile up; it is two at night in India then.',
  },
]
