import { ensure, ensureSigned, lookupAccount, type MultiAddress, moduleError } from '../runtime/errors.ts'
import { afterDispatch } from '../runtime/fees.ts'
import {
  type CallFilter,
  type Context,
  call,
  type Origin,
  type Pallet,
  type PostInfo,
  type RuntimeCall,
} from '../runtime/pallet.ts'
import { addWeights, weights } from '../weights.ts'
import { reserve, unreserve } from './money.ts'
import {
  addDelegate,
  definitionOf,
  depositFor,
  type ProxyDefinition,
  proxies,
  removeDelegate,
  takeDelegates,
} from './proxy/delegates.ts'
import { proxyFilterInfos, proxyTypeInfos } from './proxy/filter-info.ts'
import { covers, mayCall, type ProxyType, proxyTypes } from './proxy/proxy-type.ts'
import { now, pureAccount } from './proxy/pure-account.ts'

type Proxied = { real: MultiAddress; force_proxy_type: ProxyType | undefined; call: RuntimeCall }
type Delegate = { delegate: MultiAddress; proxy_type: ProxyType; delay: number }
type CreatePure = { proxy_type: ProxyType; delay: number; index: number }
type KillPure = {
  spawner: MultiAddress
  proxy_type: ProxyType
  index: number
  height: number
  ext_index: number
}

/** `LastCallResult`, which the runtime empties at the end of every block, is not kept: no block's state has it. */
export const proxyPallet: Pallet = {
  name: 'Proxy',
  calls: {
    proxy: call<Proxied>({
      weight: (args, info) => addWeights(weights.Proxy.proxy, info(args.call).weight),
      paysFee: (args, info) => info(args.call).paysFee,
      dispatch: proxy,
    }),
    add_proxy: call<Delegate>({
      weight: weights.Proxy.addProxy,
      dispatch(ctx, origin, args) {
        addDelegate(ctx, ensureSigned(origin), definition(args))
        ensureKnown(args.proxy_type)
        return undefined
      },
    }),
    remove_proxy: call<Delegate>({
      weight: weights.Proxy.removeProxy,
      dispatch(ctx, origin, args) {
        removeDelegate(ctx, ensureSigned(origin), definition(args))
        return undefined
      },
    }),
    /** No event but Unreserved. */
    remove_proxies: call<void>({
      weight: weights.Proxy.removeProxies,
      dispatch(ctx, origin) {
        const who = ensureSigned(origin)
        unreserve(ctx, who, takeDelegates(ctx, who))
        return undefined
      },
    }),
    create_pure: call<CreatePure>({ weight: weights.Proxy.createPure, dispatch: createPure }),
    kill_pure: call<KillPure>({ weight: weights.Proxy.killPure, dispatch: killPure }),
  },
  apis: { ProxyFilterRuntimeApi: { get_proxy_types: proxyTypeInfos, get_proxy_filter: proxyFilterInfos } },
}

/** Runs the call as the account. It succeeds whatever becomes of the call. At 424 it costs what it was priced at, later what the call used. */
function proxy(ctx: Context, origin: Origin, { real, force_proxy_type, call: inner }: Proxied): PostInfo {
  const delegate = ensureSigned(origin)
  const account = lookupAccount(real)
  const { delay, proxy_type } = definitionOf(ctx, account, delegate, force_proxy_type)
  ensure(delay === 0, moduleError('Proxy', 'Unannounced'))
  const outcome = ctx.dispatch({ type: 'Signed', who: account, filters: [filterOf(proxy_type)] }, inner)
  ctx.emit('Proxy', 'ProxyExecuted', {
    result: outcome.ok ? { success: true, value: undefined } : { success: false, value: outcome.error },
  })
  if (ctx.spec === 424) return {}
  return { actualWeight: addWeights(weights.Proxy.proxy, afterDispatch(ctx.info(inner), outcome).weight) }
}

/** A delegate may not give or take more than it has, nor undo everything unless it may do anything. */
function filterOf(type: ProxyType): CallFilter {
  return (inner) => {
    if (inner.type === 'Proxy') {
      const { type: name, value: args } = inner.value
      const changesOne = name === 'add_proxy' || name === 'remove_proxy'
      if (changesOne && !covers(type, (args as Delegate).proxy_type)) return false
      const removesAll = name === 'remove_proxies' || name === 'kill_pure'
      if (removesAll && type.type !== 'Any') return false
    }
    return mayCall(type, inner)
  }
}

/** What a type of a later runtime may do is not known here. */
const ensureKnown = ({ type }: ProxyType): void => ensure(proxyTypes.includes(type), { type: 'Unavailable' })

/** Events: Reserved, of the spawner, then PureCreated. */
function createPure(ctx: Context, origin: Origin, { proxy_type, delay, index }: CreatePure): undefined {
  const who = ensureSigned(origin)
  ensureKnown(proxy_type)
  const pure = pureAccount({ spawner: who, ...now(ctx), proxyType: proxy_type, index })
  ensure(!proxies.has(ctx, pure), moduleError('Proxy', 'Duplicate'))
  const deposit = depositFor(ctx, 1)
  reserve(ctx, who, deposit)
  proxies.put(ctx, [[{ delegate: who, proxy_type, delay }], deposit], pure)
  ctx.emit('Proxy', 'PureCreated', { pure, who, proxy_type, disambiguation_index: index })
}

/** Only the pure account itself may, and nobody can act as it afterwards. Events: Unreserved, then PureKilled. */
function killPure(ctx: Context, origin: Origin, args: KillPure): undefined {
  const who = ensureSigned(origin)
  const { proxy_type, index, height, ext_index: extIndex } = args
  const spawner = lookupAccount(args.spawner)
  const pure = pureAccount({ spawner, height, extIndex, proxyType: proxy_type, index })
  ensure(pure === who, moduleError('Proxy', 'NoPermission'))
  unreserve(ctx, spawner, takeDelegates(ctx, who))
  ctx.emit('Proxy', 'PureKilled', { pure: who, spawner, proxy_type, disambiguation_index: index })
}

function definition({ delegate, proxy_type, delay }: Delegate): ProxyDefinition {
  return { delegate: lookupAccount(delegate), proxy_type, delay }
}
