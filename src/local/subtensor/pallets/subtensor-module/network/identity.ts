import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { Context, Origin } from '../../../runtime/pallet.ts'
import { refusal } from '../refusal.ts'
import { subnetIdentities, subnetOwner } from './network-storage.ts'

export type SubnetIdentity = {
  subnet_name: Uint8Array
  github_repo: Uint8Array
  subnet_contact: Uint8Array
  subnet_url: Uint8Array
  discord: Uint8Array
  description: Uint8Array
  logo_url: Uint8Array
  additional: Uint8Array
}

/** The most bytes of each field. */
const limits: Readonly<Record<keyof SubnetIdentity, number>> = {
  subnet_name: 256,
  github_repo: 1_024,
  subnet_contact: 1_024,
  subnet_url: 1_024,
  discord: 256,
  description: 1_024,
  logo_url: 1_024,
  additional: 1_024,
}

export type SetSubnetIdentity = SubnetIdentity & { netuid: number }

/** By the owner alone. */
export function setSubnetIdentity(
  ctx: Context,
  origin: Origin,
  { netuid, ...identity }: SetSubnetIdentity,
): void {
  ensure(subnetOwner.get(ctx, netuid) === ensureSigned(origin), refusal('NotSubnetOwner'))
  putIdentity(ctx, netuid, identity)
}

/** Event: SubnetIdentitySet. Error: InvalidIdentity where a field is too long. */
export function putIdentity(ctx: Context, netuid: number, identity: SubnetIdentity): void {
  ensureIdentityFits(identity)
  subnetIdentities.put(ctx, identity, netuid)
  ctx.emit('SubtensorModule', 'SubnetIdentitySet', netuid)
}

export function ensureIdentityFits(identity: SubnetIdentity): void {
  const fits = Object.entries(limits).every(
    ([field, most]) => identity[field as keyof SubnetIdentity].length <= most,
  )
  ensure(fits, refusal('InvalidIdentity'))
}
