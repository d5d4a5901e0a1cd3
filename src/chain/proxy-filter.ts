import type { ApiPromise } from '@polkadot/api'
import { stringCamelCase } from '@polkadot/util'
import type { Chain } from './client.ts'
import { faultOf } from './connection.ts'
import { callRuntime, NoRuntimeApi } from './runtime-api.ts'

/** A call by its names. */
export interface CallName {
  readonly method: { readonly section: string; readonly method: string }
}

/** Whether a proxy of a type may make a call. */
export type ProxyFilter = (call: CallName) => boolean

/** The filters of all proxy types, by the chain's names. */
export type ProxyFilters = ReadonlyMap<string, ProxyFilter>

const API = 'ProxyFilterRuntimeApi'
/** Later runtimes gave it another name. */
const METHODS = ['get_proxy_filter', 'get_proxy_filters'] as const

/**
 * What proxies of each type may do, as the chain's runtime says: what it does not name is refused. Empty where it does not say, or
 * says it in a way that is not known here: `onFault` hears why. A call that is let through on a condition only counts as refused.
 */
export async function readProxyFilters(
  chain: Pick<Chain, 'api' | 'request'>,
  onFault: (reason: string) => void = () => undefined,
): Promise<ProxyFilters> {
  const faults: string[] = []
  for (const method of METHODS) {
    try {
      const told = await callRuntime(chain, API, method, [null])
      return filtersIn(told.toJSON(), onFault)
    } catch (error) {
      if (!(error instanceof NoRuntimeApi)) faults.push(`${API}.${method}: ${faultOf(error)}`)
    }
  }
  if (faults.length > 0) onFault(faults.join('; '))
  return new Map()
}

/** The type that may make all of these calls, and the fewest others. Null where none may but one that may do anything. */
export function narrowest(
  { tx }: Pick<ApiPromise, 'tx'>,
  filters: ProxyFilters,
  needed: readonly CallName[],
): string | null {
  const all = Object.entries(tx).flatMap(([section, calls]) =>
    Object.keys(calls).map((method) => ({ method: { section, method } })),
  )
  const fitting = [...filters].flatMap(([type, lets]) => {
    const count = all.filter(lets).length
    return needed.every(lets) && count < all.length ? [{ type, count }] : []
  })
  return fitting.toSorted((one, other) => one.count - other.count)[0]?.type ?? null
}

/** As the runtime API answers it, in the forms that are known; a type in any other form may do nothing. */
export function filtersIn(told: unknown, onFault: (reason: string) => void): ProxyFilters {
  const infos = Array.isArray(told) ? (told as readonly Told[]) : []
  if (!Array.isArray(told)) onFault(`${API} tells no list of types.`)
  const found = new Map<string, ProxyFilter>()
  for (const info of infos) {
    try {
      found.set(textOf(info.name), filterOf(info))
    } catch (error) {
      onFault(`${API} tells a type in a form that is not known: ${faultOf(error)}`)
    }
  }
  return found
}

interface Told {
  readonly name: string
  /** A mode with lists beside it; in later runtimes a mode that holds its list. */
  readonly filterMode: string | Readonly<Record<string, readonly CallTold[] | null>>
  readonly calls?: readonly CallTold[] | null
  readonly exceptions?: readonly CallTold[]
}

interface CallTold {
  readonly palletName: string
  /** Null for all of a pallet's. */
  readonly callName: string | null
  readonly condition?: unknown
  readonly constraint?: unknown
}

function filterOf({ filterMode, calls = null, exceptions = [] }: Told): ProxyFilter {
  const [mode = '', own = null] =
    typeof filterMode === 'string' ? [filterMode] : (Object.entries(filterMode)[0] ?? [])
  const listed = own ?? calls ?? []
  const isException = among(exceptions)
  switch (stringCamelCase(mode)) {
    case 'allowAll':
      return (call) => !isException(call)
    case 'allow': {
      const isAllowed = among(listed.filter(isUnconditional))
      return (call) => isAllowed(call) && !isException(call)
    }
    case 'deny': {
      // Without its list it would let everything through.
      if (!own && !calls) throw new Error('what is denied is not told')
      const isDenied = among(listed)
      return (call) => !isDenied(call) && !isException(call)
    }
    case 'denyAll':
      return () => false
    default:
      throw new Error(`the mode “${mode}”`)
  }
}

const isUnconditional = ({ condition, constraint }: CallTold): boolean =>
  condition == null && constraint == null

/** Whether a call is among those: by its own name, or with all of its pallet. */
function among(list: readonly CallTold[]): ProxyFilter {
  const names = new Set(
    list.map(({ palletName, callName }) => nameOf(palletName, callName === null ? ALL : textOf(callName))),
  )
  return ({ method: { section, method } }) =>
    names.has(`${section}.${method}`) || names.has(`${section}.${ALL}`)
}

const ALL = '*'

/** Names of the metadata, as the client writes them. */
const nameOf = (palletName: string, call: string): string =>
  `${stringCamelCase(textOf(palletName))}.${call === ALL ? ALL : stringCamelCase(call)}`

/** Names are bytes there. */
function textOf(hex: unknown): string {
  if (typeof hex !== 'string' || !hex.startsWith('0x')) throw new Error(`${JSON.stringify(hex)} is no name.`)
  return Buffer.from(hex.slice(2), 'hex').toString()
}
