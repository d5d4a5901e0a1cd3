import { upscale } from '../../../../../mechanisms/consensus/upscale.ts'
import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { Context, Origin } from '../../../runtime/pallet.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { ensureMechanismExists, mechanismIndex } from '../network/mechanisms.ts'
import { subnetOwnerHotkey } from '../network/network-storage.ts'
import { refusal } from '../refusal.ts'
import { stakeWeightOf } from '../stake/stake-weights.ts'
import { keys, rootNetuid, stakeThreshold, subnetworkN, uids } from '../storage.ts'
import { lastUpdate, validatorPermit, weights } from './neuron-storage.ts'
import { noteUpdate } from './neurons.ts'

export type SetWeights = { netuid: number; dests: number[]; weights: number[]; version_key: bigint }
export type SetMechanismWeights = SetWeights & { mecid: number }

/** What a registered hotkey says of others on a mechanism. Refused while they are to be committed and revealed. */
export function setWeights(ctx: Context, origin: Origin, args: SetMechanismWeights): void {
  const { netuid, mecid, dests } = args
  ensure(!hyperparameters.commitRevealEnabled.get(ctx, netuid), refusal('CommitRevealEnabled'))
  const hotkey = ensureSigned(origin)
  ensure(netuid !== rootNetuid, refusal('CanNotSetRootNetworkWeights'))
  ensure(dests.length === args.weights.length, refusal('WeightVecNotEqualSize'))
  ensureMechanismExists(ctx, netuid, mecid)
  ensure(dests.length <= subnetworkN.get(ctx, netuid), refusal('UidsLengthExceedUidsInSubNet'))
  const uid = uids.get(ctx, netuid, hotkey)
  ensure(uid !== undefined, refusal('HotKeyNotRegisteredInSubNet'))
  const isOwner = hotkey === subnetOwnerHotkey.get(ctx, netuid)
  const hasStake = isOwner || stakeWeightOf(ctx, hotkey, netuid) >= stakeThreshold.get(ctx)
  ensure(hasStake, refusal('NotEnoughStakeToSetWeights'))
  const version = hyperparameters.weightsVersionKey.get(ctx, netuid)
  ensure(args.version_key >= version, refusal('IncorrectWeightVersionKey'))
  const index = mechanismIndex(netuid, mecid)
  ensureNotTooFast(ctx, netuid, index, uid)
  const onItself = dests.length === 1 && dests[0] === uid
  const permitted = onItself || isOwner || validatorPermit.get(ctx, netuid)[uid] === true
  ensure(permitted, refusal('NeuronNoValidatorPermit'))
  ensureSensible(ctx, args, onItself)

  weights.put(ctx, scaled(args), index, uid)
  noteUpdate(ctx, { netuid, index, uid })
  ctx.emit('SubtensorModule', 'WeightsSet', [index, uid])
}

function ensureNotTooFast(ctx: Context, netuid: number, index: number, uid: number): void {
  const last = lastUpdate.get(ctx, index)[uid] ?? 0n
  const isLater = BigInt(ctx.block.number) - last >= hyperparameters.weightsSetRateLimit.get(ctx, netuid)
  ensure(last === 0n || isLater, refusal('SettingWeightsTooFast'))
}

function ensureSensible(
  ctx: Context,
  { netuid, dests, weights: values }: SetWeights,
  onItself: boolean,
): void {
  ensure(new Set(dests).size === dests.length, refusal('DuplicateUids'))
  ensure(
    dests.every((dest) => keys.has(ctx, netuid, dest)),
    refusal('UidVecContainInvalidOne'),
  )
  const least = Math.min(hyperparameters.minAllowedWeights.get(ctx, netuid), subnetworkN.get(ctx, netuid))
  ensure(onItself || values.length >= least, refusal('WeightVecLengthIsLow'))
}

/** So that the highest is 65,535. */
function scaled({ dests, weights: values }: SetWeights): Array<[number, number]> {
  const upscaled = upscale(values.map((value) => BigInt(value) << 32n))
  return dests.map((dest, place) => [dest, upscaled[place] ?? 0])
}
