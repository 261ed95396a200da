import { page } from '../web/page.js'

export const adminDashboardPage = page<{
  approvals: {
    rows: { id: string; name: string; localName: string | null; about: string; since: Date; days: number }[]
    waiting: number
    /** Whole days that the first of them has waited. */
    longest: number
  }
  levels: { label: string; occupied: number; free: number; total: number }[]
  beds: { free: number; held: number; occupied: number; cleaning: number; blocked: number; total: number }
  admitted: number
  discharged: number
  invoices: { count: number; totalMinor: bigint }
  /** What came in and went back today, and what is owed in all. */
  money: { receivedMinor: bigint; returnedMinor: bigint; owedMinor: bigint; overdueMinor: bigint }
  failedMails: number
  /** Files that are damaged, or in which a virus was found. */
  brokenFiles: number
  /** Records opened in an emergency today. */
  emergencies: number
  /** Accounts that opened unusually many records within an hour, since yesterday. */
  unusual: number
  visits: {
    /** Of today, by what became of them. */
    today: Record<
      'REQUESTED' | 'CONFIRMED' | 'CHECKED_IN' | 'IN_CONSULTATION' | 'COMPLETED' | 'NO_SHOW',
      number
    >
    requests: number
    stranded: number
  }
  /** False until the hospital's name, address and telephone were saved. */
  setUp: boolean
  now: Date
}>('dashboards/admin', 'Today')
