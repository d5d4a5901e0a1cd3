import type { Network } from '../chain/network.ts'
import { accounts } from '../pallets/account-store.ts'
import { accountBytes, accountFromBytes } from '../runtime/hashing.ts'
import type { AccountId } from '../runtime/pallet.ts'
import { blockAndState } from './blocks.ts'
import { invalidParams } from './errors.ts'
import { stringParam } from './params.ts'
import type { Methods } from './server.ts'

const nodeName = 'Tributary local Subtensor'

export function systemMethods(network: Network, peerId: string): Methods {
  const { chain, pool } = network
  return {
    system_chain: () => 'Tributary Local',
    system_chainType: () => 'Local',
    system_name: () => nodeName,
    system_version: () => '0.1.0',
    system_properties: () => ({ isEthereum: false, ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' }),
    system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
    system_syncState: () => {
      const { number } = chain.best().header
      return { startingBlock: 0, currentBlock: number, highestBlock: number }
    },
    system_localPeerId: () => peerId,
    system_localListenAddresses: () => [],
    system_peers: () => [],
    system_nodeRoles: () => ['Authority'],
    system_accountNextIndex: (params) => {
      const account = accountParam(params)
      const { state } = blockAndState(network, undefined)
      const waiting = pool.all().filter(({ valid }) => valid.signer === account)
      const nonces = new Set(waiting.map(({ valid }) => valid.nonce))
      let next = accounts.get({ state }, account).nonce
      while (nonces.has(next)) next++
      return next
    },
  }
}

/** The account in the form that the state is keyed by, whatever network prefix it was written with. */
function accountParam(params: readonly unknown[]): AccountId {
  try {
    return accountFromBytes(accountBytes(stringParam(params, 0)))
  } catch {
    throw invalidParams('an SS58 address is wanted')
  }
}
