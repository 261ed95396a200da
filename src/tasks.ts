import { sendPasswordReset } from './accounts/passwords.js'
import { tellOfLapsedHold } from './admissions/hold-lapsing.js'
import { sweepAlerts, takeStep } from './alerts/chain.js'
import { closeDays } from './appointments/closing.js'
import { remind, replanReminders } from './appointments/reminders.js'
import { boardByTheClock } from './board/jobs.js'
import { lookAtFiles } from './files/looking.js'
import { scanAgain, scanFile } from './files/scanning.js'

import { alertSilence } from './isolation/silence.js'
import type { Scheduled } from './jobs/schedule.js'
import { tidyUp } from './jobs/tidy-up.js'
import type { TaskHandlers } from './jobs/worker.js'
import { deliver } from './notices/delivery.js'
import { findAlternative } from './offers/alternatives.js'
import { rescueFromDoctor } from './offers/doctor-left.js'
import { lapseOffer, sweepOffers } from './offers/lapsing.js'
import { passOn } from './offers/passing-on.js'
import { reviewOffers } from './offers/timetable-changes.js'

import { testReportFile } from './orders/report-file.js'
import { sendWeeklyReports } from './orders/weekly.js'

import { lapseRequests } from './requests/lapsing.js'
import { reviewTimetable } from './timetables/settling.js'

/** What the worker does for each kind of job. */
export const tasks: TaskHandlers = {
  'notices.deliver': (job, attempt) => deliver(job, attempt, { 'test-report': testReportFile }),
  'accounts.send-password-reset': sendPasswordReset,
  'jobs.tidy-up': tidyUp,
  'appointments.plan-reminders': () => replanReminders(new Date()),
  'appointments.remind': (job) => remind(job, new Date()),
  'appointments.close-days': () => closeDays(new Date()),
  'offers.rescue': findAlternative,
  'offers.lapse': lapseOffer,
  'offers.slot-freed': passOn,
  'offers.timetable-changed': reviewOffers,
  'offers.doctor-left': rescueFromDoctor,
  'offers.sweep': sweepOffers,
  'files.scan': ({ fileId }) => scanFile(fileId, new Date()),
  'files.scan-again': () => scanAgain(new Date()),
  'files.look': () => lookAtFiles(new Date()),
  'orders.weekly-report': () => sendWeeklyReports(new Date()),
  'timetables.review': reviewTimetable,
  'isolations.silence': () => alertSilence(new Date()),
  'requests.lapse': () => lapseRequests(new Date()),
  'admissions.hold-lapsed': (job) => tellOfLapsedHold(job, new Date()),
  'alerts.step': (job) => takeStep(job, new Date()),
  'alerts.sweep': () => sweepAlerts(new Date()),
  'board.clock': boardByTheClock,
}

/** What is done by the clock. */
export const schedule: Scheduled[] = [
  {
    task: 'board.clock',
    at: '*/5 * * * *',
    why: 'A round becomes overdue on the bed board by the clock alone, and nobody would tell the pages that show it.',
  },
  {
    task: 'alerts.sweep',
    at: '* * * * *',
    why: 'An alert that nobody answered goes on to the next, also where the job that should have told them was lost.',
  },
  {
    task: 'jobs.tidy-up',
    at: '30 20 * * *',
    why: 'Keys, counters and links that serve nobody any more pile up; it is two at night in India then.',
  },
  {
    task: 'appointments.close-days',
    at: '5 * * * *',
    why: 'A day ends at midnight in the hospital’s zone, which may be any hour here; a request lapses at its own time.',
  },
  {
    task: 'offers.sweep',
    at: '*/5 * * * *',
    why: 'An offer that nobody answered goes on to the next, also where the job that should have done it was lost.',
  },
  {
    task: 'orders.weekly-report',
    at: '*/15 * * * *',
    why: 'Doctors are told on Mondays at seven by the hospital’s clock; zones differ by quarters of an hour.',
  },
  {
    task: 'files.scan-again',
    at: '*/10 * * * *',
    why: 'A file that no scanner has seen is given to nobody, however long the scanner was away: it is asked again.',
  },
  {
    task: 'isolations.silence',
    at: '*/10 * * * *',
    why: 'Who reports nothing from home is missed by nobody unless somebody counts the hours.',
  },
  {
    task: 'requests.lapse',
    at: '45 20 * * *',
    why: 'Who was advised to come and never came stands before those who wait for a bed, until the list is tidied.',
  },
  {
    task: 'files.look',
    at: '15 21 * * *',
    why: 'What the disk has lost or changed is found before somebody needs it; it is three at night in India then.',
  },
]
