import type { AccountId } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'

const pallet = 'SubtensorModule'

type OfSubnet = [netuid: number]

const amount = (name: string) => storageItem<OfSubnet, bigint>(pallet, name)

/** The owner's share of a subnet's alpha, in 65,535ths. */
export const subnetOwnerCut = storageItem<[], number>(pallet, 'SubnetOwnerCut')
/** Alpha a block. */
export const alphaOutEmission = amount('SubnetAlphaOutEmission')

/** Alpha that waits for the epoch. */
export const pendingServerEmission = amount('PendingServerEmission')
export const pendingValidatorEmission = amount('PendingValidatorEmission')
export const pendingOwnerCut = amount('PendingOwnerCut')

/** How many epochs a block has at most; the others wait for the next. */
export const maxEpochsPerBlock = storageItem<[], number>(pallet, 'MaxEpochsPerBlock')
/** The block that an epoch was put off to; 0 for none. */
export const pendingEpochAt = amount('PendingEpochAt')
export const subnetEpochIndex = amount('SubnetEpochIndex')
export const blocksSinceLastStep = amount('BlocksSinceLastStep')
/** The block of the last epoch; the name is the chain's. */
export const lastStepBlock = amount('LastMechansimStepBlock')

/** Alpha that the last epoch gave a hotkey's stakers. */
export const alphaDividends = storageItem<[netuid: number, hotkey: AccountId], bigint>(
  pallet,
  'AlphaDividendsPerSubnet',
)
export const totalHotkeyAlphaLastEpoch = storageItem<[hotkey: AccountId, netuid: number], bigint>(
  pallet,
  'TotalHotkeyAlphaLastEpoch',
)
/** The share of the last epoch's incentive that went to the owner's own neurons, and so to nobody: of 2^32. */
export const minerBurned = amount('MinerBurned')
