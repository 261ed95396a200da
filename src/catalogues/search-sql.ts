import { Prisma } from '../generated/prisma/client.js'

interface Search {
  text: string
  words: string[]
  forgiving: boolean
}

/** Rows that have every word, or, where enough was typed for a slip to be recognised, nearly all that was typed. */
export function foundWords(column: Prisma.Sql, { text, words, forgiving }: Search): Prisma.Sql {
  const all = Prisma.join(
    words.map((word) => Prisma.sql`${column} LIKE '%' || ${asPattern(word)} || '%' ESCAPE '!'`),
    ' AND ',
  )
  return forgiving ? Prisma.sql`((${all}) OR ${column} %> search_text(${text}::text))` : Prisma.sql`(${all})`
}

/** The order: an exact code or name, then what begins so, then whole words, then what is only like it. */
export function nearness(
  { search, code, name }: Record<'search' | 'code' | 'name', Prisma.Sql>,
  { text }: Search,
): Prisma.Sql {
  const plain = Prisma.sql`search_text(${text}::text)`
  const pattern = asPattern(text)
  return Prisma.sql`CASE
    WHEN lower(${code}) = ${plain} OR search_text(${name}) = ${plain} THEN 0
    WHEN ${search} LIKE ${pattern} || '%' ESCAPE '!' THEN 1
    WHEN ${search} LIKE '% ' || ${pattern} || '%' ESCAPE '!' OR ${search} LIKE '%(' || ${pattern} || '%' ESCAPE '!' THEN 2
    WHEN ${search} LIKE '%' || ${pattern} || '%' ESCAPE '!' THEN 3
    ELSE 5 - word_similarity(${plain}, ${search}) END`
}

/** In the letters of the column, and with LIKE's own characters made plain only then. */
const asPattern = (text: string) =>
  Prisma.sql`regexp_replace(search_text(${text}::text), '([!%_])', '!\\1', 'g')`
