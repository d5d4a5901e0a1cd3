import type { Chain } from '../../chain/client.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { callRuntime } from '../../chain/runtime-api.ts'
import { minimumTransfer } from '../../chain/runtime-traits.ts'
import { feeOf } from '../../chain/settlement/limits.ts'
import { hasStorage, readStorage } from '../../chain/storage.ts'
import type { DayRecord } from './record.ts'

type Asked = Pick<Chain, 'api' | 'request'>

const UNITS = 1_000_000_000n

/** What a payment of alpha costs, must be worth and is worth, in the state of a block. */
export async function readTerms(
  chain: Asked,
  netuid: number,
  payer: string,
  at: string,
): Promise<DayRecord['terms']> {
  const told = await callRuntime(chain, 'SwapRuntimeApi', 'current_alpha_price', [netuid], at)
  const price = BigInt(told.toString())
  const call = callOf(chain.api(), 'subtensorModule', 'transferStake', payer, payer, netuid, netuid, 1n)
  const fee = await feeOf(chain, call, payer)
  const worth = minimumTransfer(chain.api()) ?? 0n
  // Rounded up: what is worth less than the minimum is refused.
  const least = price === 0n ? 0n : (worth * UNITS + price - 1n) / price
  return { chain_minimum: String(least), fee_rao: String(fee), price_rao: String(price) }
}

type StakeInfo = {
  readonly netuid: { toNumber(): number }
  readonly stake: { toBigInt(): bigint }
  readonly locked: { toBigInt(): bigint }
}
type StakeOfColdkey = readonly [unknown, readonly StakeInfo[]]

/** What the subnet's accounts have of its alpha, and what of that cannot be moved (rule D3). */
export async function readAvailable(
  chain: Asked,
  netuid: number,
  accounts: readonly string[],
  at: string,
): Promise<Pick<DayRecord, 'available' | 'held_back'>> {
  const answer = await callRuntime(
    chain,
    'StakeInfoRuntimeApi',
    'get_stake_info_for_coldkeys',
    [accounts],
    at,
  )
  const own = (answer as unknown as readonly StakeOfColdkey[])
    .flatMap(([, infos]) => infos)
    .filter((info) => info.netuid.toNumber() === netuid)
  const available = own.reduce((sum, { stake }) => sum + stake.toBigInt(), 0n)
  const locked = own.reduce((sum, info) => sum + info.locked.toBigInt(), 0n)
  const held = [
    ...(locked > 0n ? [{ reason: 'locked', alpha_rao: String(locked) }] : []),
    ...((await isSwapAnnounced(chain, accounts, at))
      ? [{ reason: 'a swap of the coldkey is announced', alpha_rao: String(available) }]
      : []),
  ]
  return { available: String(available), held_back: held }
}

const ANNOUNCED = { pallet: 'subtensorModule', item: 'ColdkeySwapAnnouncements' }

async function isSwapAnnounced(chain: Asked, accounts: readonly string[], at: string): Promise<boolean> {
  if (!hasStorage(chain.api(), ANNOUNCED.pallet, ANNOUNCED.item)) return false
  const found = await readStorage(
    chain,
    accounts.map((account) => ({ ...ANNOUNCED, keys: [account] })),
    at,
  )
  return found.some((one) => one !== null)
}
