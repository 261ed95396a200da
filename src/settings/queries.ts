import { db, type Tx } from '../db/client.js'

export interface Settings {
  name: string
  address: string
  phone: string
  email: string
  patientsNeedApproval: boolean
  mailTestReports: boolean
  version: number
}

/** Whether anybody has said yet who the hospital is: its letterhead stands on every page, mail and invoice. */
export const isSetUp = ({ version }: Settings) => version > 1

/** Where mail to the desk goes; null while it is the placeholder of a new hospital: `.invalid` leads nowhere (RFC 2606). */
export const deskAddress = ({ email }: Pick<Settings, 'email'>): string | null =>
  email.toLowerCase().endsWith('.invalid') ? null : email

const FRESH = 5_000
let known: { at: number; settings: Settings } | undefined

/** The hospital's settings as they are now; within a transaction by its own connection. */
export async function settings(tx: Tx = db): Promise<Settings> {
  return tx.hospitalSettings.findUniqueOrThrow({
    where: { id: 1 },
    select: {
      name: true,
      address: true,
      phone: true,
      email: true,
      patientsNeedApproval: true,
      mailTestReports: true,
      version: true,
    },
  })
}

/** Name and address for the head and foot of a page: at most five seconds old, and there even without a database. */
export async function hospital(): Promise<Pick<Settings, 'name' | 'address' | 'phone' | 'email'>> {
  if (!known || Date.now() - known.at > FRESH) {
    const read = await settings().catch(() => known?.settings ?? nameless)
    known = { at: Date.now(), settings: read }
  }
  return known.settings
}

/** Whoever has just saved the settings sees them on the very next page. */
export function readSettingsAnew(): void {
  known = undefined
}

/** How large a file may be, and how much one person may send in a day. */
export async function uploadLimits(tx: Tx = db): Promise<UploadLimits> {
  const { uploadMegabytes: megabytes, uploadDailyMegabytes: dailyMegabytes } =
    await tx.hospitalSettings.findUniqueOrThrow({
      where: { id: 1 },
      select: { uploadMegabytes: true, uploadDailyMegabytes: true },
    })
  return { megabytes, dailyMegabytes }
}

export interface UploadLimits {
  megabytes: number
  dailyMegabytes: number
}

const nameless: Settings = {
  name: 'Wardwell',
  address: '',
  phone: '',
  email: '',
  patientsNeedApproval: true,
  mailTestReports: false,
  version: 0,
}
