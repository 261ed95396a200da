export type Values = Record<string, string | number>

/** No such record, or none that this person may know of: both answer 404. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** What was at an address with the id `from` is at the same one with the id `to` now: a page leads there, nothing else is done. */
export class Moved extends NotFound {
  constructor(
    readonly from: string,
    readonly to: string,
  ) {
    super()
  }
}

/** The person is known and may not do this; the message says why. Answers 403. */
export class Forbidden extends Error {
  override name = 'Forbidden'

  constructor(message = 'Your role does not include this.') {
    super(message)
  }
}

/**
 * A rule said no. The message is a sentence for the person (a key for `t()`, with `values` to fill in);
 * inside a form it stands beside `field`, elsewhere it answers 409.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly field: string | undefined
  readonly values: Values

  constructor(message: string, options: { field?: string; values?: Values } = {}) {
    super(message)
    this.field = options.field
    this.values = options.values ?? {}
  }
}

/** The record changed since the form was opened. `current` holds what is saved now, by form field. */
export class Stale extends Error {
  override name = 'Stale'

  constructor(
    readonly current: Record<string, string | string[]>,
    readonly version: number,
  ) {
    super('This record was changed while you were editing it.')
  }
}

/** A file that is missing on the disk or not what was sent: half of it, or another, is never given out. Answers 410. */
export class Damaged extends Error {
  override name = 'Damaged'
}

/** No page of ours sends this: the request is at fault, and no person. Answers 400. */
export class Malformed extends Error {
  override name = 'Malformed'
}

/** Too much at once; answers with the wait in `Retry-After` (429 for a person's tries, 503 for load). */
export class Busy extends Error {
  override name = 'Busy'

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
    readonly status: 429 | 503 = 503,
  ) {
    super(message)
  }
}
