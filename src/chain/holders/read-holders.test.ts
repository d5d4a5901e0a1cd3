import { stringCamelCase } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import type { MetadataV16 } from '../../local/subtensor/metadata/prune.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import { alpha } from '../../mechanisms/money.ts'
import type { Chain } from '../client.ts'
import { FIRST, readPositions, StateGone } from './read-holders.ts'
import { fromInteger, worthOf } from './share-value.ts'

const NETUID = 7
const AT = '0xblock'

/** The runtimes that there are: decimal shares, the same with epochs, and binary shares before them. */
const runtimes = {
  decimal: () => undefined,
  epochs: (metadata: MetadataV16) => {
    copyItem(metadata, 'TotalHotkeyAlpha', 'AlphaSharePoolEpoch')
    copyItem(metadata, 'AlphaV2', 'AlphaShareEpoch', 'TotalHotkeyAlpha')
  },
  binary: (metadata: MetadataV16) => {
    const fixed = metadata.lookup.find(({ path }) => path.join('::') === 'substrate_fixed::FixedU128')
    for (const [from, to] of [
      ['TotalHotkeySharesV2', 'TotalHotkeyShares'],
      ['AlphaV2', 'Alpha'],
    ] as const) {
      const { type } = copyItem(metadata, from, to)
      if (type.tag === 'map') type.value = { ...type.value, value: fixed?.id ?? 0 }
    }
  },
}

function copyItem({ pallets }: MetadataV16, from: string, name: string, typeOf?: string) {
  const items = pallets.find((pallet) => pallet.name === 'SubtensorModule')?.storage?.items ?? []
  const found = items.find((item) => item.name === from)
  const told = items.find((item) => item.name === typeOf)
  if (!found) throw new Error(`no storage ${from}`)
  const copy = { ...structuredClone(found), name, fallback: told?.fallback ?? found.fallback }
  if (copy.type.tag === 'map' && told?.type.tag === 'map') {
    copy.type = { tag: 'map', value: { ...copy.type.value, value: told.type.value.value } }
  }
  items.push(copy)
  return copy
}

type Api = ReturnType<Chain['api']>
const apis = new Map<string, Api>()
beforeAll(async () => {
  for (const [name, change] of Object.entries(runtimes))
    apis.set(name, (await offlineChain(475, change)).api())
})

/** A node that keeps these values, each as item, keys and value, and tells them at one block only. */
function nodeWith(name: keyof typeof runtimes, values: readonly [string, readonly unknown[], unknown][]) {
  const api = apis.get(name)
  if (!api) throw new Error(`no runtime ${name}`)
  const stored = new Map<string, string>()
  for (const [item, keys, value] of values) {
    const entry = api.query.subtensorModule?.[stringCamelCase(item)]
    if (!entry) throw new Error(`no storage ${item}`)
    const { type } = entry.creator.meta
    const typeName = api.registry.createLookupType(type.asMap.value)
    stored.set(entry.key(...keys), api.registry.createType(typeName, value).toHex(true))
  }
  const sorted = [...stored.keys()].sort()
  const asked: string[] = []
  const request = async (method: string, params: readonly unknown[] = []) => {
    asked.push(method)
    if (params.at(-1) !== AT) throw new Error('4003: State already discarded')
    if (method === 'state_getKeysPaged') {
      const [prefix, count, start] = params as [string, number, string | null]
      return sorted.filter((key) => key.startsWith(prefix) && (start === null || key > start)).slice(0, count)
    }
    const [keys] = params as [string[]]
    return [{ block: AT, changes: keys.map((key) => [key, stored.get(key) ?? null]) }]
  }
  return { chain: { api: () => api, request: request as Chain['request'] }, asked }
}

const addressOf = (kind: number, n: number): string => {
  const bytes = new Uint8Array(32).fill(kind)
  new DataView(bytes.buffer).setUint32(0, n)
  return encodeAddress(bytes, 42)
}
const hot = (n: number) => addressOf(1, n)
const cold = (n: number) => addressOf(2, n)

async function read(chain: Pick<Chain, 'api' | 'request'>, at = AT): Promise<Position[]> {
  const all: Position[] = []
  for await (const { positions } of readPositions(chain, NETUID, at)) all.push(...positions)
  return all
}
const sorted = (rows: readonly Position[]) => rows.map((row) => JSON.stringify(row, texts)).sort()
const texts = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

const row = fc.record({ hotkey: fc.nat(3), coldkey: fc.nat(9), netuid: fc.constantFrom(NETUID, NETUID, 8) })
const amount = fc.bigInt(1n, 10n ** 15n)
const rows = fc.uniqueArray(fc.tuple(row, amount), {
  selector: ([{ hotkey, coldkey, netuid }]) => `${hotkey} ${coldkey} ${netuid}`,
  maxLength: 20,
})

test('each row is told once with its worth, and none of another network', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (all) => {
      const totals = new Map<string, { hotkey: number; netuid: number; sum: bigint }>()
      for (const [{ hotkey, netuid }, part] of all) {
        const name = `${hotkey} ${netuid}`
        const { sum = 0n } = totals.get(name) ?? {}
        totals.set(name, { hotkey, netuid, sum: sum + part })
      }
      const { chain } = nodeWith('decimal', [
        ...[...totals.values()].flatMap(({ hotkey, netuid, sum }): [string, unknown[], unknown][] => [
          // Each share has grown to the double.
          ['TotalHotkeyAlpha', [hot(hotkey), netuid], 2n * sum],
          ['TotalHotkeySharesV2', [hot(hotkey), netuid], fromInteger(sum)],
        ]),
        ...all.map(([{ hotkey, coldkey, netuid }, part]): [string, unknown[], unknown] => [
          'AlphaV2',
          [hot(hotkey), cold(coldkey), netuid],
          fromInteger(part),
        ]),
      ])
      const expected = all
        .filter(([{ netuid }]) => netuid === NETUID)
        .map(([{ hotkey, coldkey }, part]) => {
          const { sum = 0n } = totals.get(`${hotkey} ${NETUID}`) ?? {}
          const worth = worthOf(2n * sum, fromInteger(part), fromInteger(sum))
          return { hotkey: hot(hotkey), coldkey: cold(coldkey), amount: worth }
        })
      expect(sorted(await read(chain))).toEqual(sorted(expected))
    }),
    { numRuns: 20 },
  )
})

test('more rows than a page are all told', async () => {
  const share = fromInteger(5n)
  const { chain, asked } = nodeWith('decimal', [
    ['TotalHotkeyAlpha', [hot(1), NETUID], 1_001n * 5n],
    ['TotalHotkeySharesV2', [hot(1), NETUID], fromInteger(1_001n * 5n)],
    ...Array.from({ length: 1_001 }, (_, n): [string, unknown[], unknown] => [
      'AlphaV2',
      [hot(1), cold(n), NETUID],
      share,
    ]),
  ])
  const found = await read(chain)
  expect(new Set(found.map(({ coldkey }) => coldkey)).size).toBe(1_001)
  expect(found.every((one) => one.amount === 5n)).toBe(true)
  expect(asked.filter((method) => method === 'state_getKeysPaged')).toHaveLength(3)
})

test('a reading that is cut anywhere goes on with what follows, and tells each row once', async () => {
  const cut = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(rows, cut, fc.integer({ min: 1, max: 3 }), async (all, cuts, page) => {
      const { chain } = nodeWith('decimal', [
        ...all.flatMap(([{ hotkey, coldkey, netuid }, part]): [string, unknown[], unknown][] => [
          ['TotalHotkeyAlpha', [hot(hotkey), netuid], 10n ** 15n],
          ['TotalHotkeySharesV2', [hot(hotkey), netuid], fromInteger(10n ** 15n)],
          ['AlphaV2', [hot(hotkey), cold(coldkey), netuid], fromInteger(part)],
        ]),
      ])
      const told: Position[] = []
      let from = FIRST
      for (const most of [...cuts, Number.POSITIVE_INFINITY]) {
        let left = most
        for await (const { positions, place } of readPositions(chain, NETUID, AT, { from, page })) {
          told.push(...positions)
          from = place
          left -= 1
          if (left === 0) break
        }
      }
      expect(sorted(told)).toEqual(sorted(await read(chain)))
    }),
    { numRuns: 20 },
  )
})

test('a row of another epoch is worth nothing where its pool has one', async () => {
  const pool = (n: number, epoch: bigint): [string, unknown[], unknown][] => [
    ['TotalHotkeyAlpha', [hot(n), NETUID], 10n],
    ['TotalHotkeySharesV2', [hot(n), NETUID], fromInteger(10n)],
    ['AlphaSharePoolEpoch', [hot(n), NETUID], epoch],
    ['AlphaV2', [hot(n), cold(1), NETUID], fromInteger(4n)],
    ['AlphaV2', [hot(n), cold(2), NETUID], fromInteger(6n)],
    ['AlphaShareEpoch', [hot(n), cold(1), NETUID], 3n],
  ]
  const { chain } = nodeWith('epochs', [...pool(1, 3n), ...pool(2, 0n)])
  const at = (hotkey: number, coldkey: number, part: bigint) => ({
    hotkey: hot(hotkey),
    coldkey: cold(coldkey),
    amount: alpha(part),
  })
  expect(sorted(await read(chain))).toEqual(sorted([at(1, 1, 4n), at(2, 1, 4n), at(2, 2, 6n)]))
})

test('a binary share of an older runtime goes before the decimal one, and is told once', async () => {
  const bits = (value: bigint) => ({ bits: value << 64n })
  const { chain } = nodeWith('binary', [
    ['TotalHotkeyAlpha', [hot(1), NETUID], 100n],
    ['TotalHotkeyShares', [hot(1), NETUID], bits(10n)],
    ['Alpha', [hot(1), cold(1), NETUID], bits(4n)],
    ['AlphaV2', [hot(1), cold(1), NETUID], fromInteger(9n)],
    ['AlphaV2', [hot(1), cold(2), NETUID], fromInteger(6n)],
  ])
  const own = { hotkey: hot(1), coldkey: cold(1), amount: alpha(40n) }
  const other = { hotkey: hot(1), coldkey: cold(2), amount: alpha(60n) }
  expect(sorted(await read(chain))).toEqual(sorted([own, other]))
})

test('a state that the node has dropped is told apart from other failures', async () => {
  const { chain } = nodeWith('decimal', [])
  await expect(read(chain, '0xolder')).rejects.toThrow(StateGone)
  await expect(read(chain, '0xolder')).rejects.toThrow('Name an archive node in SUBTENSOR_ENDPOINTS')
  const failing = { ...chain, request: () => Promise.reject(new Error('connection lost')) }
  await expect(read(failing)).rejects.toThrow('connection lost')
})
