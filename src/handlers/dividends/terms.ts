import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain } from '../../chain/client.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
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
  readonly hotkey: { toString(): string }
  readonly netuid: { toNumber(): number }
  readonly stake: { toBigInt(): bigint }
  readonly locked: { toBigInt(): bigint }
}
type StakeOfColdkey = readonly [{ toString(): string }, readonly StakeInfo[]]

/** What one account has under one hotkey. */
export interface OwnStake {
  readonly account: string
  readonly hotkey: string
  readonly stake: bigint
  readonly locked: bigint
}

/** What the subnet's accounts have of its alpha, and what of that cannot be moved (rule D3). */
export async function readAvailable(
  chain: Asked,
  netuid: number,
  accounts: readonly string[],
  at: string,
  owners: string | null,
): Promise<OwnAlpha> {
  const own = await readOwn(chain, netuid, accounts, at)
  return availableOf(own, hotkeyOf(own, owners), await isSwapAnnounced(chain, accounts, at))
}

/** What a record says of it. */
export type OwnAlpha = Pick<DayRecord, 'available' | 'held_back'> & { readonly hotkey: string | null }

/** The same, with where it lies. */
export async function readOwn(
  chain: Asked,
  netuid: number,
  accounts: readonly string[],
  at: string,
): Promise<OwnStake[]> {
  const answer = await callRuntime(
    chain,
    'StakeInfoRuntimeApi',
    'get_stake_info_for_coldkeys',
    [accounts],
    at,
  )
  return (answer as unknown as readonly StakeOfColdkey[]).flatMap(([coldkey, infos]) =>
    infos
      .filter((info) => info.netuid.toNumber() === netuid)
      .map(({ hotkey, stake, locked }) => ({
        account: encodeAddress(coldkey.toString(), SS58_PREFIX),
        hotkey: encodeAddress(hotkey.toString(), SS58_PREFIX),
        stake: stake.toBigInt(),
        locked: locked.toBigInt(),
      })),
  )
}

/** Why alpha is held back that is not under the hotkey from which a day is paid. */
export const ELSEWHERE = 'under another hotkey'

/**
 * A day is paid from under one hotkey: the owner's, if anything lies there. Otherwise where most lies, of several with as much the first
 * by address. It would be nobody's choice but that of whoever sends most; so records of before it name no hotkey, and were made by the rest alone.
 */
export function hotkeyOf(own: readonly OwnStake[], owners: string | null): string | null {
  if (own.some(({ hotkey, stake }) => hotkey === owners && stake > 0n)) return owners
  const sums = new Map<string, bigint>()
  for (const { hotkey, stake } of own) sums.set(hotkey, (sums.get(hotkey) ?? 0n) + stake)
  const most = [...sums].toSorted(([one, a], [other, b]) =>
    a === b ? (one < other ? -1 : 1) : a > b ? -1 : 1,
  )
  return most[0]?.[0] ?? null
}

export function availableOf(own: readonly OwnStake[], hotkey: string | null, isSwapped: boolean): OwnAlpha {
  const sum = (those: readonly OwnStake[], of: 'stake' | 'locked') =>
    those.reduce((total, one) => total + one[of], 0n)
  const available = sum(own, 'stake')
  const main = own.filter((one) => one.hotkey === hotkey)
  const elsewhere = available - sum(main, 'stake')
  const held = [
    { reason: 'locked', amount: sum(main, 'locked') },
    { reason: ELSEWHERE, amount: elsewhere },
    { reason: 'a swap of the coldkey is announced', amount: isSwapped ? available : 0n },
  ]
  return {
    available: String(available),
    hotkey,
    held_back: held
      .filter(({ amount }) => amount > 0n)
      .map(({ reason, amount }) => ({ reason, alpha_rao: String(amount) })),
  }
}

const ANNOUNCED = { pallet: 'subtensorModule', item: 'ColdkeySwapAnnouncements' }

export async function isSwapAnnounced(
  chain: Asked,
  accounts: readonly string[],
  at: string,
): Promise<boolean> {
  if (!hasStorage(chain.api(), ANNOUNCED.pallet, ANNOUNCED.item)) return false
  const found = await readStorage(
    chain,
    accounts.map((account) => ({ ...ANNOUNCED, keys: [account] })),
    at,
  )
  return found.some((one) => one !== null)
}
