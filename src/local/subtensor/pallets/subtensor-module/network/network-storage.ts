import type { AccountId } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'
import type { SubnetIdentity } from './identity.ts'

const pallet = 'SubtensorModule'

type OfSubnet = [netuid: number]

/** How many subnets there may be beside root. */
export const subnetLimit = storageItem<[], number>(pallet, 'SubnetLimit')
/** Blocks in which a new subnet is not pruned. */
export const networkImmunityPeriod = storageItem<[], bigint>(pallet, 'NetworkImmunityPeriod')
/** Blocks between two registrations of networks. */
export const networkRateLimit = storageItem<[], bigint>(pallet, 'NetworkRateLimit')
export const networkRegistrationStartBlock = storageItem<[], bigint>(pallet, 'NetworkRegistrationStartBlock')
/** rao */
export const networkMinLockCost = storageItem<[], bigint>(pallet, 'NetworkMinLockCost')
export const networkLastLockCost = storageItem<[], bigint>(pallet, 'NetworkLastLockCost')
/** Blocks in which the cost falls from twice the last one back to it. */
export const networkLockReductionInterval = storageItem<[], bigint>(pallet, 'NetworkLockReductionInterval')
/** Blocks between registration and the start call. */
export const startCallDelay = storageItem<[], bigint>(pallet, 'StartCallDelay')

export const subnetOwner = storageItem<OfSubnet, AccountId>(pallet, 'SubnetOwner')
export const subnetOwnerHotkey = storageItem<OfSubnet, AccountId>(pallet, 'SubnetOwnerHotkey')
/** How alpha is priced: 1 by the pool. Not to be confused with the mechanisms that share a subnet's emission. */
export const subnetMechanism = storageItem<OfSubnet, number>(pallet, 'SubnetMechanism')
export const networkRegisteredAt = storageItem<OfSubnet, bigint>(pallet, 'NetworkRegisteredAt')
export const registeredSubnetCounter = storageItem<OfSubnet, bigint>(pallet, 'RegisteredSubnetCounter')
/** Set by the start call. */
export const firstEmissionBlockNumber = storageItem<OfSubnet, bigint | undefined>(
  pallet,
  'FirstEmissionBlockNumber',
)
export const subnetIdentities = storageItem<OfSubnet, SubnetIdentity | undefined>(
  pallet,
  'SubnetIdentitiesV3',
)
/** rao */
export const subnetLocked = storageItem<OfSubnet, bigint>(pallet, 'SubnetLocked')
export const raoRecycledForRegistration = storageItem<OfSubnet, bigint>(pallet, 'RAORecycledForRegistration')
/** Whether TAO flows into the pool: root's to decide, and off for a new subnet. */
export const subnetEmissionEnabled = storageItem<OfSubnet, boolean>(pallet, 'SubnetEmissionEnabled')

/** Blocks from epoch to epoch. */
export const tempo = storageItem<OfSubnet, number>(pallet, 'Tempo')
export const lastEpochBlock = storageItem<OfSubnet, bigint>(pallet, 'LastEpochBlock')

export const maxMechanismCount = storageItem<[], number>(pallet, 'MaxMechanismCount')
export const mechanismCount = storageItem<OfSubnet, number>(pallet, 'MechanismCountCurrent')
/** Shares of the emission in 65,535ths; even when unset. */
export const mechanismEmissionSplit = storageItem<OfSubnet, number[] | undefined>(
  pallet,
  'MechanismEmissionSplit',
)

/** Before an epoch the owner may change nothing for so many blocks. */
export const adminFreezeWindow = storageItem<[], number>(pallet, 'AdminFreezeWindow')
/** Epochs between two changes of one hyperparameter by the owner. */
export const ownerHyperparamRateLimit = storageItem<[], number>(pallet, 'OwnerHyperparamRateLimit')
/** Epochs between two changes of the weights' version. */
export const weightsVersionKeyRateLimit = storageItem<[], bigint>(pallet, 'WeightsVersionKeyRateLimit')

export type RateLimitKey =
  | { readonly type: 'NetworkLastRegistered'; readonly value: undefined }
  /** Of a key, when it was swapped. */
  | { readonly type: 'LastTxBlock'; readonly value: AccountId }
  | {
      readonly type: 'OwnerHyperparamUpdate'
      readonly value: [netuid: number, { type: string; value: undefined }]
    }

/** The block of the last one. */
export const lastRateLimitedBlock = storageItem<[RateLimitKey], bigint>(pallet, 'LastRateLimitedBlock')
/** By account, subnet and the number of the kind of transaction. */
export const transactionKeyLastBlock = storageItem<[AccountId, netuid: number, kind: number], bigint>(
  pallet,
  'TransactionKeyLastBlock',
)
