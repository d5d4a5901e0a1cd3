import type { Network } from '../chain/network.ts'
import { encodeMetadata } from '../metadata/versions.ts'
import { runtimeVersion } from '../pallets/system.ts'
import { callRuntimeApi } from '../runtime/api.ts'
import { toHex } from '../runtime/codec.ts'
import { blake2b256 } from '../runtime/hashing.ts'
import type { StateReader } from '../runtime/pallet.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { blockAndState } from './blocks.ts'
import { badInput, clientError, invalidParams } from './errors.ts'
import { countParam, hexListParam, hexParam, optionalHexParam, stringParam } from './params.ts'
import type { Method, Methods, Session } from './server.ts'
import { unsubscribeMethod } from './subscriptions.ts'

const mostKeys = 1_000

export function stateMethods(network: Network): Methods {
  const at = (params: readonly unknown[], index: number): StateReader =>
    blockAndState(network, optionalHexParam(params, index)).state
  const storage: Method = (params) => at(params, 1).get(hexParam(params, 0))
  const version: Method = (params) => {
    return versionJson(network.runtimeIn(at(params, 0)))
  }
  return {
    state_getStorage: storage,
    state_getStorageAt: storage,
    state_getStorageHash: (params) => {
      const value = at(params, 1).get(hexParam(params, 0))
      return value && toHex(blake2b256(Buffer.from(value.slice(2), 'hex')))
    },
    state_getStorageSize: (params) => {
      const value = at(params, 1).get(hexParam(params, 0))
      return value && value.length / 2 - 1
    },
    state_getKeysPaged: keysPaged(at),
    state_getKeysPagedAt: keysPaged(at),
    state_queryStorageAt: (params) => {
      const keys = hexListParam(params, 0)
      const { block, state } = blockAndState(network, optionalHexParam(params, 1))
      return [{ block: block.hash, changes: keys.map((key) => [key, state.get(key) ?? null]) }]
    },
    state_subscribeStorage: (params, session) => subscribeStorage(network, hexListParam(params, 0), session),
    state_unsubscribeStorage: unsubscribeMethod,
    state_getRuntimeVersion: version,
    chain_getRuntimeVersion: version,
    state_subscribeRuntimeVersion: (_params, session) =>
      session.subscribe('state_runtimeVersion', (push) => {
        let told: Runtime | undefined
        const tell = () => {
          const runtime = network.runtimeIn(blockAndState(network, undefined).state)
          if (runtime !== told) push(versionJson(runtime))
          told = runtime
        }
        tell()
        network.events.on('best', tell)
        return () => network.events.off('best', tell)
      }),
    state_unsubscribeRuntimeVersion: unsubscribeMethod,
    state_getMetadata: (params) => {
      return toHex(encodeMetadata(network.runtimeIn(at(params, 0)).metadata, 14))
    },
    state_call: (params) => {
      const name = stringParam(params, 0)
      const input = hexParam(params, 1)
      const { block, state } = blockAndState(network, optionalHexParam(params, 2))
      const called = execution(name, () =>
        callRuntimeApi(network.runtimeIn(state), { state, number: block.header.number }, name, input),
      )
      if (called === 'unknown') {
        throw clientError(`Execution failed: Other: Exported method ${name} is not found`)
      }
      return called
    },
  }
}

/** A runtime that is given nonsense stops; the node says so and goes on. */
function execution<T>(name: string, run: () => T): T {
  try {
    return run()
  } catch {
    throw clientError(badInput(name))
  }
}

function keysPaged(at: (params: readonly unknown[], index: number) => StateReader): Method {
  return (params) => {
    const count = countParam(params, 1)
    if (count > mostKeys) throw invalidParams(`at most ${mostKeys} keys at once`)
    const start = optionalHexParam(params, 2)
    const keys = at(params, 3).keys(optionalHexParam(params, 0) ?? '0x')
    return keys.filter((key) => start === undefined || key > start).slice(0, count)
  }
}

/** All values at first, then with every new head those that changed. */
function subscribeStorage({ chain, events }: Network, keys: readonly string[], session: Session): string {
  return session.subscribe('state_storage', (push) => {
    const told = new Map<string, string | null>()
    const tell = ({ hash }: { hash: string }) => {
      const state = chain.stateAt(hash)
      const changes = keys
        .map((key): [string, string | null] => [key, state?.get(key) ?? null])
        .filter(([key, value]) => told.get(key) !== value)
      for (const [key, value] of changes) told.set(key, value)
      if (changes.length > 0) push({ block: hash, changes })
    }
    tell(chain.best())
    events.on('best', tell)
    return () => events.off('best', tell)
  })
}

function versionJson(runtime: Runtime): object {
  const version = runtimeVersion(runtime)
  return {
    specName: version.spec_name,
    implName: version.impl_name,
    authoringVersion: version.authoring_version,
    specVersion: version.spec_version,
    implVersion: version.impl_version,
    apis: version.apis,
    transactionVersion: version.transaction_version,
    systemVersion: version.system_version,
    stateVersion: version.system_version,
  }
}
