import { wardLevelLabels, wardLevels } from '../wards/rules.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'
import { ARRIVAL_DAYS, LENGTH_DAYS } from './capacity-rules.js'
import type { House, houseAhead } from './house-rules.js'
import { nightsOnAverage, PRIOR_STAYS, USUAL_NIGHTS } from './leaving-rules.js'

/** How the outlook is reckoned, in sentences, with the figures that it was reckoned from. */
export function methodOf(
  { lengths, waiting, taken }: House,
  { wards, leavings, nowhere }: ReturnType<typeof houseAhead>,
  t: T,
  format: Format,
) {
  const number = (value: number) => format.number(Math.round(value * 10) / 10)
  const planned = [...taken.values()].filter(({ leavesIn }) => leavesIn !== null).length
  const arrivals = wards.reduce((total, { now }) => total + now.arrivals, 0)
  return [
    t(
      'A planned discharge is kept on its day seven times in ten, on the next day two times, on the third once: {{planned}} of {{all}} patients have a day.',
      { planned, all: taken.size },
    ),
    t(
      'Everybody else leaves as stays of the same length at this level did: of those admitted in the last {{days}} days, those who are still here counted for the nights that they have been.',
      { days: LENGTH_DAYS },
    ),
    ...wardLevels.map((level) =>
      t(
        '{{level}}: {{nights}} nights on average, from {{stays}} stays and {{prior}} assumed ones of {{usual}} nights.',
        {
          level: t(wardLevelLabels[level]),
          nights: number(nightsOnAverage(leavings[level])),
          stays: (lengths.get(level) ?? []).reduce((total, { stays }) => total + stays, 0),
          prior: PRIOR_STAYS,
          usual: USUAL_NIGHTS[level],
        },
      ),
    ),
    t(
      'Arrivals: {{arrivals}} a day came to these wards in the last {{days}} days, from outside and from other wards. More or fewer come by chance.',
      { arrivals: number(arrivals), days: ARRIVAL_DAYS },
    ),
    t('Who waits for a bed is expected to get one today: {{count}}, and {{nowhere}} fit no ward.', {
      count: waiting.length - nowhere,
      nowhere,
    }),
    t(
      'Who waits is placed only where somebody of their sex may lie, by the rule of the ward and of the room; who has no sex on record only where everybody may. Of those who will come nobody knows the sex: in the days ahead the beds of a ward count as one, so a bed in a room for women may be free while a man finds none.',
    ),
    t(
      'Beds that are being cleaned are ready by tonight, blocked ones stay blocked. Who finds no bed in a ward waits for that ward.',
    ),
    t(
      'Eight times in ten the number lies in the range that is shown. The assumptions are ours; the figures are this hospital’s own.',
    ),
  ]
}
