import type { Context } from '../../../runtime/pallet.ts'
import * as epoch from '../epoch/epoch-storage.ts'
import * as neuron from '../neuron/neuron-storage.ts'
import * as storage from '../storage.ts'
import * as hyperparameters from './hyperparameters.ts'
import { forgetMechanism, mechanismIndices } from './mechanisms.ts'
import * as network from './network-storage.ts'

const { minActivityCutoff: _, ...subnetsOwn } = hyperparameters

/** By netuid alone, or by netuid first. */
const items = [
  ...Object.values(subnetsOwn),
  ...[storage.subnetworkN, storage.maxAllowedUids, storage.uids, storage.keys, storage.blockAtRegistration],
  ...[storage.subnetTao, storage.subnetAlphaIn, storage.subnetAlphaOut],
  ...[network.subnetOwner, network.subnetOwnerHotkey, network.subnetMechanism, network.networkRegisteredAt],
  ...[network.firstEmissionBlockNumber, network.subnetIdentities, network.subnetLocked],
  ...[network.raoRecycledForRegistration, network.subnetEmissionEnabled, network.tempo],
  ...[network.lastEpochBlock, network.mechanismCount, network.mechanismEmissionSplit],
  ...[epoch.alphaOutEmission, epoch.pendingServerEmission, epoch.pendingValidatorEmission],
  ...[epoch.pendingOwnerCut, epoch.pendingEpochAt, epoch.subnetEpochIndex, epoch.blocksSinceLastStep],
  ...[epoch.lastStepBlock, epoch.alphaDividends, epoch.minerBurned],
  ...[neuron.active, neuron.emission, neuron.consensus, neuron.dividends, neuron.validatorTrust],
  ...[neuron.stakeWeight, neuron.validatorPermit],
] as const

/** Whoever gets the netuid next finds nothing of the one before, limits of how often included. */
export function forgetSubnet(ctx: Context, netuid: number): void {
  for (const index of mechanismIndices(ctx, netuid)) forgetMechanism(ctx, index)
  for (const { value: hotkey } of storage.keys.entries(ctx, netuid)) {
    storage.isNetworkMember.remove(ctx, hotkey, netuid)
    epoch.totalHotkeyAlphaLastEpoch.remove(ctx, hotkey, netuid)
  }
  for (const { keys } of network.transactionKeyLastBlock.entries(ctx)) {
    if (keys[1] === netuid) network.transactionKeyLastBlock.remove(ctx, ...keys)
  }
  for (const { keys } of network.lastRateLimitedBlock.entries(ctx)) {
    const [key] = keys
    if (key.type === 'OwnerHyperparamUpdate' && key.value[0] === netuid) {
      network.lastRateLimitedBlock.remove(ctx, ...keys)
    }
  }
  for (const item of items) {
    for (const key of ctx.state.keys(item.key(netuid))) ctx.state.delete(key)
  }
}
