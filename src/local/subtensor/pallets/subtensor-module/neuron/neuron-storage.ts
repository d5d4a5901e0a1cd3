import type { AccountId } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'

const pallet = 'SubtensorModule'

/** Lists have an entry a UID. What each mechanism has of its own is kept under its index (`mechanismIndex`). */
type OfSubnet = [netuid: number]
type OfMechanism = [index: number]

export const active = storageItem<OfSubnet, boolean[]>(pallet, 'Active')
/** Alpha of the last epoch, incentive and dividends together. */
export const emission = storageItem<OfSubnet, bigint[]>(pallet, 'Emission')
/** In 65,535ths, as are the next four. */
export const consensus = storageItem<OfSubnet, number[]>(pallet, 'Consensus')
export const incentive = storageItem<OfMechanism, number[]>(pallet, 'Incentive')
export const dividends = storageItem<OfSubnet, number[]>(pallet, 'Dividends')
export const validatorTrust = storageItem<OfSubnet, number[]>(pallet, 'ValidatorTrust')
/** Shares of the stake. */
export const stakeWeight = storageItem<OfSubnet, number[]>(pallet, 'StakeWeight')
export const validatorPermit = storageItem<OfSubnet, boolean[]>(pallet, 'ValidatorPermit')
/** Blocks of the last weights, or of the registration. */
export const lastUpdate = storageItem<OfMechanism, bigint[]>(pallet, 'LastUpdate')

/** [UID, u16] of what is above nothing. */
type Row = Array<[uid: number, value: number]>
export const weights = storageItem<[...OfMechanism, uid: number], Row>(pallet, 'Weights')
export const bonds = storageItem<[...OfMechanism, uid: number], Row>(pallet, 'Bonds')

/** Encrypted weights: who committed them, in which block, and the round that opens them. */
type Commit = [who: AccountId, block: bigint, commit: Uint8Array, round: bigint]
/** By the epoch in which they were committed. */
export const timelockedCommits = storageItem<[...OfMechanism, epoch: bigint], Commit[]>(
  pallet,
  'TimelockedWeightCommits',
)
