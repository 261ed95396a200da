import type { Sex } from '../../../src/generated/prisma/enums.js'
import type { Condition } from '../../../src/triage/history-rules.js'
import type { Area } from './addresses.js'

/** A patient as they are when they come. What is not told here is made up by their builder. */
export interface Person {
  name: string
  localName: string | null
  sex: Sex | null
  /** Whole years on the day of the start; null where nobody knows. */
  age: number | null
  area: Area | null
  conditions: readonly Condition[]
  pregnant?: true
  /** Beyond what follows from the conditions. */
  history?: string
  /** Null is "not recorded". */
  allergies?: string | null
  email?: string
  /** Born on the same day as somebody else: one person who was registered twice. */
  bornAs?: string
}

const of =
  (sex: Sex) =>
  (name: string, localName: string | null, age: number, area: Area, ...conditions: Condition[]): Person => ({
    name,
    localName,
    sex,
    age,
    area,
    conditions,
  })

export const woman = of('FEMALE')
export const man = of('MALE')
export const girl = woman
export const boy = man
export const somebody = of('OTHER')

export const withMore = (person: Person, more: Partial<Person>): Person => ({ ...person, ...more })
