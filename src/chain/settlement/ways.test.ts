import { expect, test } from 'vitest'
import { pair, payee, transferTo } from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { calls } from '../../handlers/calls.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { alpha } from '../../mechanisms/money.ts'
import { numbered, type Pot } from '../../mechanisms/pots.ts'
import { payAlpha } from '../../mechanisms/sheet/paying.ts'
import { sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { type Grant, proxiedOf } from '../calls.ts'
import type { Extrinsic } from '../extrinsic.ts'
import type { CallName } from '../proxy-filter.ts'
import { forgetRuntime, nothingKnown } from './memory.ts'
import { unmadeOf } from './sift.ts'
import { isAsked, itemsOf, type Planned, readGrants, together, type Ways, waysOf } from './ways.ts'

const payroll = numbered('payroll', 0)
const chain = await offlineChain(475)
const when = { head: 0, slotDuration: 1, era: 64 }

const due = (key: string, pot: Pot, call: IntentCall = transferTo(payee(1), tao(1))) => ({
  intent: { key, purpose: { kind: 'test', about: [] }, pot, call, failures: 0, notBefore: 0 },
  coldkey: payee(1),
})
const only =
  (...names: readonly string[]) =>
  ({ method: { section, method } }: CallName) =>
    names.includes(`${section}.${method}`)
const grant = (...names: readonly string[]): Grant => ({
  pot: payee(9),
  type: 'Transfer',
  lets: only(...names),
})
const ways = (...grants: readonly Grant[]): Ways => ({
  grants: new Map([['payroll:0', grants]]),
  filtered: new Set(['refused']),
})
const wayOf = (one: ReturnType<typeof due>, known: Ways): Grant | null =>
  waysOf({ chain, calls }, [one], known)[0]?.grant ?? null

test('the first proxy whose type may make the call makes it; what none may make, or was refused, goes to the guardians', () => {
  const [stakes, transfers] = [grant('subtensorModule.transferStake'), grant('balances.transferAllowDeath')]
  expect(wayOf(due('a', payroll), ways(stakes, transfers))).toBe(transfers)
  expect(wayOf(due('a', payroll), ways(stakes))).toBeNull()
  expect(wayOf(due('refused', payroll), ways(transfers))).toBeNull()
  expect(wayOf(due('a', numbered('payroll', 1)), ways(transfers))).toBeNull()
  expect(wayOf(due('a', payroll), { grants: null, filtered: new Set() })).toBeNull()
})

test('a call that cannot be built has no grant, and takes no other with it', () => {
  const build = () => {
    throw new Error('The chain has no call of that name.')
  }
  const broken = { ...calls, 'start-call': { ...calls['start-call'], build } }
  const transfers = grant('balances.transferAllowDeath')
  const all = [due('bad', payroll, { kind: 'start-call', netuid: 1 }), due('good', payroll)]
  const planned = waysOf({ chain, calls: broken }, all, ways(transfers))
  expect(planned.map(({ grant }) => grant)).toEqual([null, transfers])
  expect([...unmadeOf(chain, broken, planned)]).toEqual([
    ['bad', 'No call can be made of it: The chain has no call of that name.'],
  ])
})

test('proxies that cannot be read leave the guardians, and are logged once until they are tried again', async () => {
  const said: unknown[] = []
  const asking = {
    chain: {
      ...chain,
      finalized: async () => ({ number: 1, hash: '0x00' }),
      request: () => Promise.reject(Object.assign(new Error('no such state'), { code: 4003 })),
    },
    treasury: { address: payee(1), signer: payee(2), threshold: 2, multisig: payee(1), guardians: [] },
    logger: { warn: (line: unknown) => said.push(line) },
  }
  const memory = { ...nothingKnown(), specVersion: 475 }
  for (let run = 0; run < 2; run++) {
    const known = await readGrants(asking, [due('a', payroll)], memory)
    expect(known).toEqual(new Map([['payroll:0', []]]))
  }
  expect(said).toEqual([{ reason: 'no such state' }])
  forgetRuntime(memory, 475, 600_001)
  await readGrants(asking, [due('a', payroll)], memory)
  expect(said).toHaveLength(2)
})

test('what became due in a pot that nobody has asked about waits until somebody has', () => {
  const known = ways()
  expect(isAsked(known, due('a', payroll))).toBe(true)
  expect(isAsked(known, due('a', numbered('hotkey', 3)))).toBe(false)
  expect(isAsked(known, due('a', numbered('escrow', 3)))).toBe(true)
  expect(isAsked({ ...known, grants: null }, due('a', numbered('hotkey', 3)))).toBe(true)
})

test('one extrinsic has one way, that of the first', () => {
  const planned = (key: string, own: boolean): Planned => ({
    ...due(key, payroll),
    grant: own ? grant() : null,
  })
  const all = [planned('a', false), planned('b', true), planned('c', false)]
  expect(together(all).map(({ intent }) => intent.key)).toEqual(['a', 'c'])
  expect(together(all.slice(1)).map(({ intent }) => intent.key)).toEqual(['b'])
  expect(together([])).toEqual([])
})

test('each row is a proxied call of its own, under the holder’s hotkey only where the type may move it there', () => {
  const hotkeys = [pair('Hot').address, pair('Other').address]
  const rows = [1, 2].map((n) => ({
    account: payee(n),
    amount: alpha(BigInt(n)),
    reason: '',
    hotkey: hotkeys[n - 1] ?? '',
  }))
  const sheet = sheetOf({ rows, size: 9, previous: '', block: 1 }, (text) => text.slice(0, 64))
  const [part] = sheet.parts
  if (!part) throw new Error('no part')
  const call = payAlpha(sheet.digest, part, { netuid: 5, hotkey: hotkeys[0] ?? '' })
  const one = { ...due('a', payroll, call), rows }
  const stakes = 'subtensorModule.transferStake'
  const namesOf = (own: Grant) =>
    proxiedOf(chain.api(), calls, one, when, own)?.map(({ method }) => {
      const inner = method.args[2] as unknown as Extrinsic['method']
      return `${method.section}.${method.method} ${method.args[1]} ${inner.method}`
    })
  expect(namesOf(grant(stakes))).toEqual(Array(2).fill('proxy.proxy Transfer transferStake'))
  expect(namesOf(grant(stakes, `${stakes}AndHotkey`))?.[1]).toBe(
    'proxy.proxy Transfer transferStakeAndHotkey',
  )
  expect(namesOf(grant('balances.transferAllowDeath'))).toBeUndefined()
  const planned = { ...one, grant: grant('balances.transferAllowDeath') }
  expect(() => itemsOf(chain.api(), calls, planned, when)).toThrow('may not make it')
})
