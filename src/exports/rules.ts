/** The parts of a copy of a record, in the order in which people read it. The administration's has all of them. */
export const sectionNames = [
  'allergies',
  'conditions',
  'visits',
  'triages',
  'homeIsolations',
  'stays',
  'dischargeSummaries',
  'measurements',
  'orders',
  'prescriptions',
  'documents',
  'dailyReports',
  'homeReports',
  'services',
  'invoices',
  'notes',
  'letters',
] as const

export type SectionName = (typeof sectionNames)[number]

export type Audience = 'PATIENT' | 'ADMINISTRATION'

/** What staff write for each other, patients do not get. */
export const staffOnly: readonly SectionName[] = ['notes', 'letters']

export const sectionsFor = (audience: Audience): SectionName[] =>
  sectionNames.filter((name) => audience === 'ADMINISTRATION' || !staffOnly.includes(name))

/** The shape of record.json. A field that is added does not change it; one that is renamed, moved or taken away does. */
export const FORMAT = { name: 'wardwell-record', version: 1 } as const

export const sectionTitles: Record<SectionName, string> = {
  allergies: 'Allergies',
  conditions: 'Conditions',
  visits: 'Visits',
  triages: 'Triages',
  homeIsolations: 'Care at home',
  stays: 'Stays in hospital',
  dischargeSummaries: 'Discharge summaries',
  measurements: 'Measurements',
  orders: 'Tests and treatments',
  prescriptions: 'Prescriptions',
  documents: 'Documents',
  dailyReports: 'Daily reports',
  homeReports: 'Reports from home',
  services: 'Services to the home or the bed',
  invoices: 'Invoices',
  notes: 'Notes of the doctors',
  letters: 'Letters between doctors',
}

/** What a document is called in the archive: its place in the list, and a name that every computer can write. */
export function archiveName(place: number, title: string, mediaType: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `files/${String(place).padStart(3, '0')}${plain ? `-${plain}` : ''}.${endings[mediaType] ?? 'bin'}`
}

const endings: Partial<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
}
