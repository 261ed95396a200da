import { Busy } from './errors.js'

/**
 * At most `atOnce` of these at the same time, in the order in which they came; the others wait in memory, where they
 * hold nothing that somebody else needs. Past `waiting` of them it throws Busy with the sentence `busy`.
 */
export function turns({ atOnce, waiting, busy }: { atOnce: number; waiting: number; busy: string }) {
  let running = 0
  const queue: (() => void)[] = []
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Busy(busy, 5)
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
