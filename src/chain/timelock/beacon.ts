import type { Chain, Head } from '../client.ts'
import { hasStorage, readStorage } from '../storage.ts'
import { COMMIT_VERSION } from './weights.ts'

/** What encrypting weights of a subnet takes from the chain. */
export interface Beacon {
  /** 0x-hex */
  readonly publicKey: string
  /** Seconds since 1970 of its first round, and from one to the next. */
  readonly genesis: number
  readonly period: number
  /** Epochs from a commit to its opening. */
  readonly reveal: number
  /** The block's time, milliseconds UTC. */
  readonly at: number
}

interface Config {
  readonly publicKey: string
  readonly period: number
  readonly genesisTime: number
}

/** The beacon that the chain opens commits by; null where it has none, or wants them in another form than is made here. */
export async function readBeacon(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number,
  { hash }: Head,
): Promise<Beacon | null> {
  const wanted = [
    { pallet: 'drand', item: 'BeaconConfig' },
    { pallet: 'subtensorModule', item: 'CommitRevealWeightsVersion' },
    { pallet: 'subtensorModule', item: 'RevealPeriodEpochs', keys: [netuid] },
    { pallet: 'timestamp', item: 'Now' },
  ]
  if (!wanted.every(({ pallet, item }) => hasStorage(chain.api(), pallet, item))) return null
  const [config, version, reveal, now] = await readStorage(chain, wanted, hash)
  if (!config || Number(version) !== COMMIT_VERSION) return null
  const { publicKey, period, genesisTime } = config.toJSON() as unknown as Config
  return { publicKey, genesis: genesisTime, period, reveal: Number(reveal), at: Number(now) }
}
