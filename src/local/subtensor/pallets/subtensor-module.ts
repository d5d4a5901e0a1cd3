import { ensureSigned } from '../runtime/errors.ts'
import { type AccountId, call, type Pallet } from '../runtime/pallet.ts'
import { transferStakeWeights, weights } from '../weights.ts'
import {
  type AnnounceColdkeySwap,
  announceColdkeySwap,
  clearColdkeySwapAnnouncement,
  disputeColdkeySwap,
  forbidsWhileSwapping,
  type SwapColdkeyAnnounced,
  swapColdkeyAnnounced,
} from './subtensor-module/coldkey-swap.ts'
import { runCoinbase } from './subtensor-module/epoch/coinbase.ts'
import { nextEpoch } from './subtensor-module/epoch/next-epoch.ts'
import { genesis } from './subtensor-module/genesis.ts'
import { type SwapHotkey, swapHotkey } from './subtensor-module/hotkey-swap.ts'
import { subnetToPrune } from './subtensor-module/network/dissolution.ts'
import { type SetSubnetIdentity, setSubnetIdentity } from './subtensor-module/network/identity.ts'
import { lockCost } from './subtensor-module/network/lock-cost.ts'
import {
  type RegisterNetwork,
  registerNetwork,
  startCall,
  tidyNetworks,
} from './subtensor-module/network/networks.ts'
import {
  type SetActivityCutoffFactor,
  type SetTempo,
  setActivityCutoffFactor,
  setTempo,
} from './subtensor-module/network/timing.ts'
import { type Register, register, registerLimit } from './subtensor-module/neuron/registration.ts'
import {
  refusesWeights,
  type SetMechanismWeights,
  type SetWeights,
  setWeights,
} from './subtensor-module/neuron/set-weights.ts'
import {
  type CommitTimelockedWeights,
  commitTimelockedWeights,
} from './subtensor-module/neuron/timelocked-weights.ts'
import { associateHotkey } from './subtensor-module/stake/hotkeys.ts'
import { currentAlphaPrice } from './subtensor-module/stake/pool.ts'
import { type AddStake, addStake, type RemoveStake, removeStake } from './subtensor-module/stake/stake.ts'
import { stakeInfo, stakeInfoForColdkey, stakeInfoForColdkeys } from './subtensor-module/stake/stake-info.ts'
import {
  type MoveStake,
  moveStake,
  type TransferStake,
  type TransferStakeAndHotkey,
  transferStake,
  transferStakeAndHotkey,
} from './subtensor-module/stake/transfer-stake.ts'

/** Stake, networks, neurons, weights and epochs: the part of SubtensorModule that is here. */
export const subtensorModulePallet: Pallet = {
  name: 'SubtensorModule',
  calls: {
    add_stake: call<AddStake>({
      weight: weights.SubtensorModule.addStake,
      dispatch: (ctx, origin, args) => void addStake(ctx, origin, args),
    }),
    remove_stake: call<RemoveStake>({
      weight: weights.SubtensorModule.removeStake,
      dispatch: (ctx, origin, args) => void removeStake(ctx, origin, args),
    }),
    try_associate_hotkey: call<{ hotkey: AccountId }>({
      weight: weights.SubtensorModule.tryAssociateHotkey,
      dispatch: (ctx, origin, { hotkey }) => void associateHotkey(ctx, ensureSigned(origin), hotkey),
    }),
    register_network_with_identity: call<RegisterNetwork>({
      weight: weights.SubtensorModule.registerNetwork,
      dispatch: (ctx, origin, args) => void registerNetwork(ctx, origin, args),
    }),
    start_call: call<{ netuid: number }>({
      weight: weights.SubtensorModule.startCall,
      dispatch: (ctx, origin, args) => void startCall(ctx, origin, args),
    }),
    burned_register: call<Register>({
      weight: weights.SubtensorModule.burnedRegister,
      dispatch: (ctx, origin, args) => void register(ctx, origin, args),
    }),
    register_limit: call<Register & { limit_price: bigint }>({
      weight: weights.SubtensorModule.registerLimit,
      dispatch: (ctx, origin, args) => void registerLimit(ctx, origin, args),
    }),
    set_weights: call<SetWeights>({
      weight: weights.SubtensorModule.setWeights,
      paysFee: () => false,
      dispatch: (ctx, origin, args) => void setWeights(ctx, origin, { ...args, mecid: 0 }),
    }),
    set_mechanism_weights: call<SetMechanismWeights>({
      weight: weights.SubtensorModule.setMechanismWeights,
      paysFee: () => false,
      dispatch: (ctx, origin, args) => void setWeights(ctx, origin, args),
    }),
    commit_timelocked_mechanism_weights: call<CommitTimelockedWeights>({
      weight: weights.SubtensorModule.commitTimelockedMechanismWeights,
      paysFee: () => false,
      dispatch: (ctx, origin, args) => void commitTimelockedWeights(ctx, origin, args),
    }),
    transfer_stake: call<TransferStake>({
      weight: (_args, _info, spec) => transferStakeWeights[spec].declared,
      dispatch: transferStake,
    }),
    transfer_stake_and_hotkey: call<TransferStakeAndHotkey>({
      since: 475,
      weight: (_args, _info, spec) => transferStakeWeights[spec].declared,
      dispatch: transferStakeAndHotkey,
    }),
    move_stake: call<MoveStake>({
      weight: (_args, _info, spec) => transferStakeWeights[spec].declared,
      dispatch: moveStake,
    }),
    announce_coldkey_swap: call<AnnounceColdkeySwap>({
      weight: weights.SubtensorModule.announceColdkeySwap,
      dispatch: (ctx, origin, args) => void announceColdkeySwap(ctx, origin, args),
    }),
    swap_coldkey_announced: call<SwapColdkeyAnnounced>({
      weight: weights.SubtensorModule.swapColdkeyAnnounced,
      dispatch: (ctx, origin, args) => void swapColdkeyAnnounced(ctx, origin, args),
    }),
    dispute_coldkey_swap: call<object>({
      weight: weights.SubtensorModule.disputeColdkeySwap,
      dispatch: (ctx, origin) => void disputeColdkeySwap(ctx, origin),
    }),
    clear_coldkey_swap_announcement: call<object>({
      weight: weights.SubtensorModule.clearColdkeySwapAnnouncement,
      dispatch: (ctx, origin) => void clearColdkeySwapAnnouncement(ctx, origin),
    }),
    swap_hotkey: call<SwapHotkey>({
      weight: weights.SubtensorModule.swapHotkey,
      dispatch: (ctx, origin, args) => void swapHotkey(ctx, origin, args),
    }),
    swap_hotkey_v2: call<SwapHotkey>({
      weight: weights.SubtensorModule.swapHotkey,
      dispatch: (ctx, origin, args) => void swapHotkey(ctx, origin, args),
    }),
    set_tempo: call<SetTempo>({
      weight: weights.SubtensorModule.setTempo,
      dispatch: (ctx, origin, args) => void setTempo(ctx, origin, args),
    }),
    set_activity_cutoff_factor: call<SetActivityCutoffFactor>({
      weight: weights.SubtensorModule.setActivityCutoffFactor,
      dispatch: (ctx, origin, args) => void setActivityCutoffFactor(ctx, origin, args),
    }),
    set_subnet_identity: call<SetSubnetIdentity>({
      weight: weights.SubtensorModule.setSubnetIdentity,
      dispatch: (ctx, origin, args) => void setSubnetIdentity(ctx, origin, args),
    }),
  },
  apis: {
    StakeInfoRuntimeApi: {
      get_stake_info_for_coldkey: stakeInfoForColdkey,
      get_stake_info_for_coldkeys: stakeInfoForColdkeys,
      get_stake_info_for_hotkey_coldkey_netuid: stakeInfo,
    },
    SubnetRegistrationRuntimeApi: { get_network_registration_cost: lockCost },
    SubnetInfoRuntimeApi: { get_next_epoch_start_block: nextEpoch, get_subnet_to_prune: subnetToPrune },
    SwapRuntimeApi: { current_alpha_price: currentAlphaPrice },
  },
  refuses: refusesWeights,
  forbids: forbidsWhileSwapping,
  onInitialize(ctx) {
    runCoinbase(ctx)
    tidyNetworks(ctx)
  },
  genesis,
}
