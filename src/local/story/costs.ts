import type { Option } from '@polkadot/types'
import type { BlockHash, EventRecord, StorageData } from '@polkadot/types/interfaces'
import type { World } from '../world/world.ts'
import { type Leak, openAlphaBook } from './alpha-book.ts'

/** What the network itself took, in rao. */
export interface Costs {
  /** Fees, by who paid them. */
  readonly fees: ReadonlyMap<string, bigint>
  /** What registering neurons cost, by coldkey. */
  readonly burns: ReadonlyMap<string, bigint>
  /** What registering each network cost, by netuid. */
  readonly locks: ReadonlyMap<number, bigint>
  /** By netuid, the alpha that a block made or lost without a reason. */
  readonly leaks: ReadonlyMap<number, Leak>
}

interface Sums {
  readonly fees: Map<string, bigint>
  readonly burns: Map<string, bigint>
  readonly locks: Map<number, bigint>
}

type Api = World['wallets']['api']

/** Blocks that are asked for at once. */
const AT_ONCE = 64

/**
 * Reads the events of all finalized blocks, each once however often it is asked, and what the chain counts as spent on
 * registrations. No two of the story's registrations are in one block.
 */
export function openCosts({ wallets }: World): () => Promise<Costs> {
  const { api } = wallets
  const sums: Sums = { fees: new Map(), burns: new Map(), locks: new Map() }
  const book = openAlphaBook(wallets)
  let read = 0
  return async () => {
    const head = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()
    while (read < head) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, head - read) }, (_, n) => read + n + 1)
      const blocks = await Promise.all(
        numbers.map(async (number) => {
          const hash = await api.rpc.chain.getBlockHash(number)
          const [events, alpha] = await Promise.all([eventsOf(api, hash), book.read(hash.toHex())])
          return { number, events, alpha }
        }),
      )
      for (const { number, events, alpha } of blocks) {
        for (const { event } of events) await count(sums, event, api, number)
        book.enter(number, alpha, events)
      }
      read += numbers.length
    }
    return { ...sums, leaks: book.leaks }
  }
}

/** Each block is read with the runtime that made it. */
async function eventsOf(api: Api, hash: BlockHash): Promise<EventRecord[]> {
  const key = api.query.system?.events?.key() ?? ''
  const bytes = await api.rpc.state.getStorage<Option<StorageData>>(key, hash)
  const { registry } = await api.getBlockRegistry(hash)
  return registry.createType(
    'Vec<FrameSystemEventRecord>',
    bytes.unwrapOrDefault().toU8a(true),
  ) as unknown as EventRecord[]
}

async function count(
  sums: Sums,
  { section, method, data }: EventRecord['event'],
  api: Api,
  block: number,
): Promise<void> {
  if (section === 'transactionPayment') add(sums.fees, text(data[0]), amount(data[1]))
  if (section !== 'subtensorModule') return
  const netuid = Number(text(data[0]))
  const stateOf = async (number: number) =>
    (await api.at(await api.rpc.chain.getBlockHash(number))).query.subtensorModule
  if (method === 'NetworkAdded') {
    sums.locks.set(netuid, amount(await (await stateOf(block))?.networkLastLockCost?.()))
  }
  if (method !== 'NeuronRegistered') return
  const [before, after] = [await stateOf(block - 1), await stateOf(block)]
  const spent = async (state: typeof after) => amount(await state?.raoRecycledForRegistration?.(netuid))
  add(sums.burns, text(await after?.owner?.(data[2])), (await spent(after)) - (await spent(before)))
}

function add(sums: Map<string, bigint>, who: string, more: bigint): void {
  sums.set(who, (sums.get(who) ?? 0n) + more)
}

const text = (value: { toString(): string } | undefined): string => value?.toString() ?? ''

const amount = (value: { toString(): string } | undefined): bigint => BigInt(text(value) || 0)
