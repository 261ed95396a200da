import type { WardLevel } from '../../src/generated/prisma/enums.js'
import { type BedState, bedStateLabels, countStates, wardLevelLabels } from '../../src/wards/rules.js'
import type { Shown } from './screens.js'

export interface ModelWard {
  id: string
  name: string
  level: WardLevel
}

export interface ModelBed {
  id: string
  number: string
  ward: ModelWard
  state: Exclude<BedState, 'HELD'> | 'HELD'
  /** Whose bed it is, or for whom it is held and until when. */
  admissionId?: string
  requestId?: string
  until?: Date
}

/** The house as somebody would keep it on a slip of paper: each bed and what it is. It knows no rows and no queries. */
export class HouseOnPaper {
  readonly beds: ModelBed[]
  /** Beds that were taken away. */
  readonly away: ModelBed[] = []
  /** Who lies here. */
  readonly stays = new Map<string, { patientId: string }>()
  /** Who waits. */
  readonly waiting = new Map<string, { patientId: string }>()
  private readonly past: { at: Date; beds: ModelBed[] }[] = []

  constructor(
    readonly wards: readonly ModelWard[],
    beds: readonly Pick<ModelBed, 'id' | 'number' | 'ward'>[],
  ) {
    this.beds = beds.map((bed) => ({ ...bed, state: 'FREE' }))
  }

  in(state: BedState): ModelBed[] {
    return this.beds.filter((bed) => bed.state === state)
  }

  become(
    bed: ModelBed,
    state: BedState,
    more: Pick<ModelBed, 'admissionId' | 'requestId' | 'until'> = {},
  ): void {
    const { id, number, ward } = bed
    this.beds[this.beds.indexOf(bed)] = { id, number, ward, state, ...more }
  }

  /** Gives up whatever is held for somebody. */
  release(requestId: string): void {
    for (const bed of this.in('HELD')) if (bed.requestId === requestId) this.become(bed, 'FREE')
  }

  /** The clock goes on: holds whose time is over lapse. */
  passTo(now: Date): void {
    for (const bed of this.in('HELD')) if (bed.until && bed.until <= now) this.become(bed, 'FREE')
  }

  /** Writes down how it is, to be asked for later. */
  remember(at: Date): void {
    this.past.push({ at, beds: [...this.beds] })
  }

  /** An instant that was written down, and how it was then. */
  moment(choice: number): { at: Date; beds: ModelBed[] } {
    const moment = this.past[choice % this.past.length]
    if (!moment) throw new RangeError('nothing was written down yet')
    return moment
  }

  /** The same screen as it must be, with the numbers that this screen has. */
  expected(
    { screen, wards, house, levels, beds: listed }: Shown,
    beds: readonly ModelBed[] = this.beds,
  ): Shown {
    const counts = { ...countStates(beds), total: beds.length }
    return {
      screen,
      ...(wards && { wards: Object.fromEntries(this.wards.map((ward) => [ward.id, countsOf(beds, ward)])) }),
      ...(house && { house: Object.fromEntries(namesIn(house).map((name) => [name, counts[name]])) }),
      ...(levels && { levels: levelsOf(beds) }),
      ...(listed && {
        beds: Object.fromEntries(
          beds.map(({ ward, number, state }) => [`${ward.name} ${number}`, bedStateLabels[state]]),
        ),
      }),
    }
  }
}

const namesIn = (house: NonNullable<Shown['house']>) => Object.keys(house) as (keyof typeof house)[]

function countsOf(beds: readonly ModelBed[], { id }: ModelWard) {
  const own = beds.filter(({ ward }) => ward.id === id)
  return { ...countStates(own), total: own.length }
}

function levelsOf(beds: readonly ModelBed[]) {
  const levels = [...new Set(beds.map(({ ward }) => ward.level))]
  return Object.fromEntries(
    levels.map((level) => {
      const own = beds.filter(({ ward }) => ward.level === level)
      return [wardLevelLabels[level], { free: countStates(own).FREE, total: own.length }]
    }),
  )
}
