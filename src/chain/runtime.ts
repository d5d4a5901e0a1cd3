import { ApiPromise } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import type { Request } from './connection.ts'
import { readMetadata, signedExtensions } from './metadata.ts'

export interface Version {
  readonly specName: string
  readonly specVersion: number
}

export interface Runtime {
  readonly api: ApiPromise
  readonly version: Version
}

/**
 * The client's library reads from answers that were fetched before, and asks nothing on its own. Otherwise it would report each failed
 * request on the console, subscribe, and retry by rules of its own. `at` names the block whose state has the runtime; the best one if
 * unset.
 */
export async function loadRuntime(request: Request, at?: string): Promise<Runtime> {
  const version = await request<Version>('state_getRuntimeVersion', at === undefined ? [] : [at])
  const genesis = await request<string>('chain_getBlockHash', [0])
  const answers: Readonly<Record<string, unknown>> = {
    chain_getBlockHash: genesis,
    state_getRuntimeVersion: version,
    system_chain: await request('system_chain'),
    system_properties: await request('system_properties'),
    rpc_methods: { methods: [] },
  }
  const metadata = { [`${genesis}-${version.specVersion}`]: await readMetadata(request, at) }
  const provider = answeringFrom(answers)
  const api = new ApiPromise({ provider, metadata, signedExtensions, noInitWarn: true })
  await api.isReadyOrError
  return { api, version }
}

function answeringFrom(answers: Readonly<Record<string, unknown>>): ProviderInterface {
  const provider: ProviderInterface = {
    hasSubscriptions: false,
    isClonable: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => undefined,
    disconnect: async () => undefined,
    on: () => () => undefined,
    send: async (method) => {
      if (!(method in answers)) throw new Error(`${method} is asked by chain.request, not by the library.`)
      return answers[method] as never
    },
    subscribe: () => Promise.reject(new Error('Finalized heads are polled.')),
    unsubscribe: async () => true,
  }
  return provider
}
