import type { Codec } from '@polkadot/types/types'
import { readStorage } from '../../chain/storage.ts'
import { shareOut } from '../subtensor/pallets/subtensor-module/epoch/emission.ts'
import type { World } from '../world/world.ts'

/** A subnet's alpha after one block, in units. */
export interface AlphaAt {
  /** What the chain says that it has given out, and what lies in the pool. */
  readonly out: bigint
  readonly pool: bigint
  /** Under all hotkeys. */
  readonly held: bigint
  readonly pending: Pending
  /** What the block created; 0 before the first emission. */
  readonly created: bigint
  /** In 65,535ths. */
  readonly cut: number
  readonly root: { readonly tao: bigint; readonly weight: bigint }
  /** The block of its last epoch. */
  readonly epoch: number
  /** What the last epoch gave to those who stake, by neuron. */
  readonly dividends: readonly bigint[]
}

interface Pending {
  readonly owner: bigint
  readonly servers: bigint
  readonly validators: bigint
}

/** What an epoch gave to miners by its events, by UID. */
export type Incentives = readonly bigint[]

/** What a block leaves to nobody: between so much and so much. */
export interface Left {
  readonly least: bigint
  readonly most: bigint
}

/**
 * What the block may leave to nobody. Its emission is rounded down part by part: that is known to the unit. An epoch leaves what its miners did not
 * earn, and where no validator earned anything theirs too. What it does give them is rounded down for each.
 */
export function leftToNobody(number: number, before: AlphaAt, after: AlphaAt, earned: Incentives): Left {
  const { cut, root } = before
  const emitted = shareOut(after.created, { cut, root, issuance: before.pool + before.out })
  const rounded = after.created - emitted.recycled - emitted.owner - emitted.servers - emitted.validators
  if (after.epoch !== number) return { least: rounded, most: rounded }
  const servers = before.pending.servers + emitted.servers
  const validators = before.pending.validators + emitted.validators
  const all = sum(earned)
  // The first neuron is the owner's own: what it earns is kept back.
  const unearned = all > 0n ? servers - all + (earned[0] ?? 0n) : 0n
  const forValidators = all > 0n ? validators : validators + servers
  const isPaid = after.dividends.some((dividend) => dividend > 0n)
  const least = rounded + unearned + (isPaid ? 0n : forValidators)
  // Their shares are fractions of 2^32, and take and rest are rounded down.
  const each = 3n + (forValidators >> 32n)
  return { least, most: isPaid ? least + each * BigInt(after.dividends.length) : least }
}

/** What is with nobody so far. */
export const nobodys = ({ out, held, pending }: AlphaAt): bigint =>
  out - held - pending.owner - pending.servers - pending.validators

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

const ITEMS = [
  'SubnetAlphaOut',
  'SubnetAlphaIn',
  'PendingOwnerCut',
  'PendingServerEmission',
  'PendingValidatorEmission',
  'SubnetAlphaOutEmission',
  'OwnerCutEnabled',
  'LastMechansimStepBlock',
] as const

type Item = (typeof ITEMS)[number]

type Asked = Pick<World['wallets'], 'api' | 'request'>

/** Reads it in the state of one block, for each network but root. */
export async function readAlpha({ api, request }: Asked, at: string): Promise<ReadonlyMap<number, AlphaAt>> {
  const chain = { api: () => api, request }
  const netuids = await networksIn({ api, request }, at)
  const key = (item: string, ...keys: readonly unknown[]) => ({ pallet: 'subtensorModule', item, keys })
  const wanted = netuids.flatMap((netuid) => ITEMS.map((item) => key(item, netuid)))
  const rules = [key('SubnetOwnerCut'), key('SubnetTAO', 0), key('TaoWeight')]
  const [held, given, values] = await Promise.all([
    amountsIn(request, api.query.subtensorModule?.totalHotkeyAlpha, LAST_OF_KEY, at),
    amountsIn(request, api.query.subtensorModule?.alphaDividendsPerSubnet, FIRST_OF_KEY, at),
    readStorage(chain, [...rules, ...wanted], at),
  ])
  const [cut, tao, weight] = values.slice(0, rules.length).map(integer)
  const root = { tao: tao ?? 0n, weight: weight ?? 0n }
  return new Map(
    netuids.map((netuid, place) => {
      const value = (item: Item) => values[rules.length + place * ITEMS.length + ITEMS.indexOf(item)]
      const of = (item: Item) => integer(value(item))
      return [
        netuid,
        {
          out: of('SubnetAlphaOut'),
          pool: of('SubnetAlphaIn'),
          held: sum(held.get(netuid) ?? []),
          pending: {
            owner: of('PendingOwnerCut'),
            servers: of('PendingServerEmission'),
            validators: of('PendingValidatorEmission'),
          },
          created: of('SubnetAlphaOutEmission'),
          cut: value('OwnerCutEnabled')?.toString() === 'true' ? Number(cut) : 0,
          root,
          epoch: Number(of('LastMechansimStepBlock')),
          dividends: given.get(netuid) ?? [],
        },
      ]
    }),
  )
}

const integer = (value: Codec | null | undefined): bigint => BigInt(value?.toString() ?? 0)

/** Where a key has its netuid, which stands there as it is: four digits. */
const [FIRST_OF_KEY, LAST_OF_KEY] = [66, -4] as const

/** All amounts of a map, by network. */
async function amountsIn(
  request: Asked['request'],
  map: { keyPrefix(): string } | undefined,
  place: number,
  at: string,
): Promise<ReadonlyMap<number, bigint[]>> {
  const keys = await request<readonly string[]>('state_getKeysPaged', [map?.keyPrefix(), 1_000, null, at])
  const [answer] = await request<readonly { changes: readonly [string, string | null][] }[]>(
    'state_queryStorageAt',
    [keys, at],
  )
  const amounts = new Map<number, bigint[]>()
  for (const [key, value] of answer?.changes ?? []) {
    const netuid = netuidIn(key, place)
    const amount = Buffer.from((value ?? '0x0000000000000000').slice(2), 'hex').readBigUInt64LE()
    amounts.set(netuid, [...(amounts.get(netuid) ?? []), amount])
  }
  return amounts
}

async function networksIn({ api, request }: Asked, at: string): Promise<number[]> {
  const prefix = api.query.subtensorModule?.networksAdded?.keyPrefix()
  const keys = await request<readonly string[]>('state_getKeysPaged', [prefix, 1_000, null, at])
  return keys.map((key) => netuidIn(key, LAST_OF_KEY)).filter((netuid) => netuid !== 0)
}

const netuidIn = (key: string, place: number): number =>
  Buffer.from(place < 0 ? key.slice(place) : key.slice(place, place + 4), 'hex').readUInt16LE()
