import type { Context } from '../../../runtime/pallet.ts'
import { blockEmission } from '../network/block-emission.ts'
import { networkRegistrationAllowed, ownerCutEnabled } from '../network/hyperparameters.ts'
import { firstEmissionBlockNumber } from '../network/network-storage.ts'
import { taoWeightFixed } from '../stake/stake-weights.ts'
import { rootNetuid, subnetAlphaIn, subnetAlphaOut, subnetTao, subtokenEnabled } from '../storage.ts'
import {
  alphaOutEmission,
  pendingOwnerCut,
  pendingServerEmission,
  pendingValidatorEmission,
  subnetOwnerCut,
} from './epoch-storage.ts'
import { divide, fixed, half, multiply, share, whole } from './fixed.ts'

/**
 * The alpha that a block brings a subnet that was started: the owner's cut, and of the rest one half for miners, the other
 * for validators. What of the latter would be root's is recycled, as all subnets' prices together, averaged over many
 * days, do not come above one. No TAO flows in, since root has not enabled that for any subnet.
 */
export function emitAlpha(ctx: Context, netuid: number): void {
  if (!isEmitting(ctx, netuid)) return
  const created = blockEmission(alphaIssuance(ctx, netuid))
  alphaOutEmission.put(ctx, created, netuid)
  subnetAlphaOut.put(ctx, subnetAlphaOut.get(ctx, netuid) + created, netuid)
  const cut = ownerCutEnabled.get(ctx, netuid) ? multiply(fixed(created), share(subnetOwnerCut.get(ctx))) : 0n
  const rest = fixed(created) - cut
  const rootAlpha = multiply(multiply(rootProportion(ctx, netuid), rest), half)
  const servers = multiply(rest, half)
  add(ctx, pendingOwnerCut, netuid, whole(cut))
  add(ctx, pendingServerEmission, netuid, whole(servers))
  add(ctx, pendingValidatorEmission, netuid, whole(rest - servers - rootAlpha))
  add(ctx, subnetAlphaOut, netuid, -whole(rootAlpha))
}

function isEmitting(ctx: Context, netuid: number): boolean {
  return (
    firstEmissionBlockNumber.has(ctx, netuid) &&
    subtokenEnabled.get(ctx, netuid) &&
    networkRegistrationAllowed.get(ctx, netuid)
  )
}

function alphaIssuance(ctx: Context, netuid: number): bigint {
  return subnetAlphaIn.get(ctx, netuid) + subnetAlphaOut.get(ctx, netuid)
}

/** What the TAO on root weighs beside a subnet's alpha. */
function rootProportion(ctx: Context, netuid: number): bigint {
  const root = multiply(fixed(subnetTao.get(ctx, rootNetuid)), taoWeightFixed(ctx))
  return divide(root, root + fixed(alphaIssuance(ctx, netuid)))
}

function add(ctx: Context, item: typeof pendingOwnerCut, netuid: number, by: bigint): void {
  if (by !== 0n) item.put(ctx, item.get(ctx, netuid) + by, netuid)
}
