import { hexToU8a } from '@polkadot/util'
import type { Chain } from './client.ts'

/** What an account can give without dying, in the state of a block, of the best one where none is named. Rao. */
export async function spendable(
  { api, request }: Pick<Chain, 'api' | 'request'>,
  address: string,
  at?: string,
): Promise<bigint> {
  const { consts, query, registry } = api()
  const stored = await request<`0x${string}` | null>('state_getStorage', [
    query.system.account.key(address),
    ...(at === undefined ? [] : [at]),
  ])
  if (!stored) return 0n
  const { data } = registry.createType('FrameSystemAccountInfo', hexToU8a(stored)) as unknown as Account
  const left = data.free.toBigInt() - data.frozen.toBigInt() - consts.balances.existentialDeposit.toBigInt()
  return left > 0n ? left : 0n
}

interface Account {
  readonly data: Readonly<Record<'free' | 'frozen', { toBigInt(): bigint }>>
}
