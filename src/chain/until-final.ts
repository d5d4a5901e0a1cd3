import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiPromise, WsProvider } from '@polkadot/api'
import type { ExtrinsicStatus } from '@polkadot/types/interfaces'
import { type Receipt, receiptOf, type Signed } from './sign-once.ts'
import { withTimeout } from './timeout.ts'

/** Nothing more is told over this connection, though the extrinsic may be in a block. The message says how that was noticed. */
export class CutOff extends Error {}

interface Watched {
  readonly api: ApiPromise
  readonly provider: WsProvider
  /** Milliseconds that an answer may take, and between two looks whether the node is still there. */
  readonly patience: number
}

/** A node that tells of no new block for so many looks stands still. */
export const STILL = 30

/** Sends it, and waits until the node tells that it is final. A connection that is cut, or silent while it is open, ends the wait. */
export async function untilFinal(watched: Watched, signed: Signed): Promise<Receipt> {
  const ending = new AbortController()
  const forget = watched.provider.on('disconnected', () => ending.abort())
  try {
    return await Promise.race([told(watched.api, signed), cut(ending.signal), pulse(watched, signed, ending)])
  } finally {
    forget()
    ending.abort()
  }
}

const cut = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new CutOff('was cut')), { once: true })
  })

function told(api: ApiPromise, { extrinsic, hash }: Signed): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const watching = extrinsic.send((result) => {
      if (result.isError) reject(unsettled(result.status))
      if (!result.isFinalized) return
      watching.then((unsubscribe) => unsubscribe()).catch(() => undefined)
      try {
        resolve(receiptOf(hash, result))
      } catch (error) {
        reject(error)
      }
    })
    // A node that says no says so with a code; where no answer came it may have the extrinsic.
    watching.catch((error) =>
      reject(isAnswer(error) ? error : new CutOff(api.isConnected ? 'was silent' : 'was cut')),
    )
  })
}

/** What a node lets go of may be in another's pool, or in a block by now: only what is invalid is in none. */
const unsettled = ({ isInvalid, type }: ExtrinsicStatus): Error =>
  isInvalid ? new Error('The extrinsic was invalid.') : new CutOff(`told that it was ${WORDS[type] ?? type}`)

const WORDS: Readonly<Record<string, string>> = {
  Dropped: 'dropped',
  Usurped: 'displaced by another of the same nonce',
  FinalityTimeout: 'in a block that did not become final',
}

/** The node has had it already, or has it: https://docs.rs/sc-rpc-api. */
const HELD: ReadonlySet<unknown> = new Set([1012, 1013])

const isAnswer = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && !HELD.has(error.code)

/** Asks again and again whether anybody is there; when the extrinsic's time is over, what became of it is looked up. */
async function pulse(
  { api, patience }: Watched,
  { death }: Signed,
  { signal }: AbortController,
): Promise<never> {
  let last = -1
  for (let still = 0; ; still++) {
    await sleep(patience, undefined, { signal }).catch(() => new Promise<never>(() => undefined))
    const head = await withTimeout(finalizedNumber(api), patience, 'silent').catch(() => null)
    if (head === null) throw new CutOff('was silent')
    if (head > last) still = 0
    last = head
    if (still >= STILL) throw new CutOff('told of no new block')
    if (head >= death) throw new CutOff('did not tell what became of it')
  }
}

export async function finalizedNumber(api: ApiPromise): Promise<number> {
  const header = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())
  return header.number.toNumber()
}
