// What the chain's calls, constants and storage are called, for the compiler alone.

import type { ApiPromise } from '@polkadot/api'
import type {} from '@polkadot/api/augment'
import type { Registry } from '@polkadot/types/types'
import type { Logger } from 'pino'
import { openConnection, type Request } from './connection.ts'
import { ageOf, OLD_HEAD } from './head-age.ts'
import { readMetadata, registryOf } from './metadata.ts'
import { isPublicNetwork } from './network.ts'
import { loadRuntime, type Runtime, type Version } from './runtime.ts'

export interface Head {
  readonly number: number
  readonly hash: string
}

export interface ChainHealth {
  readonly connected: boolean
  /** Host of the node in use. */
  readonly node: string | null
  /** The highest finalized block that any node has told of. */
  readonly finalized: Head | null
  /** When that was, milliseconds of this machine's clock. */
  readonly finalizedAt: number | null
  readonly specVersion: number
}

export interface Chain {
  /** Builders, constants and types of the finalized head's runtime. It is replaced when that is upgraded: do not keep it. */
  api(): ApiPromise
  readonly genesisHash: string
  /** Whether real money is at stake: the main or the test network, or one that calls itself live. */
  readonly isPublic: boolean
  readonly specVersion: number
  /** Milliseconds a block, from the Aura constant. */
  readonly slotDuration: number
  readonly request: Request
  /**
   * The node's finalized head. Also the pulse by which an upgrade of the runtime is taken up, and a node that stands still is noticed and
   * left.
   */
  finalized(): Promise<Head>
  /** What reads the block whose parent this is: the runtime in its parent's state made it. */
  registryAfter(parentHash: string): Promise<Registry>
  /** The version of the runtime that makes the block after this one. */
  specAfter(hash: string): Promise<number>
  /** Whether the next block is made by another runtime than the finalized head's: it takes nothing that is signed now. */
  isUpgrading(): Promise<boolean>
  /** Leaves the node in use for the next one, with the reason for the log. */
  leaveNode(reason: string): void
  health(): ChainHealth
  close(): Promise<void>
}

export interface ChainOptions {
  readonly endpoints: readonly string[]
  readonly logger: Logger
  /** Milliseconds that an answer may take; 10,000 by default. */
  readonly requestTimeout?: number
  /** Milliseconds without a new finalized block after which another node is tried; a minute or ten slots by default. */
  readonly stallAfter?: number
}

/** A node so many blocks behind the highest finalized block that was seen is passed over. */
const LAG = 20

/**
 * The chain by way of one node of several. Waits for a first node; rejects when none can be reached within the request
 * timeout, or when it speaks no metadata that the client reads.
 */
export async function connectChain(options: ChainOptions): Promise<Chain> {
  const { endpoints, logger, requestTimeout = 10_000 } = options
  let genesisHash: string | null = null
  let highest: Head | null = null
  let movedAt: number | null = null
  const connection = openConnection({ endpoints, logger, requestTimeout, admit })
  const { request } = connection

  async function admit(ask: Request, strict: boolean): Promise<void> {
    const genesis = await ask<string>('chain_getBlockHash', [0])
    if (genesisHash !== null && genesis !== genesisHash) throw new Error('It serves another chain.')
    const head = await readHead(ask)
    if (strict && highest && head.number < highest.number - LAG) throw new Error('It lags behind.')
    if (strict && endpoints.length > 1) await refuseOldHead(ask, head)
    genesisHash ??= genesis
  }

  let runtime: Runtime
  let isPublic: boolean
  try {
    runtime = await loadRuntime(request, (await readHead(request)).hash)
    isPublic = await isPublicNetwork(request, runtime.api.genesisHash.toHex())
  } catch (error) {
    connection.close()
    throw error
  }
  const registries = new Map<number, Promise<Registry>>()
  const slotDuration = (): number => Number(runtime.api.consts.aura?.slotDuration?.toString() ?? 12_000)

  function noteHead(head: Head): void {
    const now = Date.now()
    if (!highest || head.number > highest.number) {
      highest = head
      movedAt = now
    } else if (endpoints.length > 1 && movedAt !== null) {
      const patience = options.stallAfter ?? Math.max(60_000, 10 * slotDuration())
      if (now - movedAt < patience) return
      movedAt = now
      connection.leave('its finalized head stands still')
    }
  }

  const specAfter = async (hash: string): Promise<number> =>
    (await request<Version>('state_getRuntimeVersion', [hash])).specVersion
  let renewed: { readonly hash: string; readonly done: Promise<void> } | null = null

  /** Nobody goes on with a head whose runtime could not be taken up: the next who asks tries again. */
  async function renew({ hash }: Head): Promise<void> {
    if (renewed?.hash !== hash) renewed = { hash, done: takeUp(hash) }
    const mine = renewed
    await mine.done.catch((error) => {
      if (renewed === mine) renewed = null
      throw error
    })
  }

  async function takeUp(hash: string): Promise<void> {
    const specVersion = await specAfter(hash)
    if (specVersion === runtime.version.specVersion) return
    runtime = await loadRuntime(request, hash)
    logger.info({ specVersion }, 'chain runtime upgraded')
  }

  return {
    api: () => runtime.api,
    genesisHash: runtime.api.genesisHash.toHex(),
    isPublic,
    get specVersion() {
      return runtime.version.specVersion
    },
    get slotDuration() {
      return slotDuration()
    },
    request,
    finalized: async () => {
      const head = await readHead(request)
      noteHead(head)
      await renew(head)
      return head
    },
    registryAfter: async (parentHash) => {
      const specVersion = await specAfter(parentHash)
      if (specVersion === runtime.version.specVersion) return runtime.api.registry
      return remember(registries, specVersion, async () =>
        registryOf(await readMetadata(request, parentHash)),
      )
    },
    specAfter,
    isUpgrading: async () => {
      const { specVersion } = await request<Version>('state_getRuntimeVersion')
      return specVersion !== runtime.version.specVersion
    },
    leaveNode: connection.leave,
    health: () => ({
      connected: connection.host() !== null,
      node: connection.host(),
      finalized: highest,
      finalizedAt: movedAt,
      specVersion: runtime.version.specVersion,
    }),
    close: async () => connection.close(),
  }
}

/** A failed attempt is not remembered. */
function remember<Value>(
  known: Map<number, Promise<Value>>,
  key: number,
  make: () => Promise<Value>,
): Promise<Value> {
  const made = known.get(key) ?? make()
  known.set(key, made)
  made.catch(() => known.delete(key))
  return made
}

/** A node may stand still from before the first block that we saw of any. */
async function refuseOldHead(ask: Request, { hash }: Head): Promise<void> {
  const age = await ageOf(ask, hash)
  if (age === null || age <= OLD_HEAD) return
  throw new Error(`Its finalized head is ${Math.floor(age / 60_000)} minutes old.`)
}

async function readHead(request: Request): Promise<Head> {
  const hash = await request<string>('chain_getFinalizedHead')
  const header = await request<{ number: string } | null>('chain_getHeader', [hash])
  if (!header) throw new Error('The node does not know its own finalized head.')
  return { number: Number(header.number), hash }
}
