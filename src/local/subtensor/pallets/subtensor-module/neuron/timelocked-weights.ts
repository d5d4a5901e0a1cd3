import { blake2AsHex } from '@polkadot/util-crypto'
import { lastStoredRound } from '../../../beacon/storage.ts'
import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { Context, Origin } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'
import { subnetEpochIndex } from '../epoch/epoch-storage.ts'
import { isEpochDue } from '../epoch/next-epoch.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { ensureMechanismExists, mechanismIndex } from '../network/mechanisms.ts'
import { refusal } from '../refusal.ts'
import { uids } from '../storage.ts'
import { timelockedCommits } from './neuron-storage.ts'
import { noteUpdate } from './neurons.ts'
import { hasStake, isTooFast } from './set-weights.ts'

const commitRevealVersion = storageItem<[], number>('SubtensorModule', 'CommitRevealWeightsVersion')

const MOST_OPEN = 10

export type CommitTimelockedWeights = {
  netuid: number
  mecid: number
  commit: Uint8Array
  reveal_round: bigint
  commit_reveal_version: number
}

/** Keeps encrypted weights until the epoch in which they are opened. What they say is not looked at before. */
export function commitTimelockedWeights(ctx: Context, origin: Origin, args: CommitTimelockedWeights): void {
  const { netuid, mecid, commit, reveal_round } = args
  const who = ensureSigned(origin)
  ensure(hasStake(ctx, netuid, who), refusal('NotEnoughStakeToSetWeights'))
  ensure(reveal_round >= lastStoredRound.get(ctx), refusal('InvalidRevealRound'))
  ensureMechanismExists(ctx, netuid, mecid)
  ensure(hyperparameters.commitRevealEnabled.get(ctx, netuid), refusal('CommitRevealDisabled'))
  const version = commitRevealVersion.get(ctx)
  ensure(args.commit_reveal_version === version, refusal('IncorrectCommitRevealVersion'))
  const uid = uids.get(ctx, netuid, who)
  ensure(uid !== undefined, refusal('HotKeyNotRegisteredInSubNet'))
  const index = mechanismIndex(netuid, mecid)
  ensure(!isTooFast(ctx, netuid, index, uid), refusal('CommittingWeightsTooFast'))
  const epoch = epochOf(ctx, netuid)
  const before = timelockedCommits.get(ctx, index, epoch)
  const open = before.filter(([other]) => other === who)
  ensure(open.length < MOST_OPEN, refusal('TooManyUnrevealedCommits'))
  timelockedCommits.put(ctx, [...before, [who, BigInt(ctx.block.number), commit, reveal_round]], index, epoch)
  const hash = blake2AsHex(commit)
  ctx.emit('SubtensorModule', 'TimelockedWeightsCommitted', [who, index, hash, reveal_round])
  noteUpdate(ctx, { netuid, index, uid })
}

/** The epoch that whatever happens in this block belongs to: the next, where one is due and was not run yet. */
export const epochOf = (ctx: Context, netuid: number): bigint =>
  subnetEpochIndex.get(ctx, netuid) + (isEpochDue(ctx, netuid) ? 1n : 0n)
