import { priorityLabels } from '../appointments/rules.js'
import type { Priority, ServiceStatus } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import type { T } from '../web/words.js'
import { serviceStatusLabels } from './rules.js'

interface Event {
  at: Date
  status: ServiceStatus
  note: string | null
  by: string
}

/** What happened, the last first; `named` where the reader is told who did it. */
export const shownHistory = (
  events: readonly Event[],
  { t, format, named }: { t: T; format: Format; named: boolean },
): Components['components/timeline']['items'] =>
  events.map(({ at, status, note, by }) => ({
    at: format.instant(at),
    title: t(serviceStatusLabels[status]),
    icon: icons[status],
    ...(note && { text: note }),
    ...(named && { by }),
    ...(status === 'DONE' && { tone: 'good' as const }),
    ...(status === 'DECLINED' && { tone: 'danger' as const }),
  }))

const icons: Record<ServiceStatus, IconName> = {
  REQUESTED: 'hourglass',
  ALLOCATED: 'calendar-check',
  DONE: 'circle-check',
  DECLINED: 'circle-x',
  CANCELLED: 'ban',
}

interface Offered {
  id: string
  name: string
  description: string
  priceMinor: bigint
}

/** What can be asked for, each with what it is and what it costs now. */
export const itemOptions = (items: readonly Offered[], format: Format): Option[] =>
  items.map(({ id, name, description, priceMinor }) => ({
    value: id,
    label: `${name}, ${format.money(priceMinor)}`,
    hint: description,
  }))

export const priorityOptions = (among: readonly Priority[], t: T): Option[] =>
  among.map((value) => ({ value, label: t(priorityLabels[value]) }))
