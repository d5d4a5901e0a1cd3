import { ensureSigned } from '../runtime/errors.ts'
import { type AccountId, call, type Pallet } from '../runtime/pallet.ts'
import { weights } from '../weights.ts'
import { genesis } from './subtensor-module/genesis.ts'
import { associateHotkey } from './subtensor-module/hotkeys.ts'
import { type AddStake, addStake, type RemoveStake, removeStake } from './subtensor-module/stake.ts'
import { stakeInfo, stakeInfoForColdkey, stakeInfoForColdkeys } from './subtensor-module/stake-info.ts'

/** Validators' stake on the root network: the part of SubtensorModule that is here so far. */
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
  },
  apis: {
    StakeInfoRuntimeApi: {
      get_stake_info_for_coldkey: stakeInfoForColdkey,
      get_stake_info_for_coldkeys: stakeInfoForColdkeys,
      get_stake_info_for_hotkey_coldkey_netuid: stakeInfo,
    },
  },
  genesis,
}
