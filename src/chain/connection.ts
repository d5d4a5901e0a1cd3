import { setTimeout as sleep } from 'node:timers/promises'
import { WsProvider } from '@polkadot/api'
import type { Logger } from 'pino'
import { withTimeout } from './timeout.ts'

/** No node answered: whoever asks later may be answered. What a node says no to comes with its `code` instead. */
export class Unanswered extends Error {}

export type Request = <Result>(method: string, params?: readonly unknown[]) => Promise<Result>

export interface ConnectionOptions {
  /** `ws://` or `wss://`; the next one is taken whenever one is left, in turn. */
  readonly endpoints: readonly string[]
  /** Milliseconds that an answer may take. */
  readonly requestTimeout: number
  readonly logger: Logger
  /**
   * Looks at a node before it is used; rejects with the reason why it is none of ours. `strict` is false when every
   * endpoint was refused in turn: a lagging node is then better than none.
   */
  admit(request: Request, strict: boolean): Promise<void>
}

export interface Connection {
  /** Waits for a node and for its answer; rejects with the node's error (with its `code`), or when it is silent. */
  readonly request: Request
  /** Host of the node in use, null while there is none. Never the whole URL: it can hold an access key. */
  host(): string | null
  /** Leaves the node in use for the next one. */
  leave(reason: string): void
  close(): void
}

/** So many answers in a row may fail to come before a node is left. */
const SILENCES = 2
const LONGEST_PAUSE = 5_000

/**
 * JSON-RPC to one node of several. We decide which node that is; the client's own provider carries the bytes of one node.
 * That provider can walk a list too. But it reports each cut on the console and does not look at a node before it uses it.
 * It also stays with one that accepts requests and never answers.
 */
export function openConnection({ endpoints, requestTimeout, logger, admit }: ConnectionOptions): Connection {
  if (endpoints.length === 0) throw new Error('No endpoint of the chain is set.')
  const ending = new AbortController()
  let turn = -1
  let silences = 0
  let node: WsProvider | null = null
  let connecting: Promise<WsProvider> | null = null

  async function connect(): Promise<WsProvider> {
    for (let tries = 0; ; tries++) {
      ending.signal.throwIfAborted()
      turn = (turn + 1) % endpoints.length
      const endpoint = endpoints[turn] ?? ''
      const found = await tryNode(endpoint, tries < endpoints.length)
      if (found) return take(found, endpoint)
      const pause = tries < endpoints.length - 1 ? 0 : Math.min(100 * 2 ** (tries % 16), LONGEST_PAUSE)
      await sleep(pause, undefined, { signal: ending.signal })
    }
  }

  async function tryNode(endpoint: string, strict: boolean): Promise<WsProvider | null> {
    let candidate: WsProvider | null = null
    try {
      candidate = await openNode(endpoint, requestTimeout)
      await admit(requester(candidate, requestTimeout), strict)
      ending.signal.throwIfAborted()
      return candidate
    } catch (error) {
      candidate?.disconnect().catch(() => undefined)
      if (!ending.signal.aborted)
        logger.warn({ host: hostOf(endpoint), reason: reasonOf(error) }, 'chain node not used')
      return null
    }
  }

  function take(found: WsProvider, endpoint: string): WsProvider {
    node = found
    connecting = null
    silences = 0
    found.on('disconnected', () => lose(found, 'the connection was cut'))
    logger.info({ host: hostOf(endpoint) }, 'chain node connected')
    return found
  }

  function lose(lost: WsProvider, reason: string): void {
    if (node !== lost) return
    node = null
    if (ending.signal.aborted) return
    logger.warn({ host: hostOf(endpoints[turn] ?? ''), reason }, 'chain node left')
    lost.disconnect().catch(() => undefined)
    ready().catch(() => undefined)
  }

  function ready(): Promise<WsProvider> {
    if (node?.isConnected) return Promise.resolve(node)
    if (ending.signal.aborted) return Promise.reject(new Error('The connection to the chain was closed.'))
    connecting ??= connect()
    return connecting
  }

  const request: Request = async (method, params = []) => {
    const unreachable = `No node of the chain can be reached (${method}).`
    const used = await withTimeout(ready(), requestTimeout, unreachable).catch((error) => {
      throw unanswered(error)
    })
    try {
      const answer = await requester(used, requestTimeout)(method, params)
      silences = 0
      return answer as never
    } catch (error) {
      if (isSilence(error) && ++silences >= SILENCES) lose(used, 'it does not answer')
      throw isNodes(error) ? error : unanswered(error)
    }
  }

  return {
    request,
    host: () => (node ? hostOf(endpoints[turn] ?? '') : null),
    leave: (reason) => {
      if (node) lose(node, reason)
    },
    close: () => {
      ending.abort()
      node?.disconnect().catch(() => undefined)
    },
  }
}

const SILENT = 'The node did not answer'

const isSilence = (error: unknown): boolean => error instanceof Error && error.message.startsWith(SILENT)

const isNodes = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'number'

const unanswered = (error: unknown): Unanswered =>
  new Unanswered(error instanceof Error ? error.message : String(error), { cause: error })

/** The provider repeats the whole request in some of its messages; one line says enough. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''

/** Why what was asked cannot be done, as far as it is known for good. Throws on where nobody answered: then it is asked again. */
export function faultOf(error: unknown): string {
  if (error instanceof Unanswered) throw error
  return reasonOf(error)
}

function requester(node: WsProvider, timeout: number): Request {
  return (method, params = []) =>
    withTimeout(node.send(method, [...params]), timeout, `${SILENT} to ${method} within ${timeout} ms.`)
}

async function openNode(endpoint: string, timeout: number): Promise<WsProvider> {
  const node = new WsProvider(endpoint, false, {}, timeout)
  const connected = new Promise<void>((resolve, reject) => {
    node.on('connected', resolve)
    node.on('disconnected', () => reject(new Error('It refused the connection.')))
  })
  connected.catch(() => undefined)
  try {
    await node.connect()
    await withTimeout(connected, timeout, 'It did not accept the connection in time.')
    return node
  } catch (error) {
    node.disconnect().catch(() => undefined)
    throw error
  }
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : 'not a URL'
}
