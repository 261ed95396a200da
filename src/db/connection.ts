import type pg from 'pg'

/**
 * How to connect to `url` with these PostgreSQL settings from the first statement on. pg prefers `options` in the
 * URL to its own, so those are joined rather than lost.
 */
export function connection(url: string, settings: Record<string, string> = {}): pg.ClientConfig {
  const parsed = new URL(url)
  const given = parsed.searchParams.get('options')
  parsed.searchParams.delete('options')
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
  return {
    connectionString: parsed.href,
    options: [...(given ? [given] : []), ...ours].join(' '),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
}

/** The role that a URL logs in as. */
export function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}
