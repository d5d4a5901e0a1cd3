import type { RuntimeCall } from '../../runtime/pallet.ts'
import { type Filter, filters, type ProxyTypeName } from './filters.ts'

export type { ProxyTypeName }

/** A proxy type as the codec decodes it. */
export type ProxyType = { readonly type: ProxyTypeName; readonly value?: undefined }

/** In the order of their indices. */
export const proxyTypes = Object.keys(filters) as readonly ProxyTypeName[]

export const filterOf = (type: ProxyTypeName): Filter => filters[type]

/** Whether a delegate of the type may make the call. */
export function mayCall({ type }: ProxyType, call: RuntimeCall): boolean {
  const filter = filterOf(type)
  switch (filter.mode) {
    case 'AllowAll':
      return true
    case 'DenyAll':
      return false
    case 'Deny':
      return !isOneOf(call, filter.calls)
    case 'Allow':
      return isOneOf(call, filter.calls) && !isOneOf(call, filter.exceptions ?? []) && isSmall(call, filter)
  }
}

/** Whether who acts by the first type may give or take the second. */
export function covers({ type }: ProxyType, { type: other }: ProxyType): boolean {
  if (type === other || type === 'Any') return true
  if (other === 'Any') return false
  if (type === 'NonTransfer') return other !== 'Transfer' && other !== 'SmallTransfer'
  return type === 'Transfer' && other === 'SmallTransfer'
}

function isOneOf({ type, value }: RuntimeCall, calls: readonly string[]): boolean {
  return calls.includes(`${type}.*`) || calls.includes(`${type}.${value.type}`)
}

function isSmall({ type, value }: RuntimeCall, { below }: Filter & { mode: 'Allow' | 'Deny' }): boolean {
  const parameter = below?.parameters[`${type}.${value.type}`]
  if (below === undefined || parameter === undefined) return true
  const amount = (value.value as Readonly<Record<string, bigint>>)[parameter]
  return amount !== undefined && amount < below.limit
}
