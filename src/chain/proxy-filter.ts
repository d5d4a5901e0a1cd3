import { stringCamelCase } from '@polkadot/util'
import type { Chain } from './client.ts'
import type { Extrinsic } from './extrinsic.ts'
import { callRuntime, NoRuntimeApi } from './runtime-api.ts'

/** Whether a proxy of a type may make a call. */
export type ProxyFilter = (call: Extrinsic) => boolean

/** The filters of all proxy types, by the chain's names. */
export type ProxyFilters = ReadonlyMap<string, ProxyFilter>

const API = 'ProxyFilterRuntimeApi'
/** Later runtimes gave it another name. */
const METHODS = ['get_proxy_filter', 'get_proxy_filters'] as const

/**
 * What proxies of each type may do, as the chain's runtime says: what it does not name is refused. Empty where it does not say. A call
 * that is let through on a condition only counts as refused.
 */
export async function readProxyFilters(chain: Pick<Chain, 'api' | 'request'>): Promise<ProxyFilters> {
  for (const method of METHODS) {
    try {
      const told = await callRuntime(chain, API, method, [null])
      return filtersIn(told.toJSON())
    } catch (error) {
      if (!(error instanceof NoRuntimeApi)) throw error
    }
  }
  return new Map()
}

/** As the runtime API answers it, in the forms that are known; a type in any other form may do nothing. */
export function filtersIn(told: unknown): ProxyFilters {
  const infos = Array.isArray(told) ? (told as readonly Told[]) : []
  return new Map(infos.map((info) => [textOf(info.name), filterOf(info)]))
}

interface Told {
  readonly name: string
  /** A mode with lists beside it; in later runtimes a mode that holds its list. */
  readonly filterMode: string | Readonly<Record<string, readonly CallTold[] | null>>
  readonly calls?: readonly CallTold[]
  readonly exceptions?: readonly CallTold[]
}

interface CallTold {
  readonly palletName: string
  /** Null for all of a pallet's. */
  readonly callName: string | null
  readonly condition?: unknown
  readonly constraint?: unknown
}

function filterOf({ filterMode, calls = [], exceptions = [] }: Told): ProxyFilter {
  const [mode = '', own = null] =
    typeof filterMode === 'string' ? [filterMode] : (Object.entries(filterMode)[0] ?? [])
  const listed = own ?? calls
  const isIn = (list: readonly CallTold[], call: Extrinsic): boolean => list.some((one) => isNamed(one, call))
  switch (stringCamelCase(mode)) {
    case 'allowAll':
      return () => true
    case 'allow':
      return (call) => isIn(listed.filter(isUnconditional), call) && !isIn(exceptions, call)
    case 'deny':
      return (call) => !isIn(listed, call) && !isIn(exceptions, call)
    // `DenyAll`, and whatever is not known.
    default:
      return () => false
  }
}

const isUnconditional = ({ condition, constraint }: CallTold): boolean =>
  condition == null && constraint == null

/** Names of the metadata, as the client writes them. */
const isNamed = ({ palletName, callName }: CallTold, { method: { section, method } }: Extrinsic): boolean =>
  stringCamelCase(textOf(palletName)) === section &&
  (callName === null || stringCamelCase(textOf(callName)) === method)

/** Names are bytes there. */
const textOf = (hex: string): string => Buffer.from(hex.slice(2), 'hex').toString()
