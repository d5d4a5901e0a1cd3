import type { Purpose } from './family.ts'

/** The business key of an intent: unique in the whole ledger, for ever. */
export const keyOf = (stream: string, { kind, about }: Purpose): string => [kind, stream, ...about].join(':')

/** The purpose that a key of a stream was made from: for what was written down before purposes were. */
export function purposeOf(stream: string, key: string): Purpose {
  const [kind = ''] = key.split(':')
  const rest = key.slice(`${kind}:${stream}`.length + 1)
  const about =
    rest === '' ? [] : rest.split(':').map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : part))
  return { kind, about }
}
