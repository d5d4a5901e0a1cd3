import { ApiPromise, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import type { Request } from './connection.ts'
import { errorText } from './error-text.ts'
import { signedExtensions } from './metadata.ts'
import { ChainRefusal } from './refusal.ts'
import { whyUnsignable } from './signable.ts'
import { withTimeout } from './timeout.ts'

type Extrinsic = SubmittableExtrinsic<'promise'>

/** A finalized extrinsic, and what it cost its signer in rao. */
export interface Receipt {
  readonly hash: string
  readonly fee: bigint
  readonly events: readonly EventRecord[]
}

/** A person's way to the chain: the App's own payments go through settlement instead. */
export interface Wallet {
  readonly api: ApiPromise
  readonly request: Request
  /** Signs and sends, and waits until it is final. Throws what the chain says where it fails. */
  send(pair: KeyringPair, extrinsic: Extrinsic | undefined): Promise<Receipt>
  /** Free balance in rao at the finalized head. */
  balanceOf(address: string): Promise<bigint>
  close(): Promise<void>
}

/** Connects to one node. Rejects where it cannot be reached in time: ten seconds, in milliseconds. */
export async function openWallet(url: string, patience = 10_000): Promise<Wallet> {
  const provider = new WsProvider(url, false)
  await provider.connect()
  await withTimeout(provider.isReady, patience, `No node answers at ${url}.`).catch(async (error) => {
    await provider.disconnect()
    throw error
  })
  const api = await ApiPromise.create({ provider, signedExtensions, noInitWarn: true })
  // What the library has asked for by itself is answered before this: who closes at once is not told of it on the console.
  await api.rpc.system.chain()
  return {
    api,
    request: (method, params = []) => provider.send(method, [...params]),
    send: (pair, extrinsic) => untilCut(provider, url, extrinsic, send(api, pair, extrinsic)),
    balanceOf: (address) => freeBalance(api, address),
    close: () => api.disconnect(),
  }
}

/** What waits for a block would wait for ever: the provider does not come back by itself. */
function untilCut<Result>(
  provider: WsProvider,
  url: string,
  extrinsic: Extrinsic | undefined,
  waiting: Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const forget = provider.on('disconnected', () =>
      reject(
        new Error(
          `The connection to ${url} was cut before the extrinsic${hashOf(extrinsic)} was final. It may be in a block: look there before you run this again.`,
        ),
      ),
    )
    waiting.then(resolve, reject).finally(forget)
  })
}

/** Once it is signed it has the hash by which it can be looked up. */
const hashOf = (extrinsic: Extrinsic | undefined): string =>
  extrinsic?.isSigned ? ` ${extrinsic.hash.toHex()}` : ''

async function freeBalance(api: ApiPromise, address: string): Promise<bigint> {
  const at = await api.at(await api.rpc.chain.getFinalizedHead())
  const account = (await at.query.system?.account?.(address)) as unknown as {
    data: { free: { toBigInt(): bigint } }
  }
  return account.data.free.toBigInt()
}

function send(api: ApiPromise, pair: KeyringPair, extrinsic: Extrinsic | undefined): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    if (!extrinsic) throw new Error('This network does not have that call.')
    const unsignable = whyUnsignable(api)
    if (unsignable !== null) throw new Error(unsignable)
    const watching = extrinsic.signAndSend(pair, { nonce: -1 }, (result) => {
      if (result.isError) reject(new Error(`The extrinsic was ${result.status.type.toLowerCase()}.`))
      if (!result.isFinalized) return
      watching.then((unsubscribe) => unsubscribe())
      if (result.dispatchError) reject(new ChainRefusal(errorText(result.dispatchError)))
      else resolve({ hash: result.txHash.toHex(), fee: feeOf(result.events), events: result.events })
    })
    watching.catch(reject)
  })
}

function feeOf(events: readonly EventRecord[]): bigint {
  const paid = events.find(({ event }) => event.section === 'transactionPayment')
  return (paid?.event.data[1] as unknown as { toBigInt(): bigint } | undefined)?.toBigInt() ?? 0n
}
