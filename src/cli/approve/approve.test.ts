import { blake2AsHex } from '@polkadot/util-crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  pair,
  startChainWorld,
  until,
} from '../../../test/support/chain-world.ts'
import { coldkeys, stream, tao } from '../../../test/support/commands.ts'
import { serveExplorer } from '../../../test/support/explorer.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { tales } from '../../../test/support/tales.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { approvals } from '../../ledger/schema.ts'
import { Declined } from '../exit-codes.ts'
import { signerOf } from '../signing/signer.ts'
import { approve } from './approve.ts'

// Two of Alice, who is the App, Bob and Charlie must approve. A funded idea owes its loan's deposit to the float, and Ada's
// collateral to Ada, whose coldkey is Alice's here.

const guardians = ['Bob', 'Charlie'].map((name) => pair(name).address)
const treasury = treasuryOf(pair('Alice').address, guardians, 2)
const pots = potsOf(treasury.address, 0)
const till = tillOf(treasury.address)
const key = `loan-deposit-return:${stream()}:1`

let world: ChainWorld
let explorer: Awaited<ReturnType<typeof serveExplorer>>

beforeEach(async () => {
  const endow = { [till]: tao(1), [pots.treasury]: tao(110) }
  world = await startChainWorld({ threshold: 2, guardians: ['Bob', 'Charlie'], endow })
  await live(world, tales.minable, minedConfig)
  await world.start()
  await until('it waits for approval', async () => (await waiting()).length === 1)
  explorer = await serveExplorer(world.ledger)
})
afterEach(async () => {
  await explorer.stop()
  await world.stop()
})

const waiting = () => pendingApprovals(world.ledger.queries)

async function run(name: string, answer = true): Promise<string> {
  const said: string[] = []
  await approve({
    key,
    explorer: explorer.url,
    node: world.node.url,
    signer: signerOf(pair(name)),
    voice: { say: (line) => said.push(line), tell: () => {} },
    consent: async () => {
      if (!answer) throw new Declined('Nothing was signed.')
      return true
    },
  })
  return said.join('\n')
}

test('one guardian is lost; the other sees what the call does, approves it, and it is carried out, also by a later runtime', async () => {
  // As it is where the call weighs more than it was opened with: the chain refuses the last approval.
  const tooLittle = () => world.ledger.queries.update(approvals).set({ refTime: 1 })
  await tooLittle()
  world.node.control.upgrade(475)
  await until('the App weighs it anew', async () => ((await waiting())[0]?.maxWeight.refTime ?? 0n) > 1n)
  await tooLittle()
  const said = await run('Charlie')
  expect(said).toMatch(`- pay 10 TAO to ${treasury.address}, from treasury:0`)
  expect(said).toMatch(`- pay 1 TAO to ${coldkeys.ada}, from till`)
  expect(said).toMatch('It is exactly what the ledger owes.')
  expect(said).toMatch('It was carried out, and every payment of it succeeded.')
  expect(await balanceOf(world.chain, pots.treasury)).toBe(tao(100))
  expect(await balanceOf(world.chain, till)).toBe(0n)
  await until('the App knows', async () => (await waiting()).length === 0)
  await expect(run('Bob')).rejects.toThrow(`No call waits for approval that holds ${key}.`)
})

test('nothing is signed for a stranger, without a yes, or a second time', async () => {
  await expect(run('Eve')).rejects.toThrow(/is no signatory of the treasury/)
  await expect(run('Alice')).rejects.toThrow(/has approved it already/)
  await expect(run('Bob', false)).rejects.toThrow('Nothing was signed.')
  expect(await balanceOf(world.chain, pots.treasury)).toBe(tao(110))
})

test('an App that lies about the call, or about the ledger, is found out', async () => {
  const { queries } = world.ledger
  const [one] = await waiting()
  if (!one) throw new Error('nothing waits')
  const [ada, eve] = ['Alice', 'Eve'].map((name) => Buffer.from(pair(name).publicKey).toString('hex'))
  const call = one.callData.replaceAll(ada ?? '', eve ?? '')
  await queries.update(approvals).set({ call }).where(eq(approvals.callHash, one.callHash))
  await expect(run('Bob')).rejects.toThrow('The data is not that of the call whose hash is on chain.')

  const callHash = blake2AsHex(call, 256)
  await queries.update(approvals).set({ callHash }).where(eq(approvals.callHash, one.callHash))
  await expect(run('Bob')).rejects.toThrow(`The chain has no open call ${callHash}`)

  await queries.execute(sql`update events set data = replace(data, ${coldkeys.ada}, ${pair('Eve').address})`)
  await expect(run('Bob')).rejects.toThrow(/^The ledger does not hold at position \d+: its hash/)
  expect(await balanceOf(world.chain, till)).toBe(tao(1))
})
