import { storageItem } from '../runtime/storage.ts'

interface BeaconConfig {
  readonly public_key: Uint8Array
  /** Seconds, as is the next. */
  readonly period: number
  readonly genesis_time: number
}
interface Pulse {
  readonly round: bigint
  readonly randomness: Uint8Array
  readonly signature: Uint8Array
}

export const beaconConfig = storageItem<[], BeaconConfig>('Drand', 'BeaconConfig')
export const pulses = storageItem<[round: bigint], Pulse | undefined>('Drand', 'Pulses')
/** The last round that the chain has. */
export const lastStoredRound = storageItem<[], bigint>('Drand', 'LastStoredRound')
