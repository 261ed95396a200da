import type { Json } from './contract-readings.js'
import { dischargeAnswer } from './discharge-adapter.js'
import { fourCAnswer } from './four-c-adapter.js'
import { monitoringAnswer } from './monitoring-adapter.js'
import { news2Answer, serialAnswer } from './news2-adapter.js'
import { triageAnswer } from './triage-adapter.js'
import { fastBreathingAnswer, progressionAnswer, severityAnswer } from './who-adapter.js'

/** What the engine says to a vector's question, in the contract's words; null where it does not know the question. */
export function answer({ score, input }: { score: string; input: Json }): Json | null {
  const mode = typeof input.mode === 'string' ? input.mode : 'plain'
  return questions[score]?.[mode]?.(input) ?? null
}

type Answers = Record<string, (input: Json) => Json>

const questions: Record<string, Answers> = {
  news2: { plain: news2Answer, serial: serialAnswer },
  '4c': { plain: fourCAnswer },
  mohfw: {
    plain: triageAnswer,
    triage: triageAnswer,
    'home-monitoring': monitoringAnswer,
    discharge: dischargeAnswer,
  },
  who: {
    plain: severityAnswer,
    severity: severityAnswer,
    cps: progressionAnswer,
    'paeds-fast-breathing': fastBreathingAnswer,
  },
}
