import { documentKindLabels } from '../documents/rules.js'
import { bedIn } from '../patients/banner-pages.js'
import { durationText, frequencyLabel, prescriptionNumber, statusLabels } from '../prescriptions/rules.js'
import { moodLabels } from '../reports/rules.js'
import { formatMoney, isCurrency } from '../shared/money.js'
import type { Option } from '../web/components/forms.js'
import type { Components } from '../web/components.js'
import type { Form } from '../web/form.js'
import type { Format } from '../web/format.js'
import type { IconName } from '../web/icon-names.js'
import { page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { OwnEntry } from './own-entry-rules.js'
import { ownHomeReport, ownIsolation, ownIsolationEnd } from './own-pathway-pages.js'
import type { OwnKind } from './own-timeline-rules.js'
import { service } from './pathway-entry-pages.js'

type Item = Components['components/timeline']['items'][number]

export const ownTimelinePage = page<{
  timeline: Item[]
  filter: Form
  kinds: Option[]
  filtered: boolean
  newest: string | null
  older: string | null
}>('record/own-timeline', 'Your record')

export interface OwnWords {
  t: T
  format: Format
  /** The patient portal. */
  base: string
  language: string
}

export type OwnTold = Omit<Item, 'at' | 'icon'>

/** An entry of a patient's own timeline, in plain words. */
export function shownOwnEntry(entry: OwnEntry, words: OwnWords): Item {
  return { at: words.format.instant(entry.at), icon: icons[entry.kind], ...told(entry, words) }
}

const icons: Record<OwnKind, IconName> = {
  VISIT: 'calendar',
  RESULT: 'flask',
  TREATMENT: 'stethoscope',
  PRESCRIPTION: 'prescription',
  DOCUMENT: 'file-text',
  STAY: 'door-enter',
  DISCHARGE: 'door-exit',
  SUMMARY: 'report-medical',
  REPORT: 'notes',
  HOME_REPORT: 'home-heart',
  ISOLATION: 'home',
  ISOLATION_END: 'calendar-check',
  SERVICE: 'ambulance',
  INVOICE: 'file-invoice',
}

function told(entry: OwnEntry, words: OwnWords): OwnTold {
  const { t, base, language } = words
  switch (entry.kind) {
    case 'VISIT': {
      const { doctor, status, reason } = entry.detail
      return {
        title: t('Visit'),
        text: reason,
        by: doctor,
        status: { of: `appointment.${status}` },
        href: `${base}/appointments/${entry.id}`,
      }
    }
    case 'RESULT': {
      const { doctor, item, isAbnormal, version, isNew } = entry.detail
      return {
        title: t('Result: {{item}}', { item }),
        text: [
          isAbnormal ? t('Something is not as expected. Read what it means.') : t('All as expected.'),
          ...(version > 1 ? [t('Put right later: this is version {{version}}.', { version })] : []),
        ].join('\n'),
        by: doctor,
        href: `${base}/results/${entry.id}`,
        isNew,
      }
    }
    case 'TREATMENT': {
      const { doctor, item } = entry.detail
      return { title: t('Treatment given: {{item}}', { item }), by: doctor }
    }
    case 'PRESCRIPTION': {
      const { doctor, number, status, medicines, isNew } = entry.detail
      return {
        title: t('Prescription {{number}}', { number: prescriptionNumber(number) }),
        text: medicines.map((one) => medicineLine(one, t)).join('\n'),
        by: doctor,
        href: `${base}/prescriptions/${entry.id}`,
        isNew: isNew && status === 'ACTIVE',
        ...(status !== 'ACTIVE' && { status: { tone: 'neutral', text: t(statusLabels[status]) } }),
      }
    }
    case 'DOCUMENT': {
      const { kind, title, own, isNew } = entry.detail
      return {
        title: t('Document: {{title}}', { title }),
        text: own
          ? t('{{kind}}, sent by you', { kind: t(documentKindLabels[kind]) })
          : t(documentKindLabels[kind]),
        href: `${base}/documents/${entry.id}`,
        isNew: isNew && !own,
      }
    }
    case 'STAY':
      return { title: t('Admitted: {{bed}}', { bed: bedIn(entry.detail, t) }) }
    case 'DISCHARGE':
      return { title: t('Discharged: {{bed}}', { bed: bedIn(entry.detail, t) }) }
    case 'SUMMARY': {
      const { doctor, diagnosis, isNew } = entry.detail
      return {
        title: t('Discharge summary'),
        text: diagnosis,
        by: doctor,
        href: `${base}/summaries/${entry.id}`,
        isNew,
      }
    }
    case 'REPORT': {
      const { mood, rating, description } = entry.detail
      const felt = t('{{mood}}, {{rating}} of 10', { mood: t(moodLabels[mood]), rating })
      return {
        title: t('Your daily report'),
        text: [felt, description].filter((part) => part).join('\n'),
        href: `${base}/reports`,
      }
    }
    case 'HOME_REPORT':
      return ownHomeReport(entry, words)
    case 'ISOLATION':
      return ownIsolation(entry, words)
    case 'ISOLATION_END':
      return ownIsolationEnd(entry, words)
    case 'SERVICE':
      return service(entry.id, entry.detail, words)
    case 'INVOICE': {
      const { number, totalMinor, currency } = entry.detail
      return {
        title: t('Invoice {{number}}', { number }),
        text: isCurrency(currency) ? formatMoney(BigInt(totalMinor), currency, `${language}-IN`) : '',
        href: `${base}/invoices/${entry.id}`,
      }
    }
  }
}

function medicineLine(
  {
    medicine,
    dose,
    frequency,
    durationDays,
  }: { medicine: string; dose: string; frequency: string; durationDays: number },
  t: T,
): string {
  const { text, values } = durationText(durationDays)
  return [`${medicine}: ${dose}`, t(frequencyLabel(frequency)), t(text, values)].join(' · ')
}
