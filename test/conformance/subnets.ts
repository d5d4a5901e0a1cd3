import type { KeyringPair } from '@polkadot/keyring/types'
import { expect } from 'vitest'
import { derivativeOf } from './accounts.ts'
import type { Call, Chain } from './chain.ts'
import { tao } from './facts.ts'
import type { Outcome } from './outcome.ts'

/** A subnet on the chain, and how its owner and others act on it. */
export type Subnet = {
  readonly netuid: number
  readonly owner: KeyringPair
  /** No key holds it: the owner calls for it as for the first of its derivative accounts. */
  readonly hotkey: Pick<KeyringPair, 'address'>
  readonly registered: Outcome
  /** rao, as the runtime API said before */
  readonly cost: bigint
  /** A call of AdminUtils on this subnet by its owner, not shortly before an epoch. */
  set(name: string, ...args: unknown[]): Promise<Outcome>
  /** SubtensorModule's storage by netuid. */
  read(item: string): Promise<unknown>
  /** Until the next epoch has run. */
  endEpoch(): Promise<void>
  /** A new coldkey with a hotkey that is registered here. */
  neuron(rao?: bigint): Promise<{ coldkey: KeyringPair; hotkey: KeyringPair; registered: Outcome }>
}

export const identity = {
  subnetName: 'Proof of weather',
  githubRepo: 'https://github.example/weather/subnet',
  subnetContact: '',
  subnetUrl: '',
  discord: '',
  description: 'Forecasts that are checked',
  logoUrl: '',
  additional: '',
}

export function registerCall(
  chain: Chain,
  hotkey: Pick<KeyringPair, 'address'>,
  told: unknown = identity,
): Call {
  return chain.call('subtensorModule', 'registerNetworkWithIdentity', hotkey.address, told)
}

export async function lockCost(chain: Chain): Promise<bigint> {
  return (await chain.ask('subnetRegistrationRuntimeApi', 'getNetworkRegistrationCost')) as bigint
}

export async function openSubnet(chain: Chain): Promise<Subnet> {
  const cost = await lockCost(chain)
  const owner = await chain.person(cost + 100n * tao)
  const hotkey = { address: derivativeOf(owner.address, 0) }
  const registered = await chain.submit(registerCall(chain, hotkey), owner)
  expect(registered.error).toBeUndefined()
  const { data } = registered.body.at(-1) ?? expect.fail('no event')
  const netuid = Number((data as [netuid: bigint, mechanism: bigint])[0])
  const read = (item: string) => chain.stored('subtensorModule', item, netuid)
  const nextEpoch = async () =>
    Number(await chain.ask('subnetInfoRuntimeApi', 'getNextEpochStartBlock', netuid))
  const endEpoch = async () => chain.reach(await nextEpoch())
  const window = Number(await chain.stored('subtensorModule', 'adminFreezeWindow'))
  return {
    netuid,
    owner,
    hotkey,
    registered,
    cost,
    async set(name, ...args) {
      if ((await nextEpoch()) - (await chain.height()) <= window + 1) await endEpoch()
      return chain.submit(chain.call('adminUtils', name, netuid, ...args), owner)
    },
    read,
    endEpoch,
    async neuron(rao) {
      const [coldkey, own] = [await chain.person(rao), await chain.person(0n)]
      const call = chain.call('subtensorModule', 'burnedRegister', netuid, own.address)
      return { coldkey, hotkey: own, registered: await chain.submit(call, coldkey) }
    },
  }
}
