export type Likeness = 'ID' | 'PHONE' | 'NAME_AND_BIRTH' | 'NAME_AND_YEAR' | 'NAME'

/** Why two records may be one person's. */
export const likenessLabels: Record<Likeness, string> = {
  ID: 'The same government id',
  PHONE: 'The same telephone number',
  NAME_AND_BIRTH: 'A name like it, and the same date of birth',
  NAME_AND_YEAR: 'A name like it, born in the same year',
  NAME: 'A name like it',
}
