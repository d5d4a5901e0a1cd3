import type { Codec } from '@polkadot/types/types'
import { encodeAddress } from '@polkadot/util-crypto'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import type { Chain } from '../client.ts'
import { SS58_PREFIX } from '../pots.ts'
import { hasStorage, readStorage, type StorageKey } from '../storage.ts'
import { keysOf } from './keys.ts'
import { fromBits, type SafeFloat, worthOf } from './share-value.ts'

type Asked = Pick<Chain, 'api' | 'request'>

/** A subnet's alpha under one hotkey, of which coldkeys hold shares. */
interface Pool {
  readonly hotkey: string
  readonly total: bigint
  readonly shares: SafeFloat
  /** Rows of another epoch than this are worth nothing; 0 where there is none. */
  readonly epoch: bigint
}

/**
 * Who holds a subnet's alpha, by hotkey and coldkey, in the state of one block; what is worth nothing is left out. It is told hotkey by
 * hotkey and page by page, so that whoever listens keeps only what it needs. Throws `StateGone` where the node has dropped the state.
 */
export async function* readPositions(chain: Asked, netuid: number, at: string): AsyncGenerator<Position[]> {
  try {
    for (const pool of await readPools(chain, netuid, at)) yield* readShares(chain, netuid, at, pool)
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

const isGone = (error: unknown): boolean =>
  error instanceof Error && /discarded|pruned|unknown ?block/i.test(error.message)

async function readPools(chain: Asked, netuid: number, at: string): Promise<Pool[]> {
  const api = chain.api()
  const items = ['TotalHotkeyAlpha', ...present(api, 'TotalHotkeyShares', 'TotalHotkeySharesV2')]
  const pools: Pool[] = []
  for await (const page of keysOf(chain, { item: 'TotalHotkeyAlpha' }, netuid, at)) {
    const hotkeys = page.map(([hotkey]) => addressOf(hotkey))
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
      if (total > 0n) pools.push({ hotkey: hotkeys[place] ?? '', total, shares, epoch })
    }
  }
  return pools
}

async function* readShares(chain: Asked, netuid: number, at: string, pool: Pool): AsyncGenerator<Position[]> {
  const api = chain.api()
  const maps = present(api, 'Alpha', 'AlphaV2')
  const items = [...maps, ...(pool.epoch > 0n ? ['AlphaShareEpoch'] : [])]
  for (const [place, item] of maps.entries()) {
    for await (const page of keysOf(chain, { item, under: [pool.hotkey] }, netuid, at)) {
      const coldkeys = page.map(([, coldkey]) => addressOf(coldkey))
      const keys = coldkeys.map((coldkey) => [pool.hotkey, coldkey, netuid])
      const rows = await readRows(chain, keys, items, at)
      yield rows.flatMap((row, of) => {
        // Whoever is in both maps was told by the first.
        const told = maps.slice(0, place).some((earlier) => bitsOf(row.get(earlier)) > 0n)
        return told ? [] : positionOf(pool, coldkeys[of] ?? '', row)
      })
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
