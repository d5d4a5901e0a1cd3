import { type Handling, NOTHING } from '../kit/handler.ts'

/**
 * The App was put on an account, taken off, suspended, or given other rights or repositories there. Whatever it was, what failed in the
 * account's repositories is tried again at once: what still cannot be done fails as before.
 */
export async function handleInstallation(payload: unknown): Promise<Handling> {
  const owner = ownerOf(payload)
  return owner === null ? NOTHING : { effects: [{ kind: 'installed', owner }], replyTo: null }
}

/** Whether a delivery names the account that it is about. */
export const isInstallationPayload = (payload: unknown): boolean => ownerOf(payload) !== null

function ownerOf(payload: unknown): string | null {
  const owner = field(field(field(payload, 'installation'), 'account'), 'login')
  return typeof owner === 'string' ? owner : null
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Record<string, unknown>)[name]
    : undefined
