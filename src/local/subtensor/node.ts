import { cryptoWaitReady } from '@polkadot/util-crypto'
import { type Clock, openClock } from '../clock.ts'
import { developmentAccount, developmentNames, developmentPair } from './accounts.ts'
import { openChain } from './chain/chain.ts'
import { memoryLog, openChainLog } from './chain/chain-log.ts'
import { createNetwork, type Network } from './chain/network.ts'
import { type Seal, startProduction } from './chain/production.ts'
import { createControl, type SubtensorControl } from './control.ts'
import { genesisBlock } from './genesis.ts'
import { type Spec, specs } from './metadata/specs.ts'
import { allPallets } from './pallets/all.ts'
import { blockTimes, type ProfileName, profiles } from './profile.ts'
import { authorMethods } from './rpc/author.ts'
import { chainMethods } from './rpc/chain.ts'
import { devMethods } from './rpc/dev.ts'
import { engineMethods } from './rpc/engine.ts'
import { paymentMethods } from './rpc/payment.ts'
import { type Methods, type RpcServer, startRpcServer } from './rpc/server.ts'
import { stateMethods } from './rpc/state.ts'
import { systemMethods } from './rpc/system.ts'
import { toHex } from './runtime/codec.ts'
import type { AccountId, Genesis, GenesisValidator } from './runtime/pallet.ts'
import { createRuntimes, type Runtimes } from './runtime/runtime.ts'

export type SubtensorOptions = {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number
  /** Directory that keeps the chain; in memory when unset. */
  readonly dataDirectory?: string
  /** `instant`: a block on each extrinsic; `manual`: by `control` or `engine_createBlock`; a number: milliseconds between blocks (by default the profile's slot). */
  readonly seal?: Seal
  /** Blocks that finality stays behind the head; 2 by default. */
  readonly finalityLag?: number
  /** `fast` (0.25 s slots, crowdloans of 50 to 20,000 blocks) by default; `real-time` has the main network's constants. */
  readonly profile?: ProfileName
  /** rao by SS58 address, beside the well-known development accounts. */
  readonly endow?: Readonly<Record<AccountId, bigint>>
  /** rao for each development account (//Alice, //Bob, …); 1,000,000 TAO by default, 0n for none. */
  readonly endowDevelopmentAccounts?: bigint
  /** Hotkeys on the root network from the first block, with their stake in rao. */
  readonly validators?: readonly GenesisValidator[]
  /** rao that registering a network costs at least; by default the profile's (10 TAO in `fast`, else 1,000). */
  readonly lockCost?: bigint
  /** How many networks there may be beside root, and for how many blocks a new one is not pruned; 128 and half a year when unset. */
  readonly networks?: Genesis['networks']
  /** How many blocks before the finalized one keep their state; all when unset. A main network node keeps 256. */
  readonly keepStates?: number
  /** What its blocks are stamped by; a clock of its own, which shows this machine's time, when unset. */
  readonly clock?: Clock
  /** Which version of the main network's runtime the first block has; 424 by default. */
  readonly spec?: Spec
  /** The block of that number is the last that it makes: those after it are made by the other version. */
  readonly upgrade?: { readonly spec: Spec; readonly block: number }
  /** Adds the `dev_*` RPC methods, which reach `control` from outside the process. */
  readonly devRpc?: boolean
}

export type Subtensor = {
  /** ws://127.0.0.1:… */
  readonly url: string
  readonly control: SubtensorControl
  stop(): Promise<void>
}

const defaultEndowment = 1_000_000n * 1_000_000_000n
/** Makes every block and gets every fee; the existential deposit, so that the first fee does not give birth to it. */
const authorUri = '//Author'
const authorEndowment = 500n

/** Starts a local network; rejects when the port is taken or the data directory belongs to another genesis. */
export async function startSubtensor(options: SubtensorOptions = {}): Promise<Subtensor> {
  await cryptoWaitReady()
  const profile = options.profile ?? 'fast'
  const runtimes = createRuntimes(allPallets, profiles[profile])
  const clock = options.clock ?? openClock()
  const network = openNetwork(runtimes, clock, options)
  const production = startProduction(network, options.seal ?? blockTimes[profile])
  let server: RpcServer | undefined
  const control = createControl(network, production, clock, () => {
    if (server === undefined) throw new Error('the server has not started')
    return server
  })
  try {
    server = await startRpcServer(options.port ?? 0, rpcMethods(network, control, options.devRpc ?? false))
  } catch (error) {
    production.stop()
    throw error
  }
  production.resume()
  const { url, close } = server
  return {
    url,
    control,
    async stop() {
      production.stop()
      await close()
    },
  }
}

function openNetwork(runtimes: Runtimes, clock: Clock, options: SubtensorOptions): Network {
  const pair = developmentPair(authorUri)
  const genesis: Genesis = {
    balances: endowments(options),
    authorities: [pair.address],
    validators: options.validators ?? [],
    lockCost: options.lockCost,
    networks: options.networks,
  }
  const log = options.dataDirectory === undefined ? memoryLog : openChainLog(options.dataDirectory)
  const chain = openChain(() => genesisBlock(runtimes(options.spec ?? specs[0]), genesis), {
    log,
    keepStates: options.keepStates ?? Infinity,
  })
  const author = { account: pair.address, seal: (preHash: Uint8Array) => pair.sign(preHash) }
  const network = createNetwork({ runtimes, chain, author, clock, finalityLag: options.finalityLag ?? 2 })
  const { upgrade } = options
  // A chain that is taken up again may be past it.
  if (upgrade && upgrade.block > chain.best().header.number) network.upgrade(upgrade.spec, upgrade.block)
  return network
}

function endowments(options: SubtensorOptions): ReadonlyMap<AccountId, bigint> {
  const each = options.endowDevelopmentAccounts ?? defaultEndowment
  const development = developmentNames.map((name): [AccountId, bigint] => [
    developmentAccount(`//${name}`),
    each,
  ])
  const given = Object.entries(options.endow ?? {})
  const author: [AccountId, bigint] = [developmentAccount(authorUri), authorEndowment]
  return new Map([author, ...development, ...given].filter(([, amount]) => amount > 0n))
}

function rpcMethods(network: Network, control: SubtensorControl, devRpc: boolean): Methods {
  const methods: Methods = {
    ...systemMethods(network, toHex(Buffer.from(network.chain.genesisHash.slice(2, 22), 'hex'))),
    ...chainMethods(network),
    ...stateMethods(network),
    ...authorMethods(network),
    ...paymentMethods(network),
    ...engineMethods(network),
    ...(devRpc ? devMethods(control) : {}),
  }
  return {
    ...methods,
    rpc_methods: () => ({
      methods: [...Object.keys(methods), 'rpc_methods'].filter((name) => !name.startsWith('dev_')).sort(),
    }),
  }
}
