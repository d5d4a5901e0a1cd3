import { upscale } from '../../../../../mechanisms/consensus/upscale.ts'
import { lastStoredRound } from '../../../beacon/storage.ts'
import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin, RuntimeCall } from '../../../runtime/pallet.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { ensureMechanismExists, mechanismIndex } from '../network/mechanisms.ts'
import { mechanismCount, subnetOwnerHotkey } from '../network/network-storage.ts'
import { refusal } from '../refusal.ts'
import { stakeWeightOf } from '../stake/stake-weights.ts'
import { keys, rootNetuid, stakeThreshold, subnetworkN, uids } from '../storage.ts'
import { lastUpdate, validatorPermit, weights } from './neuron-storage.ts'
import { noteUpdate } from './neurons.ts'

export type SetWeights = { netuid: number; dests: number[]; weights: number[]; version_key: bigint }
export type SetMechanismWeights = SetWeights & { mecid: number }

/** What a registered hotkey says of others on a mechanism. Refused while they are to be committed and revealed. */
export function setWeights(ctx: Context, origin: Origin, args: SetMechanismWeights): void {
  ensure(!hyperparameters.commitRevealEnabled.get(ctx, args.netuid), refusal('CommitRevealEnabled'))
  putWeights(ctx, origin, args)
}

/** The same, from whichever way they come. What was committed has kept its limit, and was noted, when it was. */
export function putWeights(ctx: Context, origin: Origin, args: SetMechanismWeights): void {
  const { netuid, mecid, dests } = args
  const hotkey = ensureSigned(origin)
  ensure(netuid !== rootNetuid, refusal('CanNotSetRootNetworkWeights'))
  ensure(dests.length === args.weights.length, refusal('WeightVecNotEqualSize'))
  ensureMechanismExists(ctx, netuid, mecid)
  ensure(dests.length <= subnetworkN.get(ctx, netuid), refusal('UidsLengthExceedUidsInSubNet'))
  const uid = uids.get(ctx, netuid, hotkey)
  ensure(uid !== undefined, refusal('HotKeyNotRegisteredInSubNet'))
  ensure(hasStake(ctx, netuid, hotkey), refusal('NotEnoughStakeToSetWeights'))
  const version = hyperparameters.weightsVersionKey.get(ctx, netuid)
  ensure(args.version_key >= version, refusal('IncorrectWeightVersionKey'))
  const index = mechanismIndex(netuid, mecid)
  const isCommitted = hyperparameters.commitRevealEnabled.get(ctx, netuid)
  ensure(isCommitted || !isTooFast(ctx, netuid, index, uid), refusal('SettingWeightsTooFast'))
  const onItself = dests.length === 1 && dests[0] === uid
  const isOwner = hotkey === subnetOwnerHotkey.get(ctx, netuid)
  const permitted = onItself || isOwner || validatorPermit.get(ctx, netuid)[uid] === true
  ensure(permitted, refusal('NeuronNoValidatorPermit'))
  ensureSensible(ctx, args, onItself)

  weights.put(ctx, scaled(args), index, uid)
  if (!isCommitted) noteUpdate(ctx, { netuid, index, uid })
  ctx.emit('SubtensorModule', 'WeightsSet', [index, uid])
}

/** The runtime's numbers for an extrinsic that it does not let into a block. */
const stakeTooLow = 1
const rateLimitExceeded = 6
const invalidRevealRound = 15

/** Calls of weights, and whether the limit of how often is looked at before they are let into a block. */
const limited: Readonly<Record<string, boolean>> = {
  set_weights: true,
  set_mechanism_weights: true,
  commit_timelocked_mechanism_weights: false,
}

/** Weights cost nothing, so those that come too fast, or with too little stake, are not let into a block at all. */
export function refusesWeights(
  ctx: Context,
  who: AccountId,
  { type, value }: RuntimeCall,
): number | undefined {
  const isLimited = type === 'SubtensorModule' ? limited[value.type] : undefined
  if (isLimited === undefined) return undefined
  const { netuid, mecid = 0, reveal_round } = value.value as SetWeights & Partial<Hidden>
  if (!hasStake(ctx, netuid, who)) return stakeTooLow
  if (reveal_round !== undefined && reveal_round < lastStoredRound.get(ctx)) return invalidRevealRound
  const uid = uids.get(ctx, netuid, who)
  if (!isLimited || uid === undefined || hyperparameters.commitRevealEnabled.get(ctx, netuid))
    return undefined
  const exists = mecid < mechanismCount.get(ctx, netuid)
  const tooFast = !exists || isTooFast(ctx, netuid, mechanismIndex(netuid, mecid), uid)
  return tooFast ? rateLimitExceeded : undefined
}

interface Hidden {
  readonly mecid: number
  readonly reveal_round: bigint
}

/** The subnet's own hotkey needs none. */
export function hasStake(ctx: Context, netuid: number, hotkey: AccountId): boolean {
  const isOwner = hotkey === subnetOwnerHotkey.get(ctx, netuid)
  return isOwner || stakeWeightOf(ctx, hotkey, netuid) >= stakeThreshold.get(ctx)
}

export function isTooFast(ctx: Context, netuid: number, index: number, uid: number): boolean {
  const last = lastUpdate.get(ctx, index)[uid] ?? 0n
  const limit = hyperparameters.weightsSetRateLimit.get(ctx, netuid)
  return last !== 0n && BigInt(ctx.block.number) - last < limit
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
