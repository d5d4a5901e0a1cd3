import type { ApiPromise } from '@polkadot/api'
import { hasStorage } from './storage.ts'

// What differs between the runtimes that the App lives through. All of it is found in the metadata at hand, and nothing by a version.

/** What a transfer of stake must be worth, rao: the chain's own minimum for it, or that of any stake. Null where it tells neither. */
export function minimumTransfer({ consts }: Pick<ApiPromise, 'consts'>): bigint | null {
  const told = consts.subtensorModule?.initialMinTransfer ?? consts.subtensorModule?.initialMinStake
  return told ? BigInt(told.toString()) : null
}

/** What a move of stake onto another hotkey must be worth, rao: the minimum of any stake. Null where the chain does not tell. */
export function minimumMove({ consts }: Pick<ApiPromise, 'consts'>): bigint | null {
  const told = consts.subtensorModule?.initialMinStake
  return told ? BigInt(told.toString()) : minimumTransfer({ consts })
}

/** Whether the chain keeps when the last network was registered, under a key of its own among those of limits. */
export function keepsLastRegistration({ query, registry }: Pick<ApiPromise, 'query' | 'registry'>): boolean {
  const type = query.subtensorModule?.lastRateLimitedBlock?.creator.meta.type
  if (!type?.isMap) return false
  const { def } = registry.lookup.getSiType(type.asMap.key)
  return def.isVariant && def.asVariant.variants.some(({ name }) => name.toString() === LAST_REGISTERED)
}

export const LAST_REGISTERED = 'NetworkLastRegistered'

/** How alpha is shared: decimal shares alone, or, where an account has such, the older binary ones before them. */
export function shareStorages(api: ApiPromise): readonly ('Alpha' | 'AlphaV2')[] {
  return (['Alpha', 'AlphaV2'] as const).filter((item) => hasStorage(api, 'subtensorModule', item))
}
