import type { MarketLine } from '../../ledger/market.ts'
import type { Idea, RecordedEvent } from '../../ledger/read.ts'
import type { ChainReading } from '../../ledger/readings.ts'
import type { KeptSheet, SheetPart } from '../../ledger/sheets.ts'
import type { ShownPayment } from '../../ledger/shown-payments.ts'
import type { Linker } from '../links.ts'
import { iso } from '../text.ts'

/** Numbers that are times. */
const TIMES = /(^at|^deadline|At|since)$/

/** What a field is, where its type does not say it: see `docs/api.md`. Times are told by their names. */
export type ShapeUnit = 'count' | 'span' | 'tao' | 'alpha' | 'chain' | 'record'

type Units = Readonly<Record<string, ShapeUnit>>

/** The units of an event's fields, by its type, and those of a subnet as a whole. */
export interface AllUnits {
  readonly events: Readonly<Record<string, Units>>
  readonly subnet: Units
}

/** A place that knows no families gives amounts and times alone. */
export const NO_UNITS: AllUnits = { events: {}, subnet: {} }

/**
 * A value of the ledger as the API writes it. Fields are in snake_case.
 * - An amount (bigint) is a decimal string in a field that ends in `_rao`.
 * - A time (milliseconds) is ISO 8601.
 * - A span is in a field that ends in `_ms`.
 */
function toApi(value: unknown, units: Units): unknown {
  if (Array.isArray(value)) return value.map((one) => toApi(one, units))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => field(key, inner, units)))
}

function field(key: string, value: unknown, units: Units): [string, unknown] {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const unit = Object.hasOwn(units, key) ? units[key] : undefined
  if (unit === 'record') return [key === 'stakes' ? 'stakes_rao' : name, plain(value)]
  if (typeof value === 'bigint') return bigintField(name, value, unit)
  if (value === null && unit === 'tao') return [`${name}_rao`, null]
  if (typeof value === 'number' && unit === 'span' && isSpan(key, value)) return [`${name}_ms`, value]
  if (typeof value === 'number' && TIMES.test(key)) return [name, iso(value)]
  return [name, toApi(value, units)]
}

function bigintField(name: string, value: bigint, unit: ShapeUnit | undefined): [string, unknown] {
  if (unit === 'alpha') return [`${name}_alpha_rao`, value.toString()]
  return [unit === 'chain' ? name : `${name}_rao`, value.toString()]
}

/** Of a subnet, `day` is how long a day of its probation is, and elsewhere which one: none has a thousand days. */
const isSpan = (key: string, value: number): boolean => key !== 'day' || value >= 1_000

/** The same value with bigints as decimal strings. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

/** An idea as `/api/ideas` lists it, and as `/api/ideas/<n>` begins. */
export function ideaShape({ view, ordinal }: Idea, link: Linker, { subnet }: AllUnits) {
  const { settled: _, failed: __, cancelled: ___, ...shown } = view
  return {
    ...(toApi(shown, subnet) as Record<string, unknown>),
    ordinal,
    issue_url: link.issue(view.repository, view.issue),
    home_url: view.home && link.repository(view.home),
  }
}

export function paymentShape({ amount, ...payment }: ShownPayment) {
  return { ...(toApi(payment, {}) as object), amount_rao: amount?.toString() ?? null }
}

export const readingShape = (reading: ChainReading): object => toApi(reading, {}) as object

/** An event as one idea's timeline has it. */
export function eventShape(
  { position, sequence, hash, event, seenIn }: RecordedEvent,
  link: Linker,
  { events }: AllUnits,
) {
  const { type, at, source, ...details } = event
  return {
    position,
    sequence,
    type,
    at: iso(at),
    source: { ...(toApi(source, {}) as object), url: link.source(source, seenIn) },
    details: toApi(details, events[type] ?? {}),
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

/** An idea in a line. The block is the chain's own number. */
export const marketShape = ({ stream: _, ...line }: MarketLine) => toApi(line, { endsIn: 'chain' })
