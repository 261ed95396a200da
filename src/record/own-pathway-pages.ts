import { answers } from '../isolation/answer-rules.js'
import type { OwnEntryOf } from './own-entry-rules.js'
import type { OwnTold, OwnWords } from './own-timeline-pages.js'
import { homeReport, isolation, isolationEnd } from './pathway-entry-pages.js'

/** A report from home with what was answered to it; what staff make of it is theirs. */
export function ownHomeReport({ detail, ...entry }: OwnEntryOf<'HOME_REPORT'>, words: OwnWords): OwnTold {
  const { t, base } = words
  const { alert, by, byPatient, daily } = detail
  const { title, text, href } = homeReport({ ...entry, by, detail }, `${base}/isolation/reports`, words)
  return {
    title: daily ? title : byPatient ? t('Your report from home') : t('Your report from home, by telephone'),
    text: [text, t('We answered: {{answer}}', { answer: t(answers[alert].heading) })]
      .filter(Boolean)
      .join('\n'),
    href,
  }
}

export const ownIsolation = ({ detail }: OwnEntryOf<'ISOLATION'>, words: OwnWords): OwnTold => ({
  ...isolation(detail, `${words.base}/isolation`, words),
  title: words.t('Your isolation at home began'),
})

export const ownIsolationEnd = ({ id, detail }: OwnEntryOf<'ISOLATION_END'>, words: OwnWords): OwnTold => ({
  ...isolationEnd(id, detail, `${words.base}/isolation`, words),
  title: words.t('Your isolation at home has ended'),
})
