import type { SexPolicy } from '../generated/prisma/enums.js'
import type { T } from '../web/words.js'
import { bedEquipment, bedEquipmentLabels, sexPolicies, sexPolicyLabels } from './kind-rules.js'
import { type Counts, type WardDetails, type WardRow, wardKind } from './pages.js'
import { wardLevelLabels, wardLevels } from './rules.js'

/** A ward as a row of a list. */
export function wardShown(
  ward: Omit<WardDetails, 'kind'> & Parameters<typeof wardKind>[0] & { counts: Counts; total: number },
  t: T,
): WardRow {
  const { id, name, code, floor, dailyRateMinor, counts, total } = ward
  return { id, name, code, floor, dailyRateMinor, counts, total, kind: wardKind(ward, t) }
}

export const levelOptions = (t: T) =>
  wardLevels.map((level) => ({ value: level, label: t(wardLevelLabels[level]) }))

export const policyOptions = (t: T) =>
  sexPolicies.map((policy) => ({ value: policy, label: t(sexPolicyLabels[policy]) }))

/** 'FEMALE' as people read it; what is none of them as it is. */
export const policyInWords = (value: string, t: T) =>
  policyOptions(t).find((option) => option.value === value)?.label ?? value

export const equipmentOptions = (t: T) =>
  bedEquipment.map((one) => ({ value: one, label: t(bedEquipmentLabels[one]) }))

export const roomOptions = (rooms: readonly { id: string; number: string; sexPolicy: SexPolicy }[], t: T) =>
  rooms.map(({ id, number, sexPolicy }) => ({
    value: id,
    label: `${number} · ${t(sexPolicyLabels[sexPolicy])}`,
  }))
