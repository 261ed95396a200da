import { type News2Input, type News2Result, news2 } from '../../src/observations/news2-rules.js'
import type { OxygenGiven } from '../../src/observations/oxygen-rules.js'
import { checkReadings } from '../../src/observations/rules.js'
import { alertsOf, type EarlierRound } from '../../src/observations/serial-rules.js'
import { contractFields, enteredReadings, type Json, nothingMeasured } from './contract-readings.js'
import { contractWord } from './contract-words.js'

/** One round, in the contract's words. */
export function news2Answer(input: Json): Json {
  return told(input, scored(input))
}

/** Rounds one after the other: their totals, and every alert that one of them raised. */
export function serialAnswer({ series }: Json): Json {
  const rounds = (Array.isArray(series) ? series : []).map((input: Json) => ({
    input,
    result: scored(input),
  }))
  const alerts = new Set<string>()
  const earlier: EarlierRound[] = []
  for (const { input, result } of rounds) {
    const given = givenIn(input)
    for (const alert of alertsOf(result, given, earlier)) alerts.add(contractWord(alert))
    earlier.push({ ...given, takenAt: new Date(String(input.at)), total: result.total })
  }
  const unfit = rounds.find(({ result }) => result.status !== 'OK')
  return {
    ...(unfit && told(unfit.input, unfit.result)),
    status: unfit ? contractWord(unfit.result.status) : 'ok',
    totals: rounds.map(({ result }) => result.total),
    alerts: [...alerts],
  }
}

/** The engine's answer; what the thermometer showed is read as staff would enter it. */
function scored(input: Json): News2Result {
  const checked = checkReadings(enteredReadings(input))
  // A vector can hold anything in any place, and the engine trusts no type.
  const result = news2({
    ageYears: input.ageYears ?? null,
    pregnant: input.pregnant ?? null,
    readings: checked.ok ? checked.readings : nothingMeasured,
    spo2Scale: input.spo2Scale ?? 1,
    scale2By: input.spo2Scale2AuthorisedBy ?? null,
  } as News2Input)
  if (checked.ok) return result
  return { ...result, status: 'INVALID', total: null, problems: [...checked.problems, ...result.problems] }
}

function told(input: Json, result: News2Result): Json {
  if (result.status === 'INVALID')
    return {
      status: 'invalid',
      fields: inContract(
        input,
        result.problems.map(({ field }) => field),
      ),
    }
  return {
    status: contractWord(result.status),
    total: result.total,
    subscores: result.status === 'OK' ? subscores(result.points) : null,
    redScore: result.redScore,
    band: result.band && contractWord(result.band),
    monitoring: result.monitoring,
    missing: inContract(input, result.missing),
    minimumTotal: result.minimumTotal,
    reason: result.notApplicable && contractWord(result.notApplicable),
  }
}

function subscores({ oxygen, systolic, ...points }: News2Result['points']): Json {
  return { ...points, supplementalOxygen: oxygen, systolicBp: systolic }
}

const inContract = (input: Json, fields: readonly string[]) => contractFields(input, fields, () => true)

/** FiO2 as a part of one or in per cent. */
function givenIn(input: Json): OxygenGiven {
  const checked = checkReadings(enteredReadings(input))
  const fio2 = typeof input.fio2 === 'number' ? input.fio2 : null
  return {
    oxygen: checked.ok ? checked.readings.oxygen : null,
    oxygenDevice: null,
    oxygenFlowTenths: null,
    fio2: fio2 === null ? null : Math.round(fio2 <= 1 ? fio2 * 100 : fio2),
  }
}
