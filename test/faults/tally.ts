import type { ApiPromise } from '@polkadot/api'
import type { EventRecord } from '@polkadot/types/interfaces'
import { isPalletAccount } from '../../src/local/subtensor/pallets/keyless-account.ts'

export interface Transfer {
  /** SS58. */
  readonly from: string
  readonly to: string
  /** Rao. */
  readonly amount: bigint
}

/** What the finalized blocks hold, whatever any ledger says of it. */
export interface Tally {
  /** Reads on to the finalized head. */
  read(): Promise<void>
  readonly transfers: readonly Transfer[]
  /** What registering networks cost: transfers to the accounts of subnets, which are not among the others. */
  readonly locks: readonly Transfer[]
  /** Transfers of alpha between coldkeys. */
  readonly stakes: readonly Pick<Transfer, 'from' | 'to'>[]
  /** Network fees by account, rao. */
  readonly fees: ReadonlyMap<string, bigint>
  /** How often each event was there, by pallet and name: `crowdloan.Created`. */
  readonly events: ReadonlyMap<string, number>
  /** Free balance in rao at the block that was read last. */
  balanceOf(address: string): Promise<bigint>
}

export function openTally(api: () => ApiPromise): Tally {
  const transfers: Transfer[] = []
  const stakes: Pick<Transfer, 'from' | 'to'>[] = []
  const fees = new Map<string, bigint>()
  const locks: Transfer[] = []
  const events = new Map<string, number>()
  let last = 0

  function count({ section, method, data }: EventRecord['event']): void {
    const [first = '', second = '0', third = '0'] = data.map((field) => field.toString())
    const name = `${section}.${method}`
    events.set(name, (events.get(name) ?? 0) + 1)
    if (section === 'transactionPayment') {
      fees.set(first, (fees.get(first) ?? 0n) + BigInt(second))
    } else if (name === 'balances.Transfer') {
      move({ from: first, to: second, amount: BigInt(third) })
    } else if (name === 'subtensorModule.StakeTransferred') {
      stakes.push({ from: first, to: second })
    }
  }

  function move(transfer: Transfer): void {
    const pallet = String(api().consts.subtensorModule?.subtensorPalletId)
    const kind = isPalletAccount(pallet, transfer.to) ? locks : transfers
    kind.push(transfer)
  }

  const at = async (number: number) => api().at(await api().rpc.chain.getBlockHash(number))
  return {
    transfers,
    locks,
    stakes,
    fees,
    events,
    read: async () => {
      const hash = await api().rpc.chain.getFinalizedHead()
      const head = (await api().rpc.chain.getHeader(hash)).number.toNumber()
      for (; last < head; last++) {
        const events = await (await at(last + 1)).query.system?.events?.()
        for (const { event } of events as unknown as EventRecord[]) count(event)
      }
    },
    balanceOf: async (address) => {
      const account = await (await at(last)).query.system?.account?.(address)
      return (account as unknown as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt()
    },
  }
}
