import type { Idea, RecordedEvent } from '../../ledger/read.ts'
import type { Linker } from '../links.ts'
import type { ShownPayment } from '../payments.ts'
import { iso } from '../text.ts'

/** Numbers that are spans of time: their field says so. */
const SPANS = new Set(['depositDeadline', 'linkDeadline', 'recheckEvery', 'duration'])

/**
 * A value of the ledger as the API writes it: fields in snake_case, an amount (bigint) as a decimal string in a field that ends
 * in `_rao`, a time (milliseconds) as ISO 8601, a span in a field that ends in `_ms`.
 */
function toApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toApi)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => field(key, inner)))
}

function field(key: string, value: unknown): [string, unknown] {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (typeof value === 'bigint') return [`${name}_rao`, value.toString()]
  if (typeof value === 'number' && SPANS.has(key)) return [`${name}_ms`, value]
  if (typeof value === 'number' && /(^at|At|since)$/.test(key)) return [name, iso(value)]
  return [name, toApi(value)]
}

/** An idea as `/api/ideas` lists it, and as `/api/ideas/<n>` begins. */
export function ideaShape({ view, ordinal, events }: Idea, link: Linker) {
  const { settled: _, failed: __, cancelled: ___, ...shown } = view
  return {
    ...(toApi(shown) as Record<string, unknown>),
    ordinal,
    events,
    issue_url: link.issue(view.repository, view.issue),
  }
}

export function paymentShape({ amount, ...payment }: ShownPayment) {
  return { ...(toApi(payment) as object), amount_rao: amount?.toString() ?? null }
}

/** An event as one idea's timeline has it. */
export function eventShape({ position, sequence, hash, event, repository }: RecordedEvent, link: Linker) {
  const { type, at, source, ...details } = event
  return {
    position,
    sequence,
    type,
    at: iso(at),
    source: { ...(toApi(source) as object), url: link.source(source, repository) },
    details: toApi(details),
    hash,
  }
}

/** An event as the hash chain has it: `data` is the very text that was hashed, so that anyone can hash it again. */
export function rowShape({ position, stream, sequence, type, data, previous, hash }: RecordedEvent) {
  return { position, stream, sequence, type, data, previous, hash }
}
