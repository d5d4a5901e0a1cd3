import { type EpochOutput, epoch } from '../../../../../mechanisms/consensus/epoch.ts'
import type { AccountId, Context } from '../../../runtime/pallet.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { mechanismIndex, splitEmission } from '../network/mechanisms.ts'
import { tempo } from '../network/network-storage.ts'
import { activityCutoffBlocks } from '../network/timing.ts'
import * as neuron from '../neuron/neuron-storage.ts'
import { type Neurons, readNeurons, table } from './epoch-input.ts'
import { lastStepBlock } from './epoch-storage.ts'

/** What an epoch earned a neuron, in alpha: as a miner and as a validator. */
export type Earned = { readonly hotkey: AccountId; readonly server: bigint; readonly validator: bigint }

/** An epoch of one mechanism, and the part of all emission that it shares out: of 2^64. */
type Ended = { readonly output: EpochOutput; readonly active: readonly boolean[]; readonly part: bigint }

/** Runs the epoch of every mechanism over its part of the alpha and stores what came out. */
export function runEpochs(ctx: Context, netuid: number, alpha: bigint): Earned[] {
  const neurons = readNeurons(ctx, netuid)
  const parts = splitEmission(ctx, netuid, alpha)
  const ended = parts.map((emission, mecid): Ended => {
    const index = mechanismIndex(netuid, mecid)
    const { output, active } = runMechanism(ctx, neurons, index, emission)
    storeMechanism(ctx, neurons, index, output)
    const part = alpha === 0n ? (mecid === 0 ? 1n << 64n : 0n) : (emission << 64n) / alpha
    return { output, active, part }
  })
  storeSubnet(ctx, neurons, ended)
  return neurons.hotkeys.map((hotkey, uid) => ({
    hotkey,
    server: total(ended, ({ serverEmission }) => serverEmission[uid]),
    validator: total(ended, ({ validatorEmission }) => validatorEmission[uid]),
  }))
}

function runMechanism(
  ctx: Context,
  { netuid, hotkeys, owner, registered, stakes, permits }: Neurons,
  index: number,
  emission: bigint,
): Pick<Ended, 'output' | 'active'> {
  const now = BigInt(ctx.block.number)
  const updated = hotkeys.map((_, uid) => neuron.lastUpdate.get(ctx, index)[uid] ?? 0n)
  const active = updated.map((block) => block + activityCutoffBlocks(ctx, netuid) >= now)
  const lastEpoch = lastStepBlock.get(ctx, netuid)
  const since = lastEpoch === 0n ? now - BigInt(tempo.get(ctx, netuid)) : lastEpoch + 1n
  const output = epoch({
    stakes,
    // A neuron is not weighed by what was said of the one before it.
    weights: table(
      ctx,
      neuron.weights,
      index,
      (from, on) => (updated[from] ?? 0n) > (registered[on] ?? 0n),
      hotkeys,
    ),
    bonds: table(ctx, neuron.bonds, index, (_, on) => since > (registered[on] ?? 0n), hotkeys),
    permits,
    active,
    ...(owner === undefined ? {} : { owner }),
    kappa: hyperparameters.kappa.get(ctx, netuid),
    bondsMovingAverage: Number(hyperparameters.bondsMovingAverage.get(ctx, netuid)),
    bondsPenalty: hyperparameters.bondsPenalty.get(ctx, netuid),
    yuma3: hyperparameters.yuma3On.get(ctx, netuid),
    emission,
  })
  return { output, active }
}

function storeMechanism(
  ctx: Context,
  { hotkeys, nextPermits }: Neurons,
  index: number,
  output: EpochOutput,
): void {
  neuron.incentive.put(ctx, [...output.incentive], index)
  ctx.emit('SubtensorModule', 'IncentiveAlphaEmittedToMiners', {
    netuid: index,
    emissions: [...output.serverEmission],
  })
  for (const uid of hotkeys.keys()) {
    const row = nextPermits[uid] === true ? (output.bonds[uid] ?? []) : []
    neuron.bonds.put(ctx, sparse(row), index, uid)
  }
}

function sparse(row: readonly number[]): Array<[number, number]> {
  return row.flatMap((cell, on): Array<[number, number]> => (cell > 0 ? [[on, cell]] : []))
}

/** What is the subnet's own is the mechanisms' together, each by its part. */
function storeSubnet(ctx: Context, { netuid, hotkeys, nextPermits }: Neurons, ended: readonly Ended[]): void {
  const parts = (of: (output: EpochOutput) => readonly number[]) =>
    hotkeys.map((_, uid) =>
      Number(
        ended.reduce((sum, { output, part }) => sum + ((BigInt(of(output)[uid] ?? 0) * part) >> 64n), 0n),
      ),
    )
  const paid = ({ serverEmission, validatorEmission }: EpochOutput, uid: number) =>
    (serverEmission[uid] ?? 0n) + (validatorEmission[uid] ?? 0n)
  neuron.active.put(
    ctx,
    hotkeys.map((_, uid) => ended.some(({ active }) => active[uid] === true)),
    netuid,
  )
  neuron.emission.put(
    ctx,
    hotkeys.map((_, uid) =>
      ended.reduce((sum, { output, part }) => sum + ((paid(output, uid) * part) >> 64n), 0n),
    ),
    netuid,
  )
  neuron.consensus.put(
    ctx,
    parts((output) => output.consensus),
    netuid,
  )
  neuron.dividends.put(
    ctx,
    parts((output) => output.dividends),
    netuid,
  )
  neuron.validatorTrust.put(
    ctx,
    parts((output) => output.validatorTrust),
    netuid,
  )
  neuron.stakeWeight.put(
    ctx,
    parts((output) => output.stakeWeight),
    netuid,
  )
  neuron.validatorPermit.put(ctx, [...nextPermits], netuid)
}

function total(ended: readonly Ended[], of: (output: EpochOutput) => bigint | undefined): bigint {
  return ended.reduce((sum, { output }) => sum + (of(output) ?? 0n), 0n)
}
