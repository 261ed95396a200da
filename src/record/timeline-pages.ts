import { documentKindLabels } from '../documents/rules.js'
import { letterKindLabels } from '../letters/rules.js'
import { noteKindLabels } from '../notes/rules.js'
import { orderKindLabels, orderNumber } from '../orders/rules.js'
import { triageOf } from '../patients/banner-pages.js'
import { day } from '../shared/calendar.js'
import { symptomLabels } from '../triage/result-pages.js'
import type { Components } from '../web/components.js'
import type { IconName } from '../web/icon-names.js'
import { bedOf, observation, prescription, report, result, type Told, type Words } from './entry-pages.js'
import type { Entry } from './entry-rules.js'
import { alert, homeReport, isolation, isolationEnd, service } from './pathway-entry-pages.js'
import type { EntryKind } from './timeline-rules.js'

type Item = Components['components/timeline']['items'][number]

/** An entry of the timeline in the reader's words. */
export function shownEntry(entry: Entry, isNew: boolean, words: Words): Item {
  const { href, text, status, triage, tone, title } = told(entry, words)
  return {
    at: words.format.instant(entry.at),
    title,
    icon: icons[entry.kind],
    isNew,
    ...(text && { text }),
    ...(entry.by && { by: entry.by }),
    ...(href && { href }),
    ...(status && { status }),
    ...(triage && { triage }),
    ...(tone && { tone }),
  }
}

const icons: Record<EntryKind, IconName> = {
  VISIT: 'calendar',
  NOTE: 'notes',
  OBSERVATION: 'activity-heartbeat',
  TRIAGE: 'clipboard-heart',
  ORDER: 'clipboard-list',
  RESULT: 'flask',
  PRESCRIPTION: 'prescription',
  DOCUMENT: 'file-text',
  STAY: 'door-enter',
  DISCHARGE: 'door-exit',
  SUMMARY: 'report-medical',
  REPORT: 'user',
  HOME_REPORT: 'home-heart',
  ISOLATION: 'home',
  ISOLATION_END: 'calendar-check',
  SERVICE: 'ambulance',
  ALERT: 'alert-octagon',
  LETTER: 'mail',
}

function told(entry: Entry, words: Words): Told {
  const { t, format, here, base, reader } = words
  switch (entry.kind) {
    case 'VISIT': {
      const { status, reason, doctorId } = entry.detail
      const reaches = reader.doctorId === null || reader.doctorId === doctorId
      return {
        title: t('Visit'),
        text: reason,
        status: { of: `appointment.${status}` },
        href: reaches ? `${base}/appointments/${entry.id}` : null,
      }
    }
    case 'NOTE': {
      const { kind, text, amendsId, amendsAt } = entry.detail
      const label = t(noteKindLabels[kind])
      const title = amendsAt
        ? t('Added to the note of {{at}}', { at: format.instant(new Date(amendsAt)) })
        : t('Note: {{kind}}', { kind: label })
      return { title, text, href: `${here}/notes/${amendsId ?? entry.id}` }
    }
    case 'OBSERVATION':
      return observation(entry.id, entry.detail, words)
    case 'TRIAGE': {
      const { symptoms, ...triage } = entry.detail
      return {
        title: t('Triage'),
        text: symptomLabels(symptoms, t).join(', '),
        triage: triageOf(triage),
        href: `${here}/triage/${entry.id}`,
      }
    }
    case 'ORDER': {
      const { number, kind, item, status, reason } = entry.detail
      return {
        title: `${t(orderKindLabels[kind])}: ${item}`,
        text: [orderNumber(number), reason].filter(Boolean).join(' · '),
        status: { of: `order.${status}` },
        href: `${here}/orders/${entry.id}`,
      }
    }
    case 'RESULT':
      return result(entry.detail, words)
    case 'PRESCRIPTION':
      return prescription(entry.id, entry.detail, words)
    case 'DOCUMENT': {
      const { kind, title, day: of } = entry.detail
      return {
        title: t('Document: {{title}}', { title }),
        text: `${t(documentKindLabels[kind])} · ${format.day(day(of))}`,
        href: `${here}/documents/${entry.id}`,
      }
    }
    case 'STAY':
      return { title: t('Admitted: {{bed}}', { bed: bedOf(entry.detail, t) }), text: entry.detail.reason }
    case 'DISCHARGE':
      return {
        title: t('Discharged: {{bed}}', { bed: bedOf(entry.detail, t) }),
        text: entry.detail.note ?? '',
      }
    case 'SUMMARY': {
      const { version, diagnosis, reason } = entry.detail
      const title =
        version > 1 ? t('Discharge summary, version {{version}}', { version }) : t('Discharge summary')
      return {
        title,
        text: [diagnosis, reason].filter(Boolean).join('\n'),
        href: `${here}/summaries/${entry.id}`,
      }
    }
    case 'REPORT':
      return report(entry.detail, words)
    case 'HOME_REPORT':
      return homeReport(entry, `${here}/isolation/reports`, words)
    case 'ISOLATION':
      return isolation(entry.detail, `${here}/isolation`, words)
    case 'ISOLATION_END':
      return isolationEnd(entry.id, entry.detail, `${here}/isolation`, words)
    case 'SERVICE':
      return service(entry.id, entry.detail, words)
    case 'ALERT':
      return alert(entry.id, entry.detail, words)
    case 'LETTER': {
      const { kind, to, text, answer } = entry.detail
      return {
        title: t('{{kind}} to {{to}}', { kind: t(letterKindLabels[kind]), to }),
        text: answer === null ? text : `${text}\n${t('Answer: {{answer}}', { answer })}`,
        href: `${here}/letters#letter-${entry.id}`,
      }
    }
  }
}
