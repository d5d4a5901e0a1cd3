import type { Chain } from './client.ts'
import { callRuntime } from './runtime-api.ts'

/** The next nonce of an account, SS58, in the state of a block; of the best one where none is named. */
export async function nonceOf(
  chain: Pick<Chain, 'api' | 'request'>,
  account: string,
  at?: string,
): Promise<number> {
  const nonce = await callRuntime(chain, 'AccountNonceApi', 'account_nonce', [account], at)
  return Number(nonce.toString())
}

/** The same by the finalized state: what this counts stays. */
export async function finalNonceOf(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  account: string,
): Promise<number> {
  const { hash } = await chain.finalized()
  return nonceOf(chain, account, hash)
}
