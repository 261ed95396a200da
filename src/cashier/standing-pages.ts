import type { Components } from '../web/components.js'
import type { Format } from '../web/format.js'
import type { T } from '../web/words.js'

type Stats = Components['components/stats']['items']

interface Known {
  owedMinor: bigint
  overdueMinor: bigint
  creditMinor: bigint
  unbilledMinor: bigint
  toldMinor: bigint
}

/** How a patient stands, for staff. */
export const standingStats = (standing: Known, words: { t: T; format: Format }): Stats => {
  const { t, format } = words
  const { creditMinor, unbilledMinor, toldMinor } = standing
  return [
    owedStat(standing, t('Owed'), words),
    {
      ...{ label: t('Credit'), value: format.money(creditMinor), icon: 'receipt' },
      tone: creditMinor > 0n ? 'info' : 'neutral',
      note: t('paid, and not used for any invoice yet'),
    },
    {
      ...{ label: t('Not billed yet'), value: format.money(unbilledMinor), icon: 'clipboard-list' },
      tone: unbilledMinor > 0n ? 'attention' : 'good',
    },
    ...told(toldMinor, t('the patient told us of it'), words),
  ]
}

/** The same, for the patient: what is not billed yet can still change, and is not asked for. */
export const ownStandingStats = (standing: Known, words: { t: T; format: Format }): Stats => {
  const { t, format } = words
  return [
    owedStat(standing, t('Owed in all'), words),
    ...told(standing.toldMinor, t('you told us that you paid it'), words),
    {
      ...{ label: t('Your credit'), value: format.money(standing.creditMinor), icon: 'receipt' },
      ...{ tone: 'neutral', note: t('paid, and not used for any invoice yet') },
    },
  ]
}

function owedStat(
  { owedMinor, overdueMinor }: Known,
  label: string,
  { t, format }: { t: T; format: Format },
): Stats[number] {
  const common = { label, value: format.money(owedMinor), icon: 'file-invoice' } as const
  if (overdueMinor > 0n)
    return {
      ...{ ...common, tone: 'danger' },
      note: t('{{amount}} was due already', { amount: format.money(overdueMinor) }),
    }
  return { ...common, tone: owedMinor > 0n ? 'attention' : 'good' }
}

const told = (minor: bigint, note: string, { t, format }: { t: T; format: Format }): Stats =>
  minor > 0n
    ? [{ label: t('Being compared'), value: format.money(minor), icon: 'hourglass', tone: 'info', note }]
    : []
