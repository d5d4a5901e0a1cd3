import type { ApiPromise } from '@polkadot/api'
import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain } from '../../chain/client.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { callRuntime } from '../../chain/runtime-api.ts'
import { type Alpha, alpha } from '../../mechanisms/money.ts'

/** Alpha of one subnet that a coldkey has on a hotkey. */
export interface HotkeyHolding {
  /** SS58. */
  readonly hotkey: string
  readonly amount: Alpha
}

/** Where alpha goes that buys a share. */
export interface Counter {
  /** SS58 of the subnet's wallet. */
  readonly wallet: string
  readonly netuid: number
}

/** From so many hotkeys one call takes at most: the present runtime lets 28 such transfers into a batch. */
const MOST_HOTKEYS = 20

type StakeInfo = {
  readonly hotkey: { toString(): string }
  readonly netuid: { toNumber(): number }
  readonly stake: { toBigInt(): bigint }
}

/** What a coldkey (SS58) can send of a subnet's alpha in one call, in the state of a block: the largest holdings first. */
export async function readHoldings(
  chain: Pick<Chain, 'api' | 'request'>,
  coldkey: string,
  network: number,
  at: string,
): Promise<HotkeyHolding[]> {
  const answer = await callRuntime(chain, 'StakeInfoRuntimeApi', 'get_stake_info_for_coldkey', [coldkey], at)
  return (answer as unknown as StakeInfo[])
    .filter(({ netuid, stake }) => netuid.toNumber() === network && stake.toBigInt() > 0n)
    .map(({ hotkey, stake }) => ({
      hotkey: encodeAddress(hotkey.toString(), SS58_PREFIX),
      amount: alpha(stake.toBigInt()),
    }))
    .toSorted((one, other) => (one.amount === other.amount ? 0 : one.amount > other.amount ? -1 : 1))
    .slice(0, MOST_HOTKEYS)
}

export const sumOfHoldings = (holdings: readonly HotkeyHolding[]): Alpha =>
  alpha(holdings.reduce((sum, { amount }) => sum + amount, 0n))

/** The one call that sends exactly so much; null where it is more than is held. */
export function purchaseCall(
  api: ApiPromise,
  { wallet, netuid }: Counter,
  holdings: readonly HotkeyHolding[],
  amount: bigint,
): Extrinsic | null {
  const parts = partsOf(holdings, amount)
  const calls = parts?.map(({ hotkey, amount: part }) =>
    callOf(api, 'subtensorModule', 'transferStake', wallet, hotkey, netuid, netuid, part),
  )
  const [first, ...more] = calls ?? []
  if (!first) return null
  return more.length === 0 ? first : callOf(api, 'utility', 'batchAll', [first, ...more])
}

/** How much from which hotkey, as few as will do; null where all together have less. */
function partsOf(holdings: readonly HotkeyHolding[], amount: bigint): HotkeyHolding[] | null {
  const parts: HotkeyHolding[] = []
  let left = amount
  for (const { hotkey, amount: held } of holdings) {
    if (left <= 0n) break
    const part = held < left ? held : left
    parts.push({ hotkey, amount: alpha(part) })
    left -= part
  }
  return left > 0n ? null : parts
}
