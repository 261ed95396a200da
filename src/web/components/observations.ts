import type { BannerPatient } from './people.js'
import type { Tone } from './telling.js'

/** Measurements: rounds of vital signs, their score, and lines over time. */
export interface ObservationComponents {
  /**
   * Measurements over time: lines, one dashed differently from the other, with what they show in words and a table
   * to unfold. Points in any order; a null is a gap. `low` and `high` are the reference range. A hundred points a
   * line are plenty: choose before.
   */
  'components/line-chart': {
    title: string
    unit: string
    series: { label: string; points: { at: Date; value: number | null; note?: string }[] }[]
    low?: number | null
    high?: number | null
    decimals?: number
  }

  /** The last values as a small line, oldest first; the label is read out with them: 'SpO2, last 12 rounds'. */
  'components/sparkline': { label: string; values: (number | null)[] }

  /** The NEWS2 of one round: its parts with their points, what the band asks for, and what to keep in mind. */
  'components/news2': { score: ShownScore }

  /** Whose round of vital signs it is: the banner of the record, or the little that clinical data entry gets. */
  'components/round-patient': {
    whose: {
      name: string
      banner: BannerPatient | null
      brief: { number: string; about: string; bed: string | null } | null
    }
  }

  /** Rounds of vital signs, newest first; those that were struck out are struck through, with the reason. */
  'components/round-table': {
    caption: string
    rounds: {
      href: string
      takenAt: Date
      status: { text: string; tone: Tone }
      alerts: number
      values: Record<
        'respiratoryRate' | 'spo2' | 'pressure' | 'pulse' | 'temperature' | 'consciousness',
        string | null
      >
      by: string
      fromPatient: boolean
      struck: { by: string; reason: string } | null
    }[]
  }
}

/** `shownScore` of observations/score-pages.ts makes it. */
export interface ShownScore {
  /** 'NEWS2 5: medium' */
  text: string
  tone: Tone
  /** That one value alone is red. */
  red: string | null
  response: string
  next: string | null
  parts: { label: string; value: string | null; points: number | null; told: string }[]
  alerts: string[]
  cautions: string[]
  missing: string[]
  before: string | null
  scale: string | null
  ruleSet: string | null
}
