import { afterAll } from 'vitest'

export interface EventReader {
  status: number
  headers: Headers
  /** All that came, as it was sent. */
  text: () => string
  /** The data of the events so far. */
  events: () => string[]
  ended: Promise<void>
  leave: () => void
}

const open = new Set<AbortController>()

/** Reads a stream of server-sent events as a browser does. */
export async function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const leaving = new AbortController()
  open.add(leaving)
  const answer = await fetch(url, {
    headers: { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip, br', ...headers },
    redirect: 'manual',
    signal: leaving.signal,
  })
  let text = ''
  const decoder = new TextDecoder()
  const read = async () => {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  return {
    status: answer.status,
    headers: answer.headers,
    text: () => text,
    events: () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data ?? ''),
    ended: read().catch(() => {}),
    leave: () => leaving.abort(),
  }
}

/** After a test file: nobody reads any more. */
export function leaveAll(): void {
  afterAll(() => {
    for (const reader of open) reader.abort()
  })
}
