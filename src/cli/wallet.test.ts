import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadKey } from '../chain/keystore.ts'
import { multisigAddress, potsOf } from '../chain/pots.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { verifyLink } from '../handlers/account/link-signature.ts'
import { makeGuaranteeBill } from '../handlers/mining/guarantee-bill.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { RAO_PER_TAO, rao } from '../mechanisms/money.ts'
import { expectGolden } from './testing/golden.ts'
import { told } from './testing/ran.ts'
import { written } from './testing/written.ts'
import { walletCommands } from './wallet.ts'

// Alice discovers, and signs for the treasury; Charlie's is a stranger's account.

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const SIGNATORIES = [ALICE, BOB]
const TREASURY = multisigAddress(SIGNATORIES, 1)
const ESCROW = potsOf(TREASURY, 3).escrow
const POT = potsOf(TREASURY, 3).treasury
const custody = { address: TREASURY, multisig: TREASURY, signatories: SIGNATORIES, threshold: 1 }
const ANOTHER = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'

let node: Subtensor
let wallet: Wallet
let explorer: Server
/** What the explorer answers, and what it was asked last. */
let answer: { status: number; body: string }
let asked: string | undefined
let kept: unknown

beforeAll(async () => {
  node = await startSubtensor({ seal: 'instant', finalityLag: 0 })
  wallet = await openWallet(node.url)
  explorer = createServer((request, response) => {
    if (request.url === '/api/approvals') {
      response.end(JSON.stringify({ treasury: kept, approvals: [] }))
      return
    }
    asked = request.url
    response.writeHead(answer.status).end(answer.body)
  }).listen(0, '127.0.0.1')
  await once(explorer, 'listening')
  vi.stubEnv('TRIBUTARY_KEY', '//Alice')
})
beforeEach(() => {
  kept = custody
  idea({ bill: { call_hex: billTo(ESCROW) }, loan: null })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  explorer.close()
  await wallet.close()
  await node.stop()
})

function billTo(escrow: string): string {
  const { balances, system, utility } = wallet.api.tx
  const calls = [
    balances?.burn?.(RAO_PER_TAO / 10n, true),
    balances?.transferKeepAlive?.(escrow, RAO_PER_TAO),
    system?.remarkWithEvent?.('tributary:idea:v1:7:1:aa'),
  ]
  return utility?.batchAll?.(calls).method.toHex() ?? ''
}

function idea(changes: object): void {
  const body = { phase: 'awaiting-deposit', escrow: ESCROW, ...changes }
  answer = { status: 200, body: JSON.stringify(body) }
}

function run(name: string, ...words: string[]): Promise<string> {
  const command = walletCommands().find((each) => each.name() === name)
  if (!command) throw new Error(`there is no command ${name}`)
  return written(command, ...words, ...(name === 'link' ? [] : ['--yes', ...places()]))
}

function places(): string[] {
  const url = `http://127.0.0.1:${(explorer.address() as AddressInfo).port}/`
  return ['--explorer', url, '--node', node.url]
}

test('link prints a comment whose signature holds for that user alone', async () => {
  const [, ss58 = '', signature = ''] = /^\/link (\S+) (\S+)\n$/.exec(await run('link', '4711')) ?? []
  expect(verifyLink({ userId: 4711, ss58, signature })).toMatchObject({ ok: true })
  expect(verifyLink({ userId: 4712, ss58, signature })).toMatchObject({ ok: false })
  await expect(run('link', 'dana')).rejects.toThrow('a number, not the login')
})

test('pay pays the bill, fee and collateral, and says what it cost', async () => {
  const before = await wallet.balanceOf(ESCROW)
  expect(await run('pay', '1', '--repository', 'riverbed/market')).toMatch(
    /^Only this explorer says that 5\w+ is the treasury: .*\nPaying a fee of 0\.1 TAO and a collateral of 1 TAO to 5\w+\nSigned by 5Grwva.*\nFinal: extrinsic 0x\w{64}, network fee 0\.0\d+ TAO\.\n$/,
  )
  expect(asked).toBe('/api/ideas/1?repository=riverbed%2Fmarket')
  expect(await wallet.balanceOf(ESCROW)).toBe(before + RAO_PER_TAO)
})

test('a dry run, JSON, and who cannot be asked: nothing is signed without a yes', async () => {
  const before = await wallet.balanceOf(ALICE)
  const pages = [
    await told('pay', '1', '--dry-run', ...places()),
    await told('pay', '1', '--dry-run', '--json', ...places()),
    await told('pay', '1', ...places()),
  ]
  idea({ loan: { id: 4_000_000 } })
  pages.push(
    await told('contribute', '1', '--amount-tao', '2.5', '--dry-run', ...places()),
    await told('contribute', '1', '2.5', '--dry-run', '--json', ...places()),
    await told('contribute', '1', '2.5', '--amount-tao', '2.5', ...places()),
    await told('contribute', '1', ...places()),
    await told('withdraw', '1', '--dry-run', ...places()),
    await told('withdraw', '1', '--json', ...places()),
    await told('contribute', '1', '2.5', '--yes', ...places()),
  )
  expect(await wallet.balanceOf(ALICE)).toBeGreaterThan(before - RAO_PER_TAO / 10n)
  idea({ bill: { call_hex: billTo(ESCROW) } })
  pages.push(await told('pay', '1', '--yes', '--json', ...places()))
  pages.push(
    await told('link', '4711', '--json').then((page) => page.replace(/0x[0-9a-f]{128}/g, '<signature>')),
  )
  expectGolden('signing.txt', pages.join('\n'))
})

test('pay signs nothing but a bill, and none that pays another account than it says', async () => {
  const noise = vi.spyOn(console, 'error')
  const balances = () => Promise.all([ESCROW, ANOTHER].map((address) => wallet.balanceOf(address)))
  const before = await balances()
  idea({ bill: { call_hex: billTo(ANOTHER) } })
  await expect(run('pay', '1')).rejects.toThrow('another account than it says')
  const transfer = wallet.api.tx.balances?.transferKeepAlive?.(ESCROW, RAO_PER_TAO).method.toHex()
  idea({ bill: { call_hex: transfer } })
  await expect(run('pay', '1')).rejects.toThrow('do not sign it')
  expect(await balances()).toEqual(before)
  expect(noise).not.toHaveBeenCalled()
})

test('nothing goes to an account that is none of the treasury’s, nor to one that its signatories do not move', async () => {
  const before = await wallet.balanceOf(ALICE)
  idea({ escrow: ANOTHER, bill: { call_hex: billTo(ANOTHER) } })
  await expect(run('pay', '1')).rejects.toThrow(`${ANOTHER} is no account of the treasury ${TREASURY}`)
  idea({ bill: { call_hex: billTo(ESCROW) } })
  kept = { ...custody, address: ANOTHER }
  await expect(run('pay', '1')).rejects.toThrow(`do not act for the treasury ${ANOTHER}`)
  for (const changes of [{ threshold: 2 }, { signatories: [ANOTHER] }, { signatories: ['me'] }]) {
    kept = { ...custody, ...changes }
    await expect(run('pay', '1')).rejects.toThrow('is not the account of the signatories')
  }
  for (const nothing of [null, 'none', { address: TREASURY }]) {
    kept = nothing
    await expect(run('pay', '1')).rejects.toThrow('does not say who keeps the money')
  }
  kept = custody
  expect(await told('pay', '1', '--treasury', TREASURY, '--dry-run', ...places())).not.toContain(
    'Only this explorer',
  )
  await expect(run('pay', '1', '--treasury', BOB)).rejects.toThrow(`and you name ${BOB}`)
  expect(await wallet.balanceOf(ALICE)).toBe(before)
})

test('pay pays the guarantee that was accepted, from the wallet that accepted, and no other', async () => {
  const head = 'c'.repeat(40)
  const { api } = wallet
  const terms = {
    repositoryId: 7,
    issue: 1,
    round: 2,
    head,
    escrow: ESCROW,
    collateral: rao(10n * RAO_PER_TAO),
  }
  const made = (changes = {}) =>
    makeGuaranteeBill({ api: () => api, specVersion: 424 }, { ...terms, ...changes }).callHex
  const invited = (callHex: string, coldkey: string) =>
    idea({
      phase: 'minable',
      rounds: [{ number: 2, stage: 'invited', invitation: { head, coldkey, bill: { call_hex: callHex } } }],
    })
  const [alice = ''] = (await run('link', '4711')).split(' ').slice(1)
  const before = await wallet.balanceOf(ESCROW)
  invited(made(), alice)
  expect(await run('pay', '1')).toMatch(`Guaranteeing ${head}: paying a collateral of 10 TAO to ${ESCROW}`)
  expect(await wallet.balanceOf(ESCROW)).toBe(before + 10n * RAO_PER_TAO)
  invited(made(), ANOTHER)
  await expect(run('pay', '1')).rejects.toThrow('accepted the invitation')
  invited(made({ round: 1 }), alice)
  await expect(run('pay', '1')).rejects.toThrow('names something else than what is due')
  invited(billTo(ESCROW), alice)
  await expect(run('pay', '1')).rejects.toThrow('names something else than what is due')
  idea({ phase: 'minable', rounds: [{ number: 2, stage: 'lapsed', invitation: null }] })
  await expect(run('pay', '1')).rejects.toThrow('has no bill to pay: it is minable')
  expect(await wallet.balanceOf(ESCROW)).toBe(before + 10n * RAO_PER_TAO)
})

test.each([
  ['pay', { bill: null }, 'Idea #1 has no bill to pay: it is awaiting-deposit.'],
  ['withdraw', { loan: null }, 'Idea #1 has no crowdloan: it is awaiting-deposit.'],
])('%s where there is nothing to do it with: %j', async (name, changes, message) => {
  idea(changes)
  await expect(run(name, '1')).rejects.toThrow(message)
})

test('nothing is signed, and no fee paid, for an amount of 0 or a loan that is finalized or raises for another', async () => {
  const { crowdloan } = wallet.api.tx
  const alice = await loadKey({ TRIBUTARY_KEY: '//Alice' })
  const end = 1_000
  const deposit = 10n * RAO_PER_TAO
  const cap = 11n * RAO_PER_TAO
  const create = (target: string) => crowdloan?.create?.(deposit, RAO_PER_TAO / 10n, cap, end, null, target)
  const byTreasury = (call: ReturnType<typeof create>) =>
    call && wallet.api.tx.multisig?.asMultiThreshold1?.([BOB], call)
  await wallet.send(alice, wallet.api.tx.balances?.transferKeepAlive?.(TREASURY, 50n * RAO_PER_TAO))
  await wallet.send(alice, byTreasury(create(POT)))
  await wallet.send(alice, create(POT))
  await wallet.send(alice, byTreasury(create(ANOTHER)))
  const untouched = await wallet.balanceOf(alice.address)
  idea({ loan: { id: 0 }, treasury: ANOTHER })
  await expect(run('contribute', '1', '1')).rejects.toThrow(`raises for ${POT}, not for ${ANOTHER}`)
  idea({ loan: { id: 1 }, treasury: POT })
  await expect(run('contribute', '1', '1')).rejects.toThrow(
    `${ALICE} opened crowdloan 1, and not the treasury`,
  )
  idea({ loan: { id: 2 }, treasury: ANOTHER })
  await expect(run('contribute', '1', '1')).rejects.toThrow(`${ANOTHER} is no account of the treasury`)
  idea({ loan: { id: 0 }, treasury: POT })
  await expect(run('contribute', '1', '1', '--treasury', BOB)).rejects.toThrow(`and you name ${BOB}`)
  expect(await wallet.balanceOf(alice.address)).toBe(untouched)
  expect(await run('contribute', '1', '1', '--treasury', TREASURY)).toMatch(
    `Crowdloan 0 raises for ${POT}.\n`,
  )
  await wallet.send(alice, byTreasury(crowdloan?.finalize?.(0)))
  const before = await wallet.balanceOf(alice.address)
  await expect(run('contribute', '1', '0')).rejects.toThrow('more than 0 TAO')
  await expect(run('contribute', '1', '2')).rejects.toThrow('Crowdloan 0 is finalized')
  await expect(run('withdraw', '1')).rejects.toThrow('Crowdloan 0 is finalized')
  expect(await wallet.balanceOf(alice.address)).toBe(before)
})

test('what the chain refuses is said as the chain says it', async () => {
  // Another round was opened, whose crowdloan is not there yet.
  idea({ loan: { id: 0 }, further: [{ loan: { id: 4_000_000 } }, { loan: null }] })
  await expect(run('contribute', '1', '2.5')).rejects.toThrow('Crowdloan.InvalidCrowdloanId')
  await expect(run('contribute', '1', '1e3')).rejects.toThrow('Write the amount out in digits')
})

test.each([
  [
    404,
    '{"error":"no idea with this number is on the ledger"}',
    'The explorer says: no idea with this number',
  ],
  [502, '<h1>Bad gateway</h1>', 'is no explorer: name another with --explorer'],
])('an explorer that answers %i', async (status, body, message) => {
  answer = { status, body }
  await expect(run('pay', '1')).rejects.toThrow(message)
})

test('an explorer that does not answer, and a number that is none', async () => {
  const [pay] = walletCommands().filter((each) => each.name() === 'pay')
  if (!pay) throw new Error('there is no command pay')
  await expect(written(pay, '1', '--explorer', 'http://127.0.0.1:9')).rejects.toThrow('cannot be reached')
  await expect(run('pay', 'x')).rejects.toThrow('by the number of its issue')
})
