import type { Codec } from '@polkadot/types/types'
import { encodeAddress } from '@polkadot/util-crypto'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import type { Chain } from '../client.ts'
import { SS58_PREFIX } from '../pots.ts'
import { hasStorage, readStorage, type StorageKey } from '../storage.ts'
import { keysOf, PAGE, type Paging } from './keys.ts'
import { fromBits, type SafeFloat, worthOf } from './share-value.ts'

type Asked = Pick<Chain, 'api' | 'request'>

/** A subnet’s alpha under one hotkey, of which coldkeys hold shares. */
interface Pool {
  /** Its key, after which the next pool is looked for. */
  readonly key: string
  readonly hotkey: string
  readonly total: bigint
  readonly shares: SafeFloat
  /** Rows of another epoch than this are worth nothing; 0 where there is none. */
  readonly epoch: bigint
}

/** How far a reading has come: it can go on from there, in the state of the same block. */
export interface ReadPlace {
  /** The key of the last hotkey that is read to its end; null: none is. */
  readonly pool: string | null
  /** Of the next hotkey the map that is being read, and its last key that was; null: it is read from its first. */
  readonly within: { readonly item: string; readonly after: string } | null
}

/** Nothing is read. */
export const FIRST: ReadPlace = { pool: null, within: null }

/** Some of the rows, and how far one has come with them. */
export interface HoldersPage {
  readonly positions: readonly Position[]
  readonly place: ReadPlace
}

/**
 * Who holds a subnet's alpha, by hotkey and coldkey, in the state of one block; what is worth nothing is left out. It is told hotkey by
 * hotkey and page by page, so that whoever listens keeps only what it needs. Throws `StateGone` where the node has dropped the state.
 */
export async function* readPositions(
  chain: Asked,
  netuid: number,
  at: string,
  { from = FIRST, page = PAGE }: { readonly from?: ReadPlace; readonly page?: number } = {},
): AsyncGenerator<HoldersPage> {
  const asked = { chain, netuid, at, page }
  let { pool: done, within } = from
  try {
    for await (const pool of readPools(asked, done)) {
      for await (const read of readShares(asked, pool, within)) {
        within = read.within
        yield { positions: read.positions, place: { pool: done, within } }
      }
      done = pool.key
      within = null
    }
  } catch (error) {
    throw isGone(error) ? new StateGone(at, { cause: error }) : error
  }
}

/** The node no longer has the state of that block: ask an archive node, or take a newer block. */
export class StateGone extends Error {
  constructor(at: string, options: ErrorOptions) {
    super(
      `The node no longer has the state of block ${at}. Name an archive node in SUBTENSOR_ENDPOINTS, and try again.`,
      options,
    )
  }
}

export const isGone = (error: unknown): boolean =>
  error instanceof StateGone ||
  (error instanceof Error && /discarded|pruned|unknown ?block/i.test(error.message))

interface Reading extends Pick<Paging, 'page'> {
  readonly chain: Asked
  readonly netuid: number
  readonly at: string
}

async function* readPools({ chain, netuid, at, page }: Reading, after: string | null): AsyncGenerator<Pool> {
  const api = chain.api()
  const items = ['TotalHotkeyAlpha', ...present(api, 'TotalHotkeyShares', 'TotalHotkeySharesV2')]
  for await (const keys of keysOf(chain, { item: 'TotalHotkeyAlpha' }, netuid, at, { after, page })) {
    const hotkeys = keys.map(({ parts: [hotkey] }) => addressOf(hotkey))
    const rows = await readRows(
      chain,
      hotkeys.map((hotkey) => [hotkey, netuid]),
      [...items, ...present(api, 'AlphaSharePoolEpoch')],
      at,
    )
    for (const [place, row] of rows.entries()) {
      const total = integerOf(row.get('TotalHotkeyAlpha'))
      const shares = shareOf(row.get('TotalHotkeyShares'), row.get('TotalHotkeySharesV2'))
      const epoch = integerOf(row.get('AlphaSharePoolEpoch'))
      const { key = '' } = keys[place] ?? {}
      if (total > 0n) yield { key, hotkey: hotkeys[place] ?? '', total, shares, epoch }
    }
  }
}

interface ReadShares extends Pick<HoldersPage, 'positions'> {
  readonly within: NonNullable<ReadPlace['within']>
}

async function* readShares(
  { chain, netuid, at, page }: Reading,
  pool: Pool,
  within: ReadPlace['within'],
): AsyncGenerator<ReadShares> {
  const api = chain.api()
  const maps = present(api, 'Alpha', 'AlphaV2')
  const items = [...maps, ...(pool.epoch > 0n ? ['AlphaShareEpoch'] : [])]
  for (const [place, item] of maps.entries()) {
    if (within !== null && place < maps.indexOf(within.item)) continue
    const after = within?.item === item ? within.after : null
    for await (const keys of keysOf(chain, { item, under: [pool.hotkey] }, netuid, at, { after, page })) {
      const last = keys.at(-1)
      if (!last) continue
      const coldkeys = keys.map(({ parts: [, coldkey] }) => addressOf(coldkey))
      const rows = await readRows(
        chain,
        coldkeys.map((coldkey) => [pool.hotkey, coldkey, netuid]),
        items,
        at,
      )
      const positions = rows.flatMap((row, of) => {
        // Whoever is in both maps was told by the first.
        const told = maps.slice(0, place).some((earlier) => bitsOf(row.get(earlier)) > 0n)
        return told ? [] : positionOf(pool, coldkeys[of] ?? '', row)
      })
      yield { positions, within: { item, after: last.key } }
    }
  }
}

function positionOf(pool: Pool, coldkey: string, row: Row): Position[] {
  if (pool.epoch > 0n && integerOf(row.get('AlphaShareEpoch')) !== pool.epoch) return []
  const amount = worthOf(pool.total, shareOf(row.get('Alpha'), row.get('AlphaV2')), pool.shares)
  return amount > 0n ? [{ hotkey: pool.hotkey, coldkey, amount }] : []
}

type Row = ReadonlyMap<string, Codec | null>

/** For each of these keys what the items hold under it, in one question. */
async function readRows(
  chain: Asked,
  keys: readonly (readonly unknown[])[],
  items: readonly string[],
  at: string,
): Promise<Row[]> {
  const wanted = keys.flatMap((key) =>
    items.map((item): StorageKey => ({ pallet: 'subtensorModule', item, keys: key })),
  )
  const values = await readStorage(chain, wanted, at)
  return keys.map(
    (_, place) => new Map(items.map((item, of) => [item, values[place * items.length + of] ?? null])),
  )
}

const present = (api: ReturnType<Chain['api']>, ...items: readonly string[]): string[] =>
  items.filter((item) => hasStorage(api, 'subtensorModule', item))

const addressOf = (bytes: Uint8Array | undefined): string =>
  encodeAddress(bytes ?? new Uint8Array(), SS58_PREFIX)

const integerOf = (value: Codec | null | undefined): bigint => (value ? BigInt(value.toString()) : 0n)

type FixedBits = Codec & { readonly bits: { toBigInt(): bigint } }
type Decimal = Codec & {
  readonly mantissa: { toBigInt(): bigint }
  readonly exponent: { toBigInt(): bigint }
}

const bitsOf = (value: Codec | null | undefined): bigint =>
  (value as FixedBits | null)?.bits?.toBigInt() ?? 0n

/** An older, binary share goes before the decimal one. */
function shareOf(binary: Codec | null | undefined, decimal: Codec | null | undefined): SafeFloat {
  const bits = bitsOf(binary)
  if (bits > 0n) return fromBits(bits)
  const { mantissa, exponent } = decimal as Decimal
  return { mantissa: mantissa.toBigInt(), exponent: exponent.toBigInt() }
}
