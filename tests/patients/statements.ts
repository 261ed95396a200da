import pg from 'pg'

/**
 * How many SQL statements `work` sends, over whatever connections; BEGIN and COMMIT count. The fewer of two times:
 * the hospital's settings are read anew every few seconds, by whichever page comes first.
 */
export async function statementsOf(work: () => PromiseLike<unknown>): Promise<number> {
  return Math.min(await countedIn(work), await countedIn(work))
}

async function countedIn(work: () => PromiseLike<unknown>): Promise<number> {
  const { query } = pg.Client.prototype
  let count = 0
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
    count++
    return Reflect.apply(query, this, given)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return count
}
