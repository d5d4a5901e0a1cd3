import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  send,
  startChainWorld,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { stream, tao } from '../../../test/support/commands.ts'
import { serveExplorer } from '../../../test/support/explorer.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { tales } from '../../../test/support/tales.ts'
import { approved } from '../../chain/calls.ts'
import { askDelegates } from '../../chain/delegates.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { type PendingApproval, pendingApprovals } from '../../ledger/approvals.ts'
import { readHolds } from '../../ledger/holds.ts'
import { intents } from '../../ledger/schema.ts'
import { approve } from '../approve/approve.ts'
import { signerOf } from '../signing/signer.ts'
import { createTreasury } from './create.ts'
import { handOver, type Signatories } from './hand-over.ts'

// Two of Alice, who is the App, Bob and Charlie act for a treasury without a key. A funded idea owes its loan's deposit to the
// float, and Ada's collateral to Ada: both wait in a call that Alice has opened.

const address = (name: string) => pair(name).address
const among = (...names: string[]): Signatories => ({ addresses: names.map(address), threshold: 2 })
const before = among('Alice', 'Bob', 'Charlie')
const key = `loan-deposit-return:${stream()}:1`

let world: ChainWorld
let wallet: Wallet
let pots: ReturnType<typeof potsOf>

beforeEach(async () => {
  world = await startChainWorld({ threshold: 2, guardians: ['Bob', 'Charlie'], pure: true })
  wallet = await openWallet(world.node.url)
  pots = potsOf(world.treasury.address, 0)
  await fund(pots.treasury, 110)
  await fund(tillOf(world.treasury.address), 1)
  await live(world, tales.minable, minedConfig)
})
afterEach(async () => {
  await wallet.close()
  await world.stop()
})

const fund = (to: string, amount: number) =>
  wallet.send(pair('Ferdie'), wallet.api.tx.balances.transferAllowDeath(to, tao(amount)))
const waiting = () => pendingApprovals(world.ledger.queries)

async function opened(): Promise<PendingApproval> {
  await until('a call waits for approval', async () => (await waiting()).length === 1)
  return (await waiting())[0] as PendingApproval
}

async function give(name: string, to: Signatories, from = before, answer = true): Promise<string> {
  const said: string[] = []
  await handOver({
    wallet,
    signer: signerOf(pair(name)),
    address: world.treasury.address,
    from,
    to,
    voice: { say: (line) => said.push(line), tell: () => {} },
    consent: async () => answer,
  })
  return said.join('\n')
}

async function look(name: string): Promise<string> {
  const said: string[] = []
  const explorer = await serveExplorer(world.ledger)
  try {
    await approve({
      key,
      explorer: explorer.url,
      node: world.node.url,
      signer: signerOf(pair(name)),
      voice: { say: (line) => said.push(line), tell: () => {} },
      consent: async () => true,
    })
  } finally {
    await explorer.stop()
  }
  return said.join('\n')
}

const openCalls = async (one: Signatories): Promise<number> => {
  const [first = '', ...rest] = one.addresses
  const { multisig } = treasuryOf(first, rest, one.threshold)
  return (await wallet.api.query.multisig?.multisigs?.keys(multisig))?.length ?? 0
}

async function paidOnce(): Promise<void> {
  await until('it is recorded', async () =>
    (await world.ledger.queries.select().from(intents)).every(({ status }) => status === 'settled'),
  )
  expect(await balanceOf(world.chain, pots.treasury)).toBe(tao(100))
  expect(await balanceOf(world.chain, tillOf(pots.float))).toBe(0n)
}

test('a guardian is replaced while a payment waits: the pots stay, it is opened anew, and is paid once', async () => {
  const side = await world.start()
  const old = await opened()
  const after = among('Alice', 'Bob', 'Dave')
  await expect(give('Dave', after)).rejects.toThrow('is none of those who act for the treasury now')
  await expect(give('Bob', after, among('Alice', 'Bob', 'Eve'))).rejects.toThrow(
    'may not act for the treasury',
  )
  expect(await give('Bob', after, before, false)).toMatch(/Nothing was signed.$/)
  expect(await give('Bob', after)).toMatch('It waits for 1 more of those who act now')
  await expect(give('Bob', after)).rejects.toThrow('has approved it already: it waits for 1 more.')
  expect(
    await give('Charlie', after),
  ).toMatch(`Done. Start the App with these settings, and the others as they were:
  TREASURY=${world.treasury.address}`)
  // The App, which nobody has told, sees it: what it had opened is void and taken back, and it signs nothing more.
  await until('nothing waits', async () => (await waiting()).length === 0)
  await until('Alice has her deposit again', async () => (await openCalls(before)) === 0)
  await until('it says why', async () =>
    [...(await readHolds(world.ledger.queries)).values()].some((reason) => /may not act for/.test(reason)),
  )
  await side.stop()
  await expect(world.start()).rejects.toThrow(`may not act for the treasury ${world.treasury.address}`)

  await world.start({ guardians: ['Bob', 'Dave'].map(address) })
  const { callHash, signatories } = await opened()
  expect(callHash).not.toBe(old.callHash)
  expect(signatories).toContain(address('Dave'))
  await expect(look('Charlie')).rejects.toThrow('is no signatory of the treasury')
  const said = await look('Dave')
  expect(said).toMatch(`- pay 10 TAO to ${world.treasury.address}, from treasury:0`)
  expect(said).toMatch('It was carried out, and every payment of it succeeded.')
  await paidOnce()
})

test('the App’s own key is lost: its guardians give the treasury to another, and its open call can pay nobody any more', async () => {
  const side = await world.start()
  const old = await opened()
  await side.stop()
  const after = among('Eve', 'Bob', 'Charlie')
  await give('Bob', after)
  await give('Charlie', after)
  await world.start({ key: pair('Eve') })
  await until(
    'it is opened anew',
    async () => (await waiting())[0]?.signatories.includes(address('Eve')) ?? false,
  )
  await send(world.chain, pair('Bob'), approved(world.chain.api(), address('Bob'), old))
  await until('it was carried out', async () => (await openCalls(before)) === 0)
  expect(await balanceOf(world.chain, pots.treasury)).toBe(tao(110))
  await look('Bob')
  await paidOnce()
})

test('who would get it may have no open calls, which could pay again what was paid since', async () => {
  await world.start()
  await opened()
  const [other, third] = [among('Alice', 'Bob', 'Dave'), among('Eve', 'Bob', 'Dave')]
  await give('Bob', other)
  await expect(give('Bob', third, other)).rejects.toThrow('may not act for the treasury')
  await send(world.chain, pair('Dave'), strayCall())
  await until('it is open', async () => (await openCalls(third)) === 1)
  await expect(give('Bob', third)).rejects.toThrow(/has 1 open multisig calls: have them cancelled first/)
})

/** ListedCall by Dave with those who do not act yet. */
function strayCall() {
  const api = world.chain.api()
  const [eve = '', bob = ''] = among('Eve', 'Bob', 'Dave').addresses
  const { guardians } = treasuryOf(address('Dave'), [eve, bob], 2)
  const weight = { refTime: 1_000_000_000, proofSize: 0 }
  return api.tx.multisig.asMulti(2, [...guardians], null, api.tx.system.remark('0x00'), weight)
}

test('a new treasury is given to those named alone; one that another acts for is refused', async () => {
  const delegates = await askDelegates(wallet.api, world.treasury.address)
  expect(delegates).toEqual([{ address: world.treasury.multisig, type: 'Any', delay: 0 }])
  const guardians = [address('Bob')]
  const creating = { wallet, pair: pair('Eve'), guardians, threshold: 1, say: () => undefined }
  await expect(createTreasury({ ...creating, made: world.treasury.address })).rejects.toThrow(
    'is not as it must be',
  )
  const multisig = treasuryOf(address('Eve'), guardians, 1).multisig
  const made = await createTreasury(creating)
  expect(await askDelegates(wallet.api, made)).toEqual([{ address: multisig, type: 'Any', delay: 0 }])
})

test('a treasury that is a multisig account itself is given by its proxy, and goes on to pay', async () => {
  const own = await startChainWorld()
  const node = await openWallet(own.node.url)
  try {
    const { address: treasury } = own.treasury
    const [from, to] = [
      { addresses: ['Alice', 'Bob'].map(address), threshold: 1 },
      { addresses: ['Alice', 'Dave'].map(address), threshold: 1 },
    ]
    const said: string[] = []
    await handOver({
      wallet: node,
      signer: signerOf(pair('Bob')),
      address: treasury,
      from,
      to,
      voice: { say: (line) => said.push(line), tell: () => {} },
      consent: async () => true,
    })
    expect(said.join('\n')).toMatch('who can act for it for ever beside the latter')
    await own.start({ address: treasury, guardians: [address('Dave')] })
    await owe(own.ledger, [{ key: 'a', call: transferTo(payee(1), tao(1)) }])
    await until('it is paid', async () => (await balanceOf(own.chain, payee(1))) === tao(1))
  } finally {
    await node.close()
    await own.stop()
  }
})
