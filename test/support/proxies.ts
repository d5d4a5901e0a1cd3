import { batchOf, opened } from '../../src/chain/calls.ts'
import { callOf, type Extrinsic } from '../../src/chain/extrinsic.ts'
import { potAddress } from '../../src/chain/pots.ts'
import { weightOfCall } from '../../src/chain/settlement/limits.ts'
import { derivativeIndex, type Pot } from '../../src/mechanisms/pots.ts'
import { type ChainWorld, pair, send, until } from './chain-world.ts'
import { tao } from './commands.ts'

type On = Pick<ChainWorld, 'chain' | 'treasury'>

/** What Alice and Bob have the treasury do, where both must approve. */
async function approveBoth({ chain, treasury }: On, items: readonly Extrinsic[]): Promise<void> {
  const api = chain.api()
  const call = batchOf(api, treasury, items)
  const { refTime, proofSize } = await weightOfCall(chain, call, treasury.signer)
  const weight = { refTime: refTime * 2n, proofSize: proofSize * 2n }
  await send(chain, pair('Alice'), opened(api, treasury, call, weight))
  const found = async () => {
    const hash = await chain.request<string>('chain_getBlockHash')
    const key = api.query.multisig?.multisigs?.key(treasury.multisig, call.method.hash)
    const stored = await chain.request<`0x${string}` | null>('state_getStorage', [key, hash])
    if (!stored) return null
    const { when } = api.registry.createType('PalletMultisigMultisig', stored) as unknown as {
      when: { height: { toNumber(): number }; index: { toNumber(): number } }
    }
    return { height: when.height.toNumber(), index: when.index.toNumber() }
  }
  await until('it is opened', async () => (await found()) !== null)
  const timepoint = await found()
  const last = callOf(api, 'multisig', 'asMulti', 2, [treasury.signer], timepoint, call, weight)
  await send(chain, pair('Bob'), last)
  await until('it is carried out', async () => (await found()) === null)
}

/** Gives pots some TAO, and makes the App's key their proxy, each of a type. */
export async function letAppActFor(
  world: On,
  types: readonly (readonly [pot: Pot, type: string])[],
): Promise<void> {
  const { chain, treasury } = world
  const api = chain.api()
  const items = types.flatMap(([pot, type]) => {
    const add = callOf(api, 'proxy', 'addProxy', treasury.signer, type, 0)
    return [
      callOf(api, 'balances', 'transferAllowDeath', potAddress(treasury.address, pot), tao(10)),
      callOf(api, 'utility', 'asDerivative', derivativeIndex(pot), add),
    ]
  })
  await approveBoth(world, items)
  const best = await chain.request<{ number: string }>('chain_getHeader')
  await until('it is final', async () => (await chain.finalized()).number >= Number(best.number))
}
