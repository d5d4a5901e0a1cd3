import { ApiPromise, WsProvider } from '@polkadot/api'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { Request } from './connection.ts'
import type { Extrinsic } from './extrinsic.ts'
import { findFinal } from './find-final.ts'
import { signedExtensions } from './metadata.ts'
import { type Receipt, type Signed, signOnce } from './sign-once.ts'
import { withTimeout } from './timeout.ts'
import { CutOff, untilFinal } from './until-final.ts'

/** A person's way to the chain: the App's own payments go through settlement instead. */
export interface Wallet {
  /** It is replaced when the connection is cut while something waits: do not keep it. */
  readonly api: ApiPromise
  readonly request: Request
  /** Signs once and sends, and waits until it is final. Throws what the chain says where it fails. */
  send(pair: KeyringPair, extrinsic: Extrinsic | undefined): Promise<Receipt>
  /** Free balance in rao at the finalized head. */
  balanceOf(address: string): Promise<bigint>
  close(): Promise<void>
}

interface Line {
  readonly provider: WsProvider
  readonly api: ApiPromise
}

/** How often a node that was lost is asked for again. */
const TRIES = 3

/** Connects to one node. Rejects where it does not answer in time: ten seconds an answer, in milliseconds. */
export async function openWallet(url: string, patience = 10_000): Promise<Wallet> {
  let line = await openLine(url, patience)

  /** A new connection in place of one on which nothing comes any more. */
  async function again(): Promise<Line> {
    line.provider.disconnect().catch(() => undefined)
    for (let tries = 1; ; tries++) {
      try {
        line = await openLine(url, patience)
        return line
      } catch (error) {
        if (tries >= TRIES) throw error
      }
    }
  }

  async function lookUp(signed: Signed, reason: string): Promise<Receipt> {
    try {
      await again()
      return await findFinal({ api: line.api, patience }, signed)
    } catch (error) {
      if (!(error instanceof CutOff)) throw error
      throw new Error(
        `${reason} before the extrinsic ${signed.hash} was final. It may be in a block: look there before you run this again.`,
      )
    }
  }

  async function send(pair: KeyringPair, extrinsic: Extrinsic | undefined): Promise<Receipt> {
    const signed = await signOnce(line.api, pair, extrinsic)
    try {
      return await untilFinal({ ...line, patience }, signed)
    } catch (error) {
      if (error instanceof CutOff) return await lookUp(signed, `The connection to ${url} ${error.message}`)
      throw error
    }
  }

  return {
    get api() {
      return line.api
    },
    request: (method, params = []) => line.provider.send(method, [...params]),
    send,
    balanceOf: (address) => freeBalance(line.api, address),
    close: () => line.api.disconnect(),
  }
}

async function openLine(url: string, patience: number): Promise<Line> {
  const provider = new WsProvider(url, false, {}, patience)
  const silence = `No node answers at ${url}.`
  try {
    await provider.connect()
    await withTimeout(provider.isReady, patience, silence)
    const options = { provider, signedExtensions, noInitWarn: true, throwOnConnect: true }
    const api = await withTimeout(ApiPromise.create(options), TRIES * patience, silence)
    // What the library has asked for by itself is answered before this: who closes at once is not told of it on the console.
    await withTimeout(api.rpc.system.chain(), patience, silence)
    return { provider, api }
  } catch (error) {
    await provider.disconnect()
    throw new CutOff(silence, { cause: error })
  }
}

async function freeBalance(api: ApiPromise, address: string): Promise<bigint> {
  const at = await api.at(await api.rpc.chain.getFinalizedHead())
  const account = (await at.query.system?.account?.(address)) as unknown as {
    data: { free: { toBigInt(): bigint } }
  }
  return account.data.free.toBigInt()
}
