import { openCalls } from '../../ledger/approvals.ts'
import { intentsIn, waitingItems } from '../../ledger/attempt-items.ts'
import { readOpenings } from '../../ledger/attempts.ts'
import type { Queries } from '../../ledger/database.ts'
import { type OnChain, readOnChain } from '../../ledger/subnets.ts'
import { type Pot, potIn } from '../../mechanisms/pots.ts'
import { multisigAddress, potAddress, type Treasury } from '../pots.ts'
import type { Attempted, Items, Opened, Registration, Watched } from './watch-list.ts'

/** The earliest deadlines of all streams: milliseconds and block, null where there is none. */
export interface DueNext {
  readonly at: number | null
  readonly block: number | null
}

/**
 * What the ledger waits for. Read it after the block was fetched: an attempt is stored before it is broadcast, so whatever
 * of ours a fetched block holds is known by then.
 */
export async function readWatched(
  queries: Queries,
  treasury: Treasury,
): Promise<{ watched: Watched; due: DueNext }> {
  const rows = await readOnChain(queries)
  const watched = {
    treasury: treasury.address,
    pots: potsOf(treasury.address, rows),
    loans: new Set(rows.flatMap((row) => row.loanId ?? [])),
    attempts: await readAttempts(queries, treasury),
    approvals: await readApprovals(queries, treasury),
    registrations: await readRegistrations(queries, treasury),
  }
  return {
    watched,
    due: { at: least(rows.map((row) => row.dueAt)), block: least(rows.map((row) => row.dueBlock)) },
  }
}

const OWN = ['escrow', 'treasury', 'payroll', 'hotkey'] as const

/** The float, the till, and the accounts of every subnet that has some. Where it had two, the escrow was its hotkey too. */
function potsOf(treasury: string, rows: readonly OnChain[]): Map<string, Pot> {
  const shared: Pot[] = [{ kind: 'float' }, { kind: 'till' }]
  const own = rows.flatMap(({ pots }) =>
    OWN.toReversed().flatMap((kind) => (pots?.[kind] ? [[pots[kind], potIn(pots, kind)] as const] : [])),
  )
  return new Map([...shared.map((pot) => [potAddress(treasury, pot), pot] as const), ...own])
}

const least = (values: readonly (number | null)[]): number | null =>
  values.reduce((low, value) => (value === null || (low !== null && low <= value) ? low : value), null)

async function readAttempts(queries: Queries, treasury: Treasury): Promise<Map<string, Attempted>> {
  const open = await readOpenings(queries, treasury.signer)
  const items = await readItemsOf(
    queries,
    treasury,
    open.map(({ hash }) => hash),
  )
  return new Map(
    open.map(({ hash, opens, proxied }) => [
      hash,
      { ...itemsOf(items, hash, opens !== null), opens, isFlat: proxied },
    ]),
  )
}

async function readRegistrations(
  queries: Queries,
  { address }: Treasury,
): Promise<Map<string, Registration>> {
  const open = await waitingItems(queries)
  return new Map(
    open.flatMap(({ attempt, place, intent: { pot, call } }) =>
      call.kind === 'network-register' ? [[potAddress(address, pot), { attempt, place }] as const] : [],
    ),
  )
}

async function readApprovals(queries: Queries, treasury: Treasury): Promise<Map<string, Opened>> {
  const open = await openCalls(queries)
  const items = await readItemsOf(
    queries,
    treasury,
    open.map(({ attempt }) => attempt),
  )
  return new Map(
    open.map(({ callHash, attempt, signatories, threshold }) => [
      callHash,
      { ...itemsOf(items, attempt, true), multisig: multisigAddress(signatories, threshold) },
    ]),
  )
}

/** A call that is opened begins with a remark, which is an item of its own. */
const itemsOf = (items: ReadonlyMap<string, Item[]>, attempt: string, isOpened: boolean): Items => {
  const own = items.get(attempt) ?? []
  return {
    pots: own.map(({ pot }) => pot),
    rows: new Map(own.flatMap(({ rows }, place) => (rows === null ? [] : [[place, rows] as const]))),
    leading: isOpened ? 1 : 0,
  }
}

interface Item {
  /** SS58. */
  readonly pot: string
  /** Of a bulk intent: how many rows were signed. */
  readonly rows: number | null
}

async function readItemsOf(
  queries: Queries,
  treasury: Treasury,
  hashes: readonly string[],
): Promise<Map<string, Item[]>> {
  const byAttempt = new Map<string, Item[]>()
  for (const { attempt, intent, rows } of await intentsIn(queries, hashes)) {
    const pot = potAddress(treasury.address, intent.pot)
    byAttempt.set(attempt, [...(byAttempt.get(attempt) ?? []), { pot, rows }])
  }
  return byAttempt
}
