import type { IconName } from '../icon-names.js'
import type { StatusName } from './telling.js'

/** Services to the home or the bed. */
export interface ServiceComponents {
  /** The services of one patient, the newest first. */
  'components/service-rows': { rows: ServiceOnPage[] }

  /** A service with its state, its plan and its price, for whoever reads it. */
  'components/service-facts': { service: ServiceOnPage }
}

/** A service as a page shows it. */
export interface ServiceOnPage {
  href: string
  item: string
  details: string | null
  status: StatusName
  /** Null for what is routine. */
  priority: StatusName | null
  requestedAt: Date
  requestedBy: string
  allocatedTo: string | null
  plannedAt: Date | null
  /** Its time is over, and it is not done. */
  late: boolean
  doneAt: Date | null
  /** In words: what it cost, or what it costs now. */
  price: string
  closeReason: string | null
  /** Where it goes: a bed, or an address. */
  where: { text: string; icon: IconName } | null
}
