import type { Response } from 'express'
import { priorityLabels, statusLabels } from '../appointments/rules.js'
import type { Components } from '../web/components.js'
import type { ListFilter } from './list-forms.js'
import type { DoctorChoice } from './list-queries.js'

type Filters = Components['components/printed']['filters']

export const showLabels: Record<ListFilter['show'], string> = {
  coming: 'To come',
  requests: 'To answer',
  today: 'Today',
  past: 'Past',
  all: 'All',
}

/** The filters of the list of visits in words, for the sheet that it is printed on. */
export function filtersInWords(filter: ListFilter, doctors: DoctorChoice[], res: Response): Filters {
  const { t } = res.locals
  const { state, doctorId, specialisationId, priority } = filter
  const field = doctors.find((one) => one.specialisationId === specialisationId)
  return [
    { label: t('Which visits'), value: daysInWords(filter, res) },
    { label: t('Patient'), value: filter.q.trim() },
    { label: t('Specialisation'), value: field?.specialisation ?? '' },
    { label: t('Doctor'), value: doctors.find(({ id }) => id === doctorId)?.name ?? '' },
    { label: t('How urgent'), value: priority ? t(priorityLabels[priority]) : '' },
    { label: t('States'), value: state.map((one) => t(statusLabels[one])).join(', ') },
  ]
}

/** Days that were entered take the place of the tab's own; which requests are to be answered is not a matter of days. */
function daysInWords({ show, from, to }: ListFilter, { locals: { t, format } }: Response): string {
  if (!from && !to) return t(showLabels[show])
  const words = [
    ...(show === 'requests' ? [t(showLabels[show])] : []),
    ...(from && from === to
      ? [format.day(from)]
      : [
          ...(from ? [t('from {{day}} on', { day: format.day(from) })] : []),
          ...(to ? [t('until {{day}}', { day: format.day(to) })] : []),
        ]),
  ]
  return words.join(', ')
}
