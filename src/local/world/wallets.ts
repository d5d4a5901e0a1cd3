import { ApiPromise, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { signedExtensions } from '../../chain/metadata.ts'

export type Extrinsic = SubmittableExtrinsic<'promise'>

/** A finalized extrinsic, and what it cost its signer in rao. */
export interface Receipt {
  readonly hash: string
  readonly fee: bigint
  readonly events: readonly EventRecord[]
}

/** What people do with their own wallets on the local network, each under a development key of their own name. */
export interface Wallets {
  readonly api: ApiPromise
  pairOf(name: string): KeyringPair
  addressOf(name: string): string
  /** Signs and sends, and waits until it is final. Throws what the chain says where it fails. */
  send(name: string, extrinsic: Extrinsic): Promise<Receipt>
  /** The signature over a text, as `/link` wants it: hex. */
  signText(name: string, text: string): string
  /** Free balance in rao at the finalized head. */
  balanceOf(address: string): Promise<bigint>
  close(): Promise<void>
}

export async function openWallets(url: string): Promise<Wallets> {
  await cryptoWaitReady()
  const api = await ApiPromise.create({
    provider: new WsProvider(url),
    signedExtensions,
    noInitWarn: true,
  })
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
  const pairs = new Map<string, KeyringPair>()
  const pairOf = (name: string): KeyringPair => {
    const known = pairs.get(name) ?? keyring.addFromUri(`//${name}`)
    pairs.set(name, known)
    return known
  }
  return {
    api,
    pairOf,
    addressOf: (name) => pairOf(name).address,
    send: (name, extrinsic) => send(api, pairOf(name), extrinsic),
    signText: (name, text) => u8aToHex(pairOf(name).sign(text)),
    balanceOf: async (address) => freeBalance(api, address),
    close: () => api.disconnect(),
  }
}

async function freeBalance(api: ApiPromise, address: string): Promise<bigint> {
  const at = await api.at(await api.rpc.chain.getFinalizedHead())
  const account = (await at.query.system?.account?.(address)) as unknown as {
    data: { free: { toBigInt(): bigint } }
  }
  return account.data.free.toBigInt()
}

function send(api: ApiPromise, pair: KeyringPair, extrinsic: Extrinsic): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const watching = extrinsic.signAndSend(pair, { nonce: -1 }, (result) => {
      if (result.isError) reject(new Error(`The extrinsic was ${result.status.type.toLowerCase()}.`))
      if (!result.isFinalized) return
      watching.then((unsubscribe) => unsubscribe())
      if (result.dispatchError) reject(new Error(describe(api, result.dispatchError)))
      else resolve({ hash: result.txHash.toHex(), fee: feeOf(result.events), events: result.events })
    })
    watching.catch(reject)
  })
}

function feeOf(events: readonly EventRecord[]): bigint {
  const paid = events.find(({ event }) => event.section === 'transactionPayment')
  return (paid?.event.data[1] as unknown as { toBigInt(): bigint } | undefined)?.toBigInt() ?? 0n
}

function describe(
  api: ApiPromise,
  error: { isModule: boolean; asModule: unknown; toString(): string },
): string {
  if (!error.isModule) return error.toString()
  const { section, name } = api.registry.findMetaError(
    error.asModule as Parameters<typeof api.registry.findMetaError>[0],
  )
  return `${section}.${name}`
}
