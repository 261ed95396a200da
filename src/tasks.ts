import { sendPasswordReset } from './accounts/passwords.js'
import type { TaskHandlers } from './jobs/worker.js'
import { deliver } from './notices/delivery.js'

/** What the worker does for each kind of job. */
export const tasks: TaskHandlers = {
  'notices.deliver': deliver,
  'accounts.send-password-reset': sendPasswordReset,
}
