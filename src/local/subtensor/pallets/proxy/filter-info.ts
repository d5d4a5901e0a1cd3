import { codecsOf } from '../../runtime/codec.ts'
import type { Context } from '../../runtime/pallet.ts'
import type { Filter, ProxyTypeName } from './filters.ts'
import { filterOf, mayCall, proxyTypes } from './proxy-type.ts'

type CallInfo = {
  readonly pallet_name: Uint8Array
  readonly pallet_index: number
  readonly call_name: Uint8Array | undefined
  readonly call_index: number | undefined
  readonly condition: { readonly type: 'ParamLessThan'; readonly value: unknown } | undefined
}

const deprecated: readonly ProxyTypeName[] = ['Triumvirate', 'Senate', 'Governance', 'RootWeights']

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

export const proxyTypeInfos = () =>
  proxyTypes.map((name, index) => ({ name: text(name), index, deprecated: deprecated.includes(name) }))

/** What a type lets through, all types' where none is named. From 475 on a type names all that it lets through. */
export function proxyFilterInfos(ctx: Context, wanted: number | undefined) {
  const known = callsOf(ctx)
  return proxyTypes.flatMap((name, index) => {
    if (wanted !== undefined && wanted !== index) return []
    const filter = ctx.spec === 424 ? filterOf(name) : named(name, known)
    const listed = 'calls' in filter ? filter : { calls: [] }
    const infos = (calls: readonly string[]) => calls.flatMap((call) => infoOf(call, filter, known))
    return [
      {
        proxy_type: index,
        name: text(name),
        deprecated: deprecated.includes(name),
        filter_mode: { type: filter.mode, value: undefined },
        calls: infos(listed.calls),
        exceptions: infos(('exceptions' in listed ? listed.exceptions : undefined) ?? []),
      },
    ]
  })
}

type Known = ReadonlyMap<string, Omit<CallInfo, 'condition'>>

/** By `Pallet.call`, and by `Pallet.*`. */
function callsOf({ spec }: Context): Known {
  const { pallets, lookup } = codecsOf(spec).metadata
  const known = new Map<string, Omit<CallInfo, 'condition'>>()
  for (const { name, index, calls } of pallets) {
    const pallet = { pallet_name: text(name), pallet_index: index }
    known.set(`${name}.*`, { ...pallet, call_name: undefined, call_index: undefined })
    const def = lookup[calls?.type ?? -1]?.def
    for (const call of def?.tag === 'variant' ? def.value : []) {
      known.set(`${name}.${call.name}`, { ...pallet, call_name: text(call.name), call_index: call.index })
    }
  }
  return known
}

/** The same said by the calls that are let through. */
function named(name: ProxyTypeName, known: Known): Filter {
  const filter = filterOf(name)
  if (filter.mode !== 'Deny' && !('exceptions' in filter && filter.exceptions)) return filter
  const calls = [...known.keys()].filter((call) => {
    const [pallet = '', method = ''] = call.split('.')
    return method !== '*' && mayCall({ type: name }, { type: pallet, value: { type: method, value: {} } })
  })
  return { mode: 'Allow', calls }
}

/** None of a call that the local network does not have. */
function infoOf(call: string, filter: Filter, known: Known): CallInfo[] {
  const info = known.get(call)
  if (!info) return []
  const below = 'below' in filter ? filter.below : undefined
  const parameter = below?.parameters[call]
  if (!below || parameter === undefined) return [{ ...info, condition: undefined }]
  const value = { param_name: text(parameter), limit: below.limit }
  return [{ ...info, condition: { type: 'ParamLessThan', value } }]
}
