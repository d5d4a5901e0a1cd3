import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain } from './client.ts'
import { SS58_PREFIX, type Treasury } from './pots.ts'
import { hasStorage, readStorage } from './storage.ts'

/** Who may act for an account, as pallet-proxy has it. */
export interface Delegate {
  /** SS58. */
  readonly address: string
  /** What it may do, by the chain's name: `Any` for everything. */
  readonly type: string
  /** Blocks that what it does must be announced before; 0 where it acts at once. */
  readonly delay: number
}

/** Whether a delegate can do all that the account can, without announcing it. */
export const mayActAtOnce = ({ type, delay }: Pick<Delegate, 'type' | 'delay'>): boolean =>
  type === 'Any' && delay === 0

/** Whether it is this account, SS58, and can. */
export const isActing = (delegate: Delegate, address: string): boolean =>
  delegate.address === address && mayActAtOnce(delegate)

/**
 * Why the multisig account of these signatories cannot act for the treasury by the finalized state, null where it can. A treasury
 * that is the multisig account itself needs no leave.
 */
export async function whyNotActing(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  { address, multisig }: Pick<Treasury, 'address' | 'multisig'>,
): Promise<string | null> {
  if (address === multisig) return null
  const { hash } = await chain.finalized()
  const delegates = await readDelegates(chain, address, hash)
  return delegates.some((one) => isActing(one, multisig))
    ? null
    : `The account ${multisig} of these signatories may not act for the treasury ${address}.`
}

async function readDelegates(
  chain: Pick<Chain, 'api' | 'request'>,
  account: string,
  at: string,
): Promise<Delegate[]> {
  const [delegates = []] = await delegatesOfAll(chain, [account], at)
  return delegates
}

/** Those of each account, SS58, in the state of one block. A chain without proxies has none. */
export async function delegatesOfAll(
  chain: Pick<Chain, 'api' | 'request'>,
  accounts: readonly string[],
  at: string,
): Promise<Delegate[][]> {
  if (!hasStorage(chain.api(), 'proxy', 'Proxies')) return accounts.map(() => [])
  const keys = accounts.map((account) => ({ pallet: 'proxy', item: 'Proxies', keys: [account] }))
  const stored = await readStorage(chain, keys, at)
  return stored.map((one) => (one ? delegatesOf(one) : []))
}

/** The same by a wallet's node, in the state of its best block. */
export async function askDelegates(api: ApiPromise, account: string): Promise<Delegate[]> {
  const stored = await api.query.proxy?.proxies?.(account)
  return stored ? delegatesOf(stored) : []
}

function delegatesOf(stored: Codec): Delegate[] {
  const [definitions] = stored as unknown as readonly [Iterable<Definition>, unknown]
  return [...definitions].map(({ delegate, proxyType, delay }) => ({
    address: encodeAddress(delegate.toString(), SS58_PREFIX),
    type: proxyType.toString(),
    delay: Number(delay.toString()),
  }))
}

type Definition = Readonly<Record<'delegate' | 'proxyType' | 'delay', { toString(): string }>>
