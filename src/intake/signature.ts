import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether `signature` (`sha256=` and 64 hex digits, GitHub's `X-Hub-Signature-256`) was made over exactly these bytes with
 * one of `secrets`. Two secrets are in force while one replaces the other. Takes the same time wherever a digit differs.
 */
export function isSigned(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  if (!/^sha256=[0-9a-f]{64}$/i.test(signature)) return false
  const given = Buffer.from(signature.slice('sha256='.length), 'hex')
  return secrets.some((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given))
}
