import type { EventRecord } from '@polkadot/types/interfaces'
import type { World } from '../world/world.ts'

/** What the network itself took, in rao. */
export interface Costs {
  /** Fees, by who paid them. */
  readonly fees: ReadonlyMap<string, bigint>
  /** What registering neurons cost, by coldkey. */
  readonly burns: ReadonlyMap<string, bigint>
  /** What registering each network cost, by netuid. */
  readonly locks: ReadonlyMap<number, bigint>
}

interface Sums {
  readonly fees: Map<string, bigint>
  readonly burns: Map<string, bigint>
  readonly locks: Map<number, bigint>
}

type State = Awaited<ReturnType<World['wallets']['api']['at']>>

/** Read from the events of all finalized blocks, and from the prices that stood when each block began. */
export async function readCosts({ wallets: { api } }: World): Promise<Costs> {
  const head = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()
  const sums: Sums = { fees: new Map(), burns: new Map(), locks: new Map() }
  let before = await api.at(await api.rpc.chain.getBlockHash(0))
  for (let number = 1; number <= head; number++) {
    const at = await api.at(await api.rpc.chain.getBlockHash(number))
    const events = (await at.query.system?.events?.()) as unknown as EventRecord[]
    for (const { event } of events) await count(sums, event, before, at)
    before = at
  }
  return sums
}

async function count(
  sums: Sums,
  { section, method, data }: EventRecord['event'],
  before: State,
  at: State,
): Promise<void> {
  if (section === 'transactionPayment') add(sums.fees, text(data[0]), amount(data[1]))
  if (section !== 'subtensorModule') return
  const netuid = Number(text(data[0]))
  if (method === 'NetworkAdded')
    sums.locks.set(netuid, amount(await at.query.subtensorModule?.networkLastLockCost?.()))
  if (method !== 'NeuronRegistered') return
  const coldkey = text(await at.query.subtensorModule?.owner?.(data[2]))
  add(sums.burns, coldkey, amount(await before.query.subtensorModule?.burn?.(netuid)))
}

function add(sums: Map<string, bigint>, who: string, more: bigint): void {
  sums.set(who, (sums.get(who) ?? 0n) + more)
}

const text = (value: { toString(): string } | undefined): string => value?.toString() ?? ''

const amount = (value: { toString(): string } | undefined): bigint => BigInt(text(value) || 0)
