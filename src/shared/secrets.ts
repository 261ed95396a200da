import { createHash, randomBytes } from 'node:crypto'

/** A new secret for a link: 256 random bits, for its owner only, and the SHA-256 of it, which is all that is kept. */
export function newSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

/** What a secret is looked up by. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
