import { ORDERS, type Order } from '../ledger/market.ts'
import type { Phase } from '../ledger/read.ts'
import type { ResourceQuery } from './resource.ts'

/** The phases in the order in which an idea goes through them, and then those in which it ends. */
export const PHASES = [
  'awaiting-deposit',
  'checking',
  'funding',
  'minable',
  'launching',
  'preparing',
  'probation',
  'live',
  'failed',
  'dissolved',
  'returned',
  'unfunded',
  'slashed',
  'closed',
] as const satisfies readonly Phase[]

export type ShownPhase = (typeof PHASES)[number]

export const asPhase = (text: string | undefined): ShownPhase | undefined =>
  PHASES.find((phase) => phase === text)

/** What of the market is wanted. */
export interface MarketRequest {
  readonly order: Order
  readonly phase: ShownPhase | undefined
  /** Empty where nothing is searched for. */
  readonly search: string
  /** The first is 1. */
  readonly page: number
}

export const asOrder = (text: string | undefined): Order | undefined => ORDERS.find((order) => order === text)

/** As long as a title may be. */
const LONGEST_SEARCH = 256

/** What a URL asks of the market. What it cannot mean is left out. */
export const asMarket = ({ q = '', phase, sort, page }: Readonly<Record<string, string>>): MarketRequest => ({
  order: asOrder(sort) ?? ORDERS[0],
  phase: asPhase(phase),
  search: q.toWellFormed().replaceAll('\0', '').trim().slice(0, LONGEST_SEARCH),
  page: Math.min(Math.max(asNumber(page) ?? 1, 1), LAST_PAGE),
})

/** Nobody has leafed so far: what comes before a page must be counted. */
const LAST_PAGE = 10_000

/** The database's integer: what an issue's number, an ordinal and a sequence are. A position may be larger. */
const LARGEST_INTEGER = 2 ** 31 - 1

/** A whole number as it stands in a URL; undefined where it is none, or larger than anything that there can be. */
export function asNumber(text: string | undefined, largest = LARGEST_INTEGER): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return value <= largest ? value : undefined
}

export const asPosition = (text: string | undefined): number | undefined =>
  asNumber(text, Number.MAX_SAFE_INTEGER)

/** `owner/name` as it stands in a URL; undefined where none is asked for, empty (which none is called) where it is no name. */
export function asRepository(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return /^[\w.-]+\/[\w.-]+$/.test(text) ? text : ''
}

/** What a URL names of a resource. A number that is none is left out: who answers with an error asks before. */
export const askedOf = ({ account, day, before }: Readonly<Record<string, string>>): ResourceQuery => ({
  account,
  day: asNumber(day),
  before: asNumber(before),
})
