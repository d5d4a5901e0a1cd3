import type { AccountId } from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'
import type { SafeFloat } from './stake/safe-float.ts'

const pallet = 'SubtensorModule'

/** The network of validators, where one alpha is one TAO. */
export const rootNetuid = 0

export const networksAdded = storageItem<[netuid: number], boolean>(pallet, 'NetworksAdded')
export const totalNetworks = storageItem<[], number>(pallet, 'TotalNetworks')
export const subtokenEnabled = storageItem<[netuid: number], boolean>(pallet, 'SubtokenEnabled')

/** The coldkey that owns a hotkey; ask with `has` whether the hotkey exists. */
export const owner = storageItem<[hotkey: AccountId], AccountId>(pallet, 'Owner')
export const ownedHotkeys = storageItem<[coldkey: AccountId], AccountId[]>(pallet, 'OwnedHotkeys')
export const stakingHotkeys = storageItem<[coldkey: AccountId], AccountId[]>(pallet, 'StakingHotkeys')
/** The take of a delegate, in 65,535ths. */
export const delegates = storageItem<[hotkey: AccountId], number>(pallet, 'Delegates')

export const subnetworkN = storageItem<[netuid: number], number>(pallet, 'SubnetworkN')
export const maxAllowedUids = storageItem<[netuid: number], number>(pallet, 'MaxAllowedUids')
export const uids = storageItem<[netuid: number, hotkey: AccountId], number | undefined>(pallet, 'Uids')
export const keys = storageItem<[netuid: number, uid: number], AccountId>(pallet, 'Keys')
export const isNetworkMember = storageItem<[hotkey: AccountId, netuid: number], boolean>(
  pallet,
  'IsNetworkMember',
)
export const blockAtRegistration = storageItem<[netuid: number, uid: number], bigint>(
  pallet,
  'BlockAtRegistration',
)

/** rao */
export const totalIssuance = storageItem<[], bigint>(pallet, 'TotalIssuance')
export const totalStake = storageItem<[], bigint>(pallet, 'TotalStake')
export const subnetTao = storageItem<[netuid: number], bigint>(pallet, 'SubnetTAO')
/** alpha, 10^9 units to one */
export const subnetAlphaIn = storageItem<[netuid: number], bigint>(pallet, 'SubnetAlphaIn')
export const subnetAlphaOut = storageItem<[netuid: number], bigint>(pallet, 'SubnetAlphaOut')

export const totalHotkeyAlpha = storageItem<[hotkey: AccountId, netuid: number], bigint>(
  pallet,
  'TotalHotkeyAlpha',
)
export const totalHotkeyShares = storageItem<[hotkey: AccountId, netuid: number], SafeFloat>(
  pallet,
  'TotalHotkeySharesV2',
)
export const alphaShares = storageItem<[hotkey: AccountId, coldkey: AccountId, netuid: number], SafeFloat>(
  pallet,
  'AlphaV2',
)
export const lastStakeBlock = storageItem<[coldkey: AccountId, hotkey: AccountId], bigint | undefined>(
  pallet,
  'LastColdkeyHotkeyStakeBlock',
)
/** What a TAO on root weighs beside an alpha: 2^64 − 1 is as much. */
export const taoWeight = storageItem<[], bigint>(pallet, 'TaoWeight')
/** The least stake weight of a validator. */
export const stakeThreshold = storageItem<[], bigint>(pallet, 'StakeThreshold')
