import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { openConnection } from './client.js'

export interface Listening {
  stop(): Promise<void>
}

interface Listener {
  heard: (payload: string) => void
  /** Connected, for the first time or anew: what was announced meanwhile was not heard. */
  connected: () => void
  trouble: (error: unknown) => void
}

const LONGEST_PAUSE = 5_000
/** A connection that died without a word is noticed by this. */
const PING = 20_000

/** Hears what is announced on a channel, by one connection of its own, which is opened anew whenever it breaks. */
export function listen(channel: string, { heard, connected, trouble }: Listener): Listening {
  const stopped = new AbortController()
  let client: pg.Client | undefined

  const once = async () => {
    const opened = openConnection()
    client = opened
    const broken = new Promise<unknown>((resolve) => opened.once('error', resolve).once('end', resolve))
    opened.on('error', () => {})
    opened.on('notification', ({ payload = '' }) => heard(payload))
    await opened.connect()
    await opened.query(`LISTEN ${opened.escapeIdentifier(channel)}`)
    connected()
    const ping = setInterval(() => opened.query('SELECT 1').catch(() => opened.end()), PING)
    trouble(await broken.finally(() => clearInterval(ping)))
  }
  const always = async () => {
    for (let wait = 100; !stopped.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      const since = Date.now()
      await once().catch(trouble)
      await client?.end().catch(() => {})
      if (Date.now() - since > LONGEST_PAUSE) wait = 100
      await pause(wait, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }
  const ended = always()
  return {
    async stop() {
      stopped.abort()
      await client?.end().catch(() => {})
      await ended
    },
  }
}
