import { expect, test } from 'vitest'
import { demoRows } from '../../prisma/demo.js'
import { dayIn, dayToColumn } from '../../src/shared/calendar.js'
import { settingAt } from './setting.js'

const starts = [
  '2026-11-21T06:30:00Z',
  // Just after midnight in Pune, and just before.
  '2026-11-21T18:31:00Z',
  '2026-11-21T18:29:59.999Z',
  // The first day of a financial year, a leap day and its morrow, the turn of the year.
  '2027-04-01T03:00:00Z',
  '2028-02-29T12:00:00Z',
  '2028-03-01T00:10:00Z',
  '2026-12-31T19:00:00Z',
].map((start) => new Date(start))

test.each(starts)('E-64 started at %s, nothing lies in the future and nobody is asked twice', (now) => {
  const rows = demoRows(settingAt(now))
  const told = {
    ...rows,
    isolations: rows.isolations.map(({ earliestEndOn: _, ...row }) => row),
    // Agreed for later, by people who have agreed on it already.
    appointments: rows.appointments.map(({ day: _d, startsAt: _s, endsAt: _e, ...row }) => row),
    holidays: [],
    admissions: rows.admissions.map(({ expectedDischargeOn: _, ...row }) => row),
    // Until when a bed is held is known from the beginning.
    bedStays: rows.bedStays.map(({ endedAt, ...row }) => (row.kind === 'HELD' ? row : { endedAt, ...row })),
    wardRates: rows.wardRates.map(({ fromDay: _, ...row }) => row),
    // When the next will be told.
    alerts: rows.alerts.map(({ nextStepAt: _, ...row }) => row),
    orders: rows.orders.map(({ scheduledAt: _, ...row }) => row),
    invoices: rows.invoices.map(({ dueOn: _, ...row }) => row),
    services: rows.services.map(({ plannedAt: _, ...row }) => row),
    summaries: rows.summaries.map(({ followUpOn: _, ...row }) => row),
    leaves: rows.leaves.map(({ startsAt: _s, endsAt: _e, ...row }) => row),
    waitingEntries: rows.waitingEntries.map(({ earliestOn: _e, latestOn: _l, ...row }) => row),
  }
  // Days are columns of midnight in UTC, which in Pune has come only at half past five.
  const today = dayToColumn(dayIn(now, 'Asia/Kolkata'))
  const later = datesIn(told).filter((date) => date > now && date.getTime() !== today.getTime())
  expect(later).toEqual([])
  expect(rows.patients).toHaveLength(120)
  const ids = Object.values(rows).flatMap((table) =>
    table.flatMap((row) => ('id' in row && row.id ? [row.id] : [])),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(['Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'])(
  'E-64 in %s every stay comes after its triage, and its notes and its end after it',
  (zone) => {
    for (const now of starts.slice(0, 4)) {
      const rows = demoRows({ ...settingAt(now), zone })
      const triages = new Map(rows.assessments.map((triage) => [triage.id, triage]))
      for (const admission of rows.admissions) {
        const triage = triages.get(admission.assessmentId ?? '')
        if (triage) expect(Number(triage.createdAt)).toBeLessThan(Number(admission.admittedAt))
        const during = [...rows.notes, ...rows.prescriptions].filter(
          (row) => row.admissionId === admission.id,
        )
        expect(during.length).toBeGreaterThan(1)
        for (const { createdAt } of during) {
          expect(Number(createdAt)).toBeGreaterThan(Number(admission.admittedAt))
          expect(Number(createdAt)).toBeLessThanOrEqual(Number(admission.dischargedAt ?? now))
        }
      }
      const registered = new Map(rows.patients.map(({ id, createdAt }) => [id, createdAt]))
      for (const { patientId, createdAt } of rows.assessments)
        expect(Number(registered.get(patientId))).toBeLessThan(Number(createdAt))
    }
  },
)

test.each(starts.slice(0, 4))('E-64 started at %s, everybody comes for something that fits them', (now) => {
  const { patients, appointments, conditions, admissions, isolations } = demoRows(settingAt(now))
  for (const { patientId, reason, startsAt } of appointments) {
    const patient = patients.find(({ id }) => id === patientId)
    const has = (code: string, status?: string) =>
      conditions.some(
        (one) =>
          one.patientId === patientId &&
          String(one.code).startsWith(code) &&
          (one.status ?? 'ACTIVE') === (status ?? 'ACTIVE'),
      )
    const said = `${patient?.name}: ${reason}`
    const born = patient?.dateOfBirth
    const years = born ? Math.floor((Number(now) - Number(born)) / (365.25 * 86_400_000)) : 0
    if (/fifth month/.test(reason)) expect([said, patient?.sex, has('Z34')]).toEqual([said, 'FEMALE', true])
    if (/periods|womb|Hot flushes|lower belly/.test(reason)) {
      expect([said, patient?.sex, has('Z34')]).toEqual([said, 'FEMALE', false])
      expect(years, said).toBeGreaterThanOrEqual(18)
    }
    if (/inhaler/.test(reason)) expect(has('J45'), said).toBe(true)
    if (/Sugar values/.test(reason)) expect(has('E11'), said).toBe(true)
    if (/stent/.test(reason)) expect(has('I25'), said).toBe(true)
    if (/Vaccination|Child/.test(reason)) expect(years, said).toBeLessThan(12)
    if (/since COVID-19|after COVID-19/.test(reason) && years >= 18)
      expect(has('U07.1', 'RESOLVED'), said).toBe(true)
    // Nobody sits in the waiting room who lies in a bed.
    const inBed = admissions.some(
      (stay) =>
        stay.patientId === patientId &&
        Number(stay.admittedAt) < Number(startsAt) &&
        (!stay.dischargedAt || Number(stay.dischargedAt) > Number(startsAt)),
    )
    expect(inBed, said).toBe(false)
    const atHome = isolations.some(
      (one) =>
        one.patientId === patientId &&
        !one.endedAt &&
        Number(one.startedOn) < Number(startsAt) &&
        Number(one.earliestEndOn) > Number(startsAt),
    )
    expect(atHome, said).toBe(false)
  }
})

test('E-38 everybody who was treated has a problem list, and the demonstration’s own patient a long one', () => {
  for (const now of starts) {
    const { patients, admissions, isolations, conditions } = demoRows(settingAt(now))
    for (const { patientId } of [...admissions, ...isolations])
      expect(
        conditions.some((one) => one.patientId === patientId),
        patients.find(({ id }) => id === patientId)?.name,
      ).toBe(true)
    const own = patients.find(({ name }) => name === 'Anjali Deshpande')
    const names = conditions.flatMap(({ patientId, name, status }) =>
      patientId === own?.id ? [`${name}: ${status ?? 'ACTIVE'}`] : [],
    )
    expect(names.sort()).toEqual([
      'Appendicitis, operated: RESOLVED',
      'COVID-19: RESOLVED',
      'Iron deficiency: ACTIVE',
      'Raised fasting glucose, on diet: ACTIVE',
    ])
  }
})

test('E-64 the same start makes the same hospital, to the last id', () => {
  const [now] = starts
  if (now) expect(demoRows(settingAt(now))).toEqual(demoRows(settingAt(now)))
})

test('E-64 the same people are there whenever it starts', () => {
  const people = starts.map((now) => {
    const { patients, admissions, doctors } = demoRows(settingAt(now))
    return {
      patients: patients.map(({ name, localName, phone, address, bloodGroup }) => ({
        name,
        localName,
        phone,
        address,
        bloodGroup,
      })),
      reasons: admissions.map(({ reason }) => reason),
      doctors: doctors.map(({ registrationNumber }) => registrationNumber),
    }
  })
  for (const other of people) expect(other).toEqual(people[0])
})

test('E-64 no text has a gap that nobody filled', () => {
  for (const now of starts.slice(0, 1)) {
    const rows = demoRows(settingAt(now))
    // The sentences of alerts are filled when they are shown.
    const said = new Set(rows.alerts.map(({ text }) => text))
    const told = textsIn(rows).filter((text) => !said.has(text))
    expect(told.filter((text) => /\{\{|undefined|null/.test(text))).toEqual([])
  }
})

function datesIn(value: unknown): Date[] {
  if (value instanceof Date) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(datesIn) : []
}

/** Without the stored results, whose sentences are filled when they are shown. */
function textsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Date || name === 'result') return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, key))
}
