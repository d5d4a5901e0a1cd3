import type { Context } from '../../../runtime/pallet.ts'
import { blockEmission } from '../network/block-emission.ts'
import { networkRegistrationAllowed, ownerCutEnabled } from '../network/hyperparameters.ts'
import { firstEmissionBlockNumber } from '../network/network-storage.ts'
import { weightOf } from '../stake/stake-weights.ts'
import {
  rootNetuid,
  subnetAlphaIn,
  subnetAlphaOut,
  subnetTao,
  subtokenEnabled,
  taoWeight,
} from '../storage.ts'
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
  const issuance = subnetAlphaIn.get(ctx, netuid) + subnetAlphaOut.get(ctx, netuid)
  const created = blockEmission(issuance)
  alphaOutEmission.put(ctx, created, netuid)
  const { owner, servers, validators, recycled } = shareOut(created, {
    cut: ownerCutEnabled.get(ctx, netuid) ? subnetOwnerCut.get(ctx) : 0,
    root: { tao: subnetTao.get(ctx, rootNetuid), weight: taoWeight.get(ctx) },
    issuance,
  })
  add(ctx, pendingOwnerCut, netuid, owner)
  add(ctx, pendingServerEmission, netuid, servers)
  add(ctx, pendingValidatorEmission, netuid, validators)
  add(ctx, subnetAlphaOut, netuid, created - recycled)
}

export type EmissionTerms = {
  /** The owner's, in 65,535ths. */
  readonly cut: number
  /** The TAO on root, and what one of them weighs beside an alpha: 2^64 − 1 is as much. */
  readonly root: { readonly tao: bigint; readonly weight: bigint }
  /** All alpha that there is of the subnet, before the block's. */
  readonly issuance: bigint
}

/** Units of alpha. Each part is rounded down, so that up to three units are nobody's. */
export type Shared = {
  readonly owner: bigint
  readonly servers: bigint
  readonly validators: bigint
  readonly recycled: bigint
}

export function shareOut(created: bigint, { cut, root, issuance }: EmissionTerms): Shared {
  const owner = multiply(fixed(created), share(cut))
  const rest = fixed(created) - owner
  const weight = multiply(fixed(root.tao), weightOf(root.weight))
  const recycled = multiply(multiply(divide(weight, weight + fixed(issuance)), rest), half)
  const servers = multiply(rest, half)
  return {
    owner: whole(owner),
    servers: whole(servers),
    validators: whole(rest - servers - recycled),
    recycled: whole(recycled),
  }
}

function isEmitting(ctx: Context, netuid: number): boolean {
  return (
    firstEmissionBlockNumber.has(ctx, netuid) &&
    subtokenEnabled.get(ctx, netuid) &&
    networkRegistrationAllowed.get(ctx, netuid)
  )
}

function add(ctx: Context, item: typeof pendingOwnerCut, netuid: number, by: bigint): void {
  if (by !== 0n) item.put(ctx, item.get(ctx, netuid) + by, netuid)
}
