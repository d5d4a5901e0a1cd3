/** For the node's tests: a client as an application has it, with the codec of @polkadot/api. */
import { ApiPromise, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import { onTestFinished, vi } from 'vitest'
import { type Subtensor, type SubtensorOptions, startSubtensor } from './node.ts'

const empty = { extrinsic: {}, payload: {} }

/** The chain's own signed extensions, which encode to nothing; declared, so that the client does not warn. */
const signedExtensions = {
  SudoTransactionExtension: empty,
  CheckShieldedTxValidity: empty,
  SubtensorTransactionExtension: empty,
  DrandPriority: empty,
}

export const tao = 1_000_000_000n

/** The client prints what the node refuses; a test that wants refusals wants quiet. */
export function expectRefusals(): void {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => quiet.mockRestore())
}

/** A network of its own for the running test, with blocks made only when the test says so. */
export async function startNode(options: SubtensorOptions = {}): Promise<Subtensor> {
  const node = await startSubtensor({ seal: 'manual', finalityLag: 0, ...options })
  onTestFinished(() => node.stop())
  return node
}

export async function connect(url: string): Promise<ApiPromise> {
  const api = await ApiPromise.create({ provider: new WsProvider(url), signedExtensions, noInitWarn: true })
  onTestFinished(() => api.disconnect())
  return api
}

type Included = { readonly hash: string; readonly events: EventRecord[]; readonly fee: bigint }

/** Sends, makes a block, and answers the extrinsic's own events and the fee in rao. */
export async function include(
  { control }: Subtensor,
  api: ApiPromise,
  tx: SubmittableExtrinsic<'promise'>,
  signer: KeyringPair,
): Promise<Included> {
  await tx.signAndSend(signer)
  const hash = control.createBlocks()
  return { hash, ...(await outcome(api, hash, tx.hash.toHex())) }
}

/** What an extrinsic did in a block. */
export async function outcome(
  api: ApiPromise,
  block: string,
  extrinsic: string,
): Promise<Pick<Included, 'events' | 'fee'>> {
  const { block: body } = await api.rpc.chain.getBlock(block)
  const index = body.extrinsics.findIndex(({ hash }) => hash.toHex() === extrinsic)
  if (index < 0) throw new Error(`extrinsic ${extrinsic} is not in block ${block}`)
  const all = (await (await api.at(block)).query.system?.events?.()) as unknown as EventRecord[]
  const events = all.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index))
  const paid = events.find(({ event }) => event.method === 'TransactionFeePaid')
  return { events, fee: BigInt(paid?.event.data[1]?.toString() ?? 0) }
}

/** A JSON-RPC request as it is, past the client's own types. */
export function request(api: ApiPromise, method: string, params: unknown[]): Promise<unknown> {
  const { _rpcCore } = api as unknown as { _rpcCore: { provider: Pick<WsProvider, 'send'> } }
  return _rpcCore.provider.send(method, params)
}

export function names(events: readonly EventRecord[]): string[] {
  return events.map(({ event }) => `${event.section}.${event.method}`)
}

export async function freeBalance(api: ApiPromise, who: string): Promise<bigint> {
  const account = (await api.query.system?.account?.(who)) as unknown as {
    data: { free: { toBigInt(): bigint } }
  }
  return account.data.free.toBigInt()
}

/** Of a crowdloan that is not there: priced for fifty contributors, done at once. */
export function refundOf(api: ApiPromise) {
  const call = api.tx.crowdloan?.refund
  if (call === undefined) throw new Error('the metadata has no crowdloan.refund')
  return call(0)
}
