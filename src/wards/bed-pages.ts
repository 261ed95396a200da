import type { BedStayKind } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import { type BedRow, wardTrail } from './pages.js'
import { TAKEN_AWAY } from './rules.js'

interface InWard {
  ward: { id: string; name: string }
}

export const bedPage = page<
  InWard & {
    bed: Omit<BedRow, 'deeds'>
    can: Record<'clean' | 'block' | 'unblock' | 'change' | 'close' | 'reopen', boolean>
    closedAt: Date | null
    block: Form
    history: Components['components/timeline']['items']
    more: boolean
    here: string
  }
>('wards/bed', ({ bed }, t) => t('Bed {{number}}', { number: bed.number }), { trail: wardTrail })

const bedTrail = ({ ward, bed }: InWard & { bed: { id: string; number: string } }, t: T) => [
  ...wardTrail({ ward }, t),
  { label: t('Bed {{number}}', { number: bed.number }), href: `/wards/beds/${bed.id}` },
]

export const editBedPage = page<
  InWard & {
    bed: { id: string; number: string }
    form: Form
    labels: Record<'number' | 'roomId' | 'equipment', string>
    rooms: Option[]
    equipment: Option[]
  }
>('wards/bed-edit', ({ bed }, t) => t('Change bed {{number}}', { number: bed.number }), { trail: bedTrail })

export const closeBedPage = page<InWard & { bed: { id: string; number: string }; form: Form }>(
  'wards/bed-close',
  ({ bed }, t) => t('Take bed {{number}} away', { number: bed.number }),
  { trail: bedTrail },
)

export const roomsPage = page<
  InWard & {
    form: Form
    rooms: { id: string; number: string; whoLies: string; beds: string }[]
    policies: Option[]
    closed: boolean
  }
>('wards/rooms', ({ ward }, t) => t('Rooms of {{name}}', { name: ward.name }), { trail: wardTrail })

export const editRoomPage = page<
  InWard & {
    room: { id: string; number: string }
    form: Form
    labels: Record<'number' | 'sexPolicy', string>
    policies: Option[]
  }
>('wards/room-edit', ({ room }, t) => t('Change room {{number}}', { number: room.number }), {
  trail: ({ ward }, t) => [...wardTrail({ ward }, t), { label: t('Rooms'), href: `/wards/${ward.id}/rooms` }],
})

interface Happened {
  kind: BedStayKind
  startedAt: Date
  endedAt: Date | null
  admissionId: string | null
  reason: string | null
  startedBy: string | null
}

/** What a bed was, newest first. Who lay in it is told on the page of the stay. */
export function bedHistory(
  stays: readonly Happened[],
  { t, format, base, opens }: { t: T; format: Format; base: string; opens: boolean },
): Components['components/timeline']['items'] {
  return stays.map(({ kind, startedAt, endedAt, admissionId, reason, startedBy }) => ({
    at: endedAt
      ? t('{{from}} to {{to}}', { from: format.instant(startedAt), to: format.instant(endedAt) })
      : t('since {{from}}', { from: format.instant(startedAt) }),
    title: t(reason === TAKEN_AWAY ? 'Was not there: it was taken away' : happened[kind]),
    ...(reason !== null && reason !== TAKEN_AWAY && { text: reason }),
    ...(startedBy !== null && { by: startedBy }),
    ...(admissionId !== null && opens && { href: `${base}/admissions/${admissionId}` }),
    ...looks[kind],
  }))
}

const happened: Record<BedStayKind, string> = {
  OCCUPIED: 'A patient lay here',
  HELD: 'Held for a patient',
  CLEANING: 'Waited for cleaning',
  BLOCKED: 'Blocked',
}

const looks = {
  OCCUPIED: { icon: 'bed', tone: 'info' },
  HELD: { icon: 'clock-pause', tone: 'attention' },
  CLEANING: { icon: 'spray', tone: 'attention' },
  BLOCKED: { icon: 'ban', tone: 'neutral' },
} as const
