import '@polkadot/api/augment'
import { randomBytes } from 'node:crypto'
import { ApiPromise, type SubmittableResult, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { vi } from 'vitest'
import { type Subtensor, type SubtensorOptions, startSubtensor } from '../../src/local/subtensor/node.ts'
import { signedExtensions, tao } from './facts.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { plain } from './plain.ts'

export type Call = SubmittableExtrinsic<'promise'>

/** A node under test, and people with money on it. */
export type Chain = {
  readonly api: ApiPromise
  /** True for the local network: its fees are the measured ones to the rao. */
  readonly isLocal: boolean
  /** A new account with so many rao, none for 0n. */
  person(rao?: bigint): Promise<KeyringPair>
  /** Signs, sends, and answers what happened in the block that took it in; rejects with the pool's refusal. */
  submit(call: Call, signer: KeyringPair, nonce?: number): Promise<Outcome>
  /** A call by its names; throws where the node has none such. */
  call(pallet: string, name: string, ...args: unknown[]): Call
  offers(pallet: string, name: string): boolean
  /** Storage, constants and runtime APIs by their names, as `plain` has them. */
  stored(pallet: string, item: string, ...keys: unknown[]): Promise<unknown>
  constant(pallet: string, name: string): unknown
  ask(api: string, method: string, ...args: unknown[]): Promise<unknown>
  balance(address: string): Promise<{ free: bigint; reserved: bigint }>
  height(): Promise<number>
  /** Until the chain is that high. */
  reach(height: number): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the node at SUBTENSOR_URL, or a local network of its own where that is unset. Each test file names another
 * development account as its funder, so that files can run side by side on one node. `own` is for the local network alone.
 */
export async function openChain(
  funder: string,
  own: Pick<SubtensorOptions, 'spec' | 'networks'> = {},
): Promise<Chain> {
  const url = process.env.SUBTENSOR_URL
  // Elsewhere a block may take its twelve seconds.
  if (url !== undefined) vi.setConfig({ testTimeout: 900_000 })
  const local =
    url === undefined ? await startSubtensor({ seal: 'instant', profile: 'fast', ...own }) : undefined
  const api = await ApiPromise.create({
    provider: new WsProvider(url ?? local?.url),
    signedExtensions,
    noInitWarn: true,
  })
  return chainOf(api, local, new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(funder))
}

function chainOf(api: ApiPromise, local: Subtensor | undefined, bank: KeyringPair): Chain {
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
  const height = async () => (await api.rpc.chain.getHeader()).number.toNumber()
  return {
    api,
    isLocal: local !== undefined,
    async person(rao = 100n * tao) {
      const pair = keyring.addFromSeed(randomBytes(32))
      if (rao > 0n) await submit(api.tx.balances.transferKeepAlive(pair.address, rao), bank)
      return pair
    },
    submit: (call, signer, nonce) => submit(call, signer, nonce),
    call: (pallet, name, ...args) => (api.tx[pallet]?.[name] ?? absent(pallet, name))(...args),
    offers: (pallet, name) => api.tx[pallet]?.[name] !== undefined,
    stored: async (pallet, item, ...keys) =>
      plain(await (api.query[pallet]?.[item] ?? absent(pallet, item))(...keys)),
    constant: (pallet, name) => plain(api.consts[pallet]?.[name] ?? absent(pallet, name)),
    ask: async (name, method, ...args) =>
      plain(await (api.call[name]?.[method] ?? absent(name, method))(...args)),
    async balance(address) {
      const { data } = await api.query.system.account(address)
      return { free: data.free.toBigInt(), reserved: data.reserved.toBigInt() }
    },
    height,
    async reach(wanted) {
      const missing = wanted - (await height())
      if (missing <= 0) return
      if (local === undefined) await headAt(api, wanted)
      else await local.control.createBlocks(missing)
    },
    async close() {
      await api.disconnect()
      await local?.stop()
    },
  }
}

async function submit(call: Call, signer: KeyringPair, nonce = -1): Promise<Outcome> {
  const signed = await call.signAsync(signer, { nonce })
  const bytes = signed.encodedLength
  const included = Promise.withResolvers<SubmittableResult>()
  const stop = await signed.send((result) => {
    if (result.isInBlock) included.resolve(result)
    else if (result.isError) included.reject(new Error(`the pool says ${result.status.type}`))
  })
  return outcomeOf(await included.promise.finally(stop), bytes)
}

function absent(...names: string[]): never {
  throw new Error(`the node has no ${names.join('.')}`)
}

async function headAt(api: ApiPromise, height: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = await api.rpc.chain.subscribeNewHeads((header) => {
    if (header.number.toNumber() >= height) resolve()
  })
  await promise.finally(stop)
}
