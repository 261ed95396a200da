import type { T } from '../web/words.js'
import { type BedNeeds, careLabels, careOf } from './rules.js'

/** 'isolation, oxygen, care on a ward' */
export function needsShown(need: BedNeeds, t: T): string {
  return [
    need.isolation ? t('isolation') : '',
    need.oxygen ? t('oxygen') : '',
    careOf(need) === 'ANY' ? '' : t(careLabels[careOf(need)]),
  ]
    .filter((word) => word !== '')
    .join(', ')
}
