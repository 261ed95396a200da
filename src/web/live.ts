import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { LIVE_CHANNEL, type Topic } from '../db/announce.js'
import { type Listening, listen } from '../db/listening.js'
import { Busy } from '../shared/errors.js'
import { loggable } from './loggable.js'
import { networkOf } from './networks.js'

const HEARTBEAT = 20_000
/** After these the browser opens the stream again, and is asked again who it is. */
const LONGEST = 10 * 60_000
const RETRY = 3_000
const MOST_OF_ONE = 12
const MOST_OF_A_NETWORK = 60
const MOST = 500
/** A reader who does not take what is sent is let go. */
const MOST_UNREAD = 64 * 1024
/** How long it is remembered when a topic was announced last. */
const REMEMBERED = 15 * 60_000

interface Stream {
  res: Response
  topics: ReadonlySet<string>
  /** Whose it is: a person's account, or a visitor's network. */
  whose: string
}

const streams = new Set<Stream>()
const announced = new Map<string, number>()
/** Since when everything was heard; null while nothing is. */
let listeningSince: number | null = null
let closing = false

/**
 * A handler that tells a page when something that it shows has changed: a stream of server-sent events, each named
 * `changed` with a topic as its data. Never what it changed to: the page asks for that as its reader. Everybody who is
 * signed in also hears of their own notices. `since` (and the id of the last event) is when the page was made: what
 * was announced from then on is told at once.
 */
export const live =
  (topicsOf: (req: Request) => Topic[] | Promise<Topic[]>) =>
  async (req: Request, res: Response): Promise<void> => {
    // Whoever asks for a page here would wait for its end.
    if (!req.get('Accept')?.includes('text/event-stream')) return void res.sendStatus(406)
    const own: Topic[] = req.user ? [`account:${req.user.id}`] : []
    const topics = new Set<string>([...(await topicsOf(req)), ...own])
    const whose = req.user?.id ?? networkOf(req.ip)
    refuseTooMany(whose, req.user ? MOST_OF_ONE : MOST_OF_A_NETWORK)
    if (req.method === 'HEAD') return void res.end()
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Neither our own compression nor a proxy may hold the lines back.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      Connection: 'close',
    })
    res.write(`retry: ${RETRY}\n\n`)
    const stream = { res, topics, whose }
    streams.add(stream)
    const end = setTimeout(() => res.end(), LONGEST * (0.8 + Math.random() * 0.2))
    res.once('close', () => {
      clearTimeout(end)
      streams.delete(stream)
    })
    tellMissed(stream, sinceOf(req))
  }

/** Starts to hear what any process announces. `stop` ends all streams, so that a server can close. */
export function startLive(log: Logger): Listening {
  closing = false
  const listening = listen(LIVE_CHANNEL, {
    heard: (topic) => {
      announced.set(topic, Date.now())
      for (const stream of streams) if (stream.topics.has(topic)) tell(stream, topic)
    },
    connected: () => {
      listeningSince = Date.now()
      for (const stream of streams) tell(stream, EVERYTHING)
    },
    trouble: (error) => {
      listeningSince = null
      if (!closing) log.warn({ error: loggable(error) }, 'live pages lost their connection to the database')
    },
  })
  const heartbeat = setInterval(beat, HEARTBEAT)
  return {
    async stop() {
      endStreams()
      clearInterval(heartbeat)
      await listening.stop()
    },
  }
}

/** At the end of the process: they would hold the server open. */
export function endStreams(): void {
  closing = true
  for (const { res } of streams) res.end()
}

const EVERYTHING = 'everything'

function tell({ res }: Stream, topic: string): void {
  if (res.writableLength > MOST_UNREAD) return void res.destroy()
  res.write(`id: ${Date.now()}\nevent: changed\ndata: ${topic}\n\n`)
}

function tellMissed(stream: Stream, since: number | null): void {
  if (since === null) return
  const unheard = listeningSince === null || since < listeningSince
  const missed = [...stream.topics].find((topic) => (announced.get(topic) ?? 0) >= since)
  if (unheard || missed) tell(stream, missed ?? EVERYTHING)
}

/** When its page was made, by this hospital's clocks; two seconds are for processes whose clocks differ. */
function sinceOf(req: Request): number | null {
  const given = req.get('Last-Event-ID') ?? req.query.since
  const since = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : null
  return since === null ? null : since - 2_000
}

function beat(): void {
  for (const { res } of streams) res.write(`:\n\n`)
  const oldest = Date.now() - REMEMBERED
  for (const [topic, at] of announced) if (at < oldest) announced.delete(topic)
  // What was announced before that is not known any more.
  if (listeningSince !== null) listeningSince = Math.max(listeningSince, oldest)
}

function refuseTooMany(whose: string, most: number): void {
  if (closing || streams.size >= MOST)
    throw new Busy('Too many pages are open just now. Try again in a minute.', 60)
  const theirs = [...streams].filter((stream) => stream.whose === whose)
  if (theirs.length >= most) throw new Busy('You have too many pages open. Close some of them.', 60, 429)
}
