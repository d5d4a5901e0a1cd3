import type { Idea, RecordedEvent } from '../../ledger/read.ts'
import type { Reading } from '../../ledger/readings.ts'
import type { KeptSheet, SheetPart } from '../../ledger/sheets.ts'
import type { ShownPayment } from '../../ledger/shown-payments.ts'
import type { Linker } from '../links.ts'
import { iso } from '../text.ts'

/** Numbers that are spans of time: their field says so. */
const SPANS = new Set([
  ...['depositDeadline', 'linkDeadline', 'recheckEvery', 'duration'],
  ...['roundLength', 'guaranteeDeadline', 'preparation'],
])

/** Numbers that are times, beside those whose names end in `At`. */
const TIMES = /(^at|^deadline|At|since)$/

/** Amounts that may not be known: the field is called the same. */
const AMOUNTS = new Set(['lockCost'])

/** Objects whose keys are data, such as user ids, and stay as they are. */
const RECORDS = new Set(['criteria', 'hyperparameters', 'stakes', 'votes'])

/**
 * A value of the ledger as the API writes it. Fields are in snake_case.
 * - An amount (bigint) is a decimal string in a field that ends in `_rao`.
 * - A time (milliseconds) is ISO 8601.
 * - A span is in a field that ends in `_ms`.
 */
function toApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toApi)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => field(key, inner)))
}

function field(key: string, value: unknown): [string, unknown] {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (RECORDS.has(key)) return [key === 'stakes' ? 'stakes_rao' : name, plain(value)]
  if (typeof value === 'bigint') return bigintField(name, value)
  if (value === null && AMOUNTS.has(key)) return [`${name}_rao`, null]
  if (typeof value === 'number' && isSpan(key, value)) return [`${name}_ms`, value]
  if (typeof value === 'number' && TIMES.test(key)) return [name, iso(value)]
  return [name, toApi(value)]
}

/** Alpha has a unit of its own; a hyperparameter's value has the chain's. */
function bigintField(name: string, value: bigint): [string, unknown] {
  if (name === 'emission') return ['emission_alpha_rao', value.toString()]
  return [name === 'value' ? name : `${name}_rao`, value.toString()]
}

/** `day` is how long a day of the probation is, and elsewhere which one: none has a thousand days. */
const isSpan = (key: string, value: number): boolean => SPANS.has(key) || (key === 'day' && value >= 1_000)

/** The same value with bigints as decimal strings. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

/** An idea as `/api/ideas` lists it, and as `/api/ideas/<n>` begins. */
export function ideaShape({ view, ordinal }: Idea, link: Linker) {
  const { settled: _, failed: __, cancelled: ___, ...shown } = view
  return {
    ...(toApi(shown) as Record<string, unknown>),
    ordinal,
    issue_url: link.issue(view.repository, view.issue),
    home_url: view.home && link.repository(view.home),
  }
}

export function paymentShape({ amount, ...payment }: ShownPayment) {
  return { ...(toApi(payment) as object), amount_rao: amount?.toString() ?? null }
}

export const readingShape = (reading: Reading): object => toApi(reading) as object

/** An event as one idea's timeline has it. */
export function eventShape({ position, sequence, hash, event, seenIn }: RecordedEvent, link: Linker) {
  const { type, at, source, ...details } = event
  return {
    position,
    sequence,
    type,
    at: iso(at),
    source: { ...(toApi(source) as object), url: link.source(source, seenIn) },
    details: toApi(details),
    hash,
  }
}

/** An event as the hash chain has it: `data` is the very text that was hashed, so that anyone can hash it again. */
export function rowShape({ position, stream, sequence, type, data, previous, hash }: RecordedEvent) {
  return { position, stream, sequence, type, data, previous, hash }
}

/** The rows of a sheet's part, from which anyone can reckon its hash. */
export function sheetShape({ digest, stream, previous, block, rows, total, parts, record }: KeptSheet) {
  const made = record === null ? null : JSON.parse(record)
  return { sheet: digest, stream, previous, block, rows, total_rao: String(total), parts, record: made }
}

export function partShape(sheet: string, { part, round, hash, lines }: SheetPart) {
  const rows = lines.map(({ account, amount, reason, hotkey }) => ({
    account,
    amount_rao: amount.toString(),
    reason,
    hotkey: hotkey ?? null,
  }))
  return { sheet, part, round, hash, rows }
}
