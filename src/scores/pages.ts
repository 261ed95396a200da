import type { ActionLink } from '../web/components/pages.js'
import type { BannerPatient } from '../web/components/people.js'
import type { Tone } from '../web/components/telling.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'

export interface Whose {
  id: string
  name: string
  banner: BannerPatient
}

export const above = ({ whose }: { whose: Whose }, t: T) => [
  { label: t('Patients'), href: '/patients' },
  { label: whose.name, href: `/patients/${whose.id}` },
  { label: t('Scores'), href: `/patients/${whose.id}/scores` },
]

export const scoresPage = page<{
  whose: Whose
  /** What can be worked out now; none for those who only read. */
  begin: { label: string; about: string; href: string | null }[]
  rows: { href: string; at: Date; name: string; status: { text: string; tone: Tone }; by: string }[]
  newest: string | null
  older: string | null
}>('scores/list', 'Scores', {
  trail: ({ whose }, t) => above({ whose }, t).slice(0, 2),
})

/** A score with every part of it, in words. */
export interface ShownScore {
  name: string
  status: { text: string; tone: Tone }
  /** What the score says, in a sentence or more. */
  says: { tone: Tone; heading: string; text: string }
  missing: string[]
  /** What the parts give: points, or a class. */
  gives: string
  parts: { label: string; value: string; points: string; limit: string; source: string; policy: boolean }[]
  /** Of a scale, all its steps. */
  steps: { number: number; text: string; current: boolean }[]
  cautions: string[]
}

export const scorePage = page<{
  whose: Whose
  at: Date
  by: string
  score: ShownScore
  ruleSet: string
  actions: ActionLink[]
}>(
  'scores/score',
  ({ score, whose }, t) => t('{{score}} of {{name}}', { score: score.name, name: whose.name }),
  {
    trail: above,
  },
)
