import { encodeAddress } from '@polkadot/util-crypto'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import type { Chain } from '../client.ts'
import { SS58_PREFIX } from '../pots.ts'
import { callRuntime } from '../runtime-api.ts'

type StakeOfColdkey = readonly [{ toString(): string }, readonly StakeInfo[]]
type StakeInfo = {
  readonly netuid: { toNumber(): number }
  readonly stake: { toBigInt(): bigint }
}

/** So many coldkeys are asked about, spread over all. */
const SAMPLE = 32

/** The runtime says something else than its storage. */
export class SampleDiffers extends Error {}

/**
 * Asks the runtime itself what some of the coldkeys hold, at the same block. Throws `SampleDiffers` where it says something else than what was read from its
 * storage: then the shares are kept in a way that is not known here, and nothing may be paid by them.
 */
export async function checkSample(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number,
  at: string,
  positions: readonly Position[],
): Promise<void> {
  const read = sampleOf(positions)
  if (read.size === 0) return
  const [section, method] = ['StakeInfoRuntimeApi', 'get_stake_info_for_coldkeys']
  const answer = await callRuntime(chain, section, method, [[...read.keys()]], at)
  for (const [account, infos] of answer as unknown as readonly StakeOfColdkey[]) {
    const coldkey = encodeAddress(account.toString(), SS58_PREFIX)
    const told = infos
      .filter((info) => info.netuid.toNumber() === netuid)
      .reduce((sum, { stake }) => sum + stake.toBigInt(), 0n)
    if (told !== read.get(coldkey)) {
      throw new SampleDiffers(
        `${coldkey} holds ${told} units of alpha by the chain’s own word, and ${read.get(coldkey)} by its storage.`,
      )
    }
  }
}

/** What each of the sample holds over all hotkeys. */
function sampleOf(positions: readonly Position[]): Map<string, bigint> {
  const step = Math.max(Math.floor(positions.length / SAMPLE), 1)
  const sample = new Map<string, bigint>()
  for (let place = 0; place < positions.length; place += step) {
    const coldkey = positions[place]?.coldkey
    if (coldkey !== undefined) sample.set(coldkey, 0n)
  }
  for (const { coldkey, amount } of positions) {
    const sum = sample.get(coldkey)
    if (sum !== undefined) sample.set(coldkey, sum + amount)
  }
  return sample
}
