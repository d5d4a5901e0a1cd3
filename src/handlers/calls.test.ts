import { beforeAll, expect, test } from 'vitest'
import { coldkeys, tao } from '../../test/support/commands.ts'
import { offlineChain } from '../../test/support/offline-chain.ts'
import type { CallKind, Calls } from '../chain/call-kinds.ts'
import { itemOf } from '../chain/calls.ts'
import { callOf } from '../chain/extrinsic.ts'
import type { ChainStep } from '../mechanisms/architecture/architecture.ts'
import type { IntentCall, PayAlpha } from '../mechanisms/intent.ts'
import { alpha } from '../mechanisms/money.ts'
import type { Pot } from '../mechanisms/pots.ts'
import { payAlpha, payRows } from '../mechanisms/sheet/paying.ts'
import { calls } from './calls.ts'
import { loanEnd } from './funding/calls.ts'

let chain: Awaited<ReturnType<typeof offlineChain>>
beforeAll(async () => {
  chain = await offlineChain()
})

const when = { head: 1_000, slotDuration: 12_000, era: 64 }
const DAY = 86_400_000

// The main network's constants: 50,400 to 432,000 blocks.
test('a loan ends after its duration, within what the chain allows wherever the extrinsic lands in its era', () => {
  expect(loanEnd(chain.api(), 30 * DAY, when)).toBe(1_000 + 216_000)
  expect(loanEnd(chain.api(), DAY, when)).toBe(1_000 + 50_400 + 64)
  expect(loanEnd(chain.api(), 365 * DAY, when)).toBe(1_000 + 432_000)
})

const item = (pot: Pot, call: IntentCall, coldkey = '') => {
  const intent = { key: 'k', purpose: { kind: 'test', about: [] }, pot, call, failures: 0, notBefore: 0 }
  return itemOf(chain.api(), calls, { intent, coldkey }, when).method.toHuman()
}

test('each kind of intent is its own call, made as its pot', () => {
  const transfer = { kind: 'transfer', to: { user: 1 }, amount: tao(1) } as const
  expect(item({ kind: 'float' }, transfer, coldkeys.ada)).toMatchObject({
    method: 'transferAllowDeath',
    args: { dest: { Id: coldkeys.ada }, value: '1,000,000,000' },
  })
  expect(item({ kind: 'escrow', ordinal: 3 }, transfer, coldkeys.ada)).toMatchObject({
    method: 'asDerivative',
    args: { index: '6', call: { method: 'transferAllowDeath' } },
  })
  const sink = { kind: 'sink', sink: { kind: 'burn' }, amount: tao(2) } as const
  expect(item({ kind: 'treasury', ordinal: 3 }, sink)).toMatchObject({
    args: { index: '7', call: { method: 'burn', args: { value: '2,000,000,000', keep_alive: false } } },
  })
  const open = { kind: 'loan-open', deposit: tao(10), minimumContribution: tao(0.1), cap: tao(110) } as const
  expect(item({ kind: 'float' }, { ...open, duration: 30 * DAY, target: coldkeys.treasury })).toMatchObject({
    section: 'crowdloan',
    method: 'create',
    args: { cap: '110,000,000,000', end: '217,000', call: null, target_address: coldkeys.treasury },
  })
  const loans = (['loan-finalize', 'loan-refund', 'loan-dissolve'] as const).map((kind) =>
    item({ kind: 'float' }, { kind, loan: 7 }),
  )
  expect(loans).toMatchObject(
    ['finalize', 'refund', 'dissolve'].map((method) => ({ method, args: { crowdloan_id: '7' } })),
  )
})

test('a launch is made of the owner’s calls; texts go on chain as they are', () => {
  const pot: Pot = { kind: 'treasury', ordinal: 0 }
  const identity = {
    name: '0x12 é',
    description: '',
    repository: 'r',
    contact: 'c',
    url: 'u',
    discord: 'd',
    logo: 'l',
  }
  const { ada: hotkey } = coldkeys
  expect(item(pot, { kind: 'network-register', hotkey, identity, limit: tao(1) })).toMatchObject({
    args: {
      index: '1',
      call: {
        method: 'registerNetworkWithIdentity',
        args: { hotkey, identity: { subnetName: '0x3078313220c3a9', githubRepo: 'r', logoUrl: 'l' } },
      },
    },
  })
  const steps: [ChainStep, object][] = [
    [{ kind: 'mechanism-count', count: 2 }, { mechanism_count: '2' }],
    [{ kind: 'emission-split', split: [1, 65_534] }, { maybe_split: ['1', '65,534'] }],
    [{ kind: 'hyperparameter', name: 'max_allowed_uids', value: 128n }, { max_allowed_uids: '128' }],
    [{ kind: 'hyperparameter', name: 'transfers_enabled', value: false }, { toggle: false }],
    [{ kind: 'hyperparameter', name: 'recycle_or_burn', value: 1n }, { recycle_or_burn: 'Recycle' }],
    [
      { kind: 'hyperparameter', name: 'burn_increase_mult', value: 2n << 64n },
      { burn_increase_mult: { bits: (2n << 64n).toLocaleString('en') } },
    ],
  ]
  for (const [step, args] of steps) {
    const call = item(pot, { kind: 'chain-step', netuid: 3, step })
    expect(call).toMatchObject({ args: { call: { section: 'adminUtils', args: { netuid: '3', ...args } } } })
  }
  const unknown: ChainStep = { kind: 'hyperparameter', name: 'constructor', value: 1n }
  expect(() => item(pot, { kind: 'chain-step', netuid: 3, step: unknown })).toThrow(
    'It is not known which call sets the hyperparameter constructor.',
  )
  expect(item(pot, { kind: 'start-call', netuid: 3 })).toMatchObject({
    args: { call: { method: 'startCall', args: { netuid: '3' } } },
  })
})

test('each row of a part is a call of its own in one batch, and without its rows there is none', () => {
  const intent = {
    key: 'k',
    purpose: { kind: 'test', about: [] },
    failures: 0,
    notBefore: 0,
    pot: { kind: 'treasury', ordinal: 0 } as const,
    call: payRows('0xd', { part: 0, round: 0, hash: '', rows: 2, total: tao(3), largest: tao(2) }),
  }
  const rows = [
    { account: coldkeys.ada, amount: tao(1), reason: '' },
    { account: coldkeys.treasury, amount: tao(2), reason: '' },
  ]
  const due = { intent, coldkey: '', rows }
  const row = (account: string, value: string) => {
    return { method: 'transferAllowDeath', args: { dest: { Id: account }, value } }
  }
  expect(itemOf(chain.api(), calls, due, when).method.toHuman()).toMatchObject({
    method: 'asDerivative',
    args: {
      call: {
        method: 'forceBatch',
        args: { calls: [row(coldkeys.ada, '1,000,000,000'), row(coldkeys.treasury, '2,000,000,000')] },
      },
    },
  })
  expect(() => itemOf(chain.api(), calls, { ...due, rows: [] }, when)).toThrow('are not at hand')
})

test('each row of alpha is a transfer of stake, from the pot’s own hotkey', () => {
  const hotkey = coldkeys.ada
  const part = { part: 0, round: 0, hash: '', rows: 2, total: alpha(3n), largest: alpha(2n) }
  const call = payAlpha('0xd', part, { netuid: 7, hotkey })
  const pot: Pot = { kind: 'payroll', ordinal: 0, index: 2 }
  const rows = [
    { account: coldkeys.ada, amount: alpha(1n), reason: '' },
    { account: coldkeys.treasury, amount: alpha(2n), reason: '', hotkey: coldkeys.treasury },
  ]
  const purpose = { kind: 'test', about: [] }
  const intent = { key: 'k', purpose, failures: 0, notBefore: 0, pot, call }
  const row = (account: string, amount: string) => {
    const args = { destination_coldkey: account, hotkey, origin_netuid: '7', destination_netuid: '7' }
    return { method: 'transferStake', args: { ...args, alpha_amount: amount } }
  }
  expect(itemOf(chain.api(), calls, { intent, coldkey: '', rows }, when).method.toHuman()).toMatchObject({
    args: {
      index: '2',
      call: { method: 'forceBatch', args: { calls: [row(coldkeys.ada, '1'), row(coldkeys.treasury, '2')] } },
    },
  })
  expect(() => itemOf(chain.api(), calls, { intent, coldkey: '', rows: [] }, when)).toThrow('not at hand')
})

test('a call that the chain does not have is named', () => {
  expect(() => callOf(chain.api(), 'balances', 'print')).toThrow('The chain has no call balances.print.')
})

test('a call that takes an amount without a unit or a rule for the caps, and a kind that is left out, do not compile', () => {
  type Transfer = IntentCall & { readonly kind: 'transfer' }
  const { unit: _unit, ...withoutUnit } = calls.transfer
  const { capRule: _rule, ...withoutRule } = calls.transfer
  const { amount: _amount, ...withoutAmount } = calls.transfer
  const { transfer: _transfer, ...withoutKind } = calls
  // @ts-expect-error: an amount in no unit
  const first: CallKind<Transfer> = withoutUnit
  // @ts-expect-error: an amount that no cap holds
  const second: CallKind<Transfer> = withoutRule
  // @ts-expect-error: nothing says what it takes
  const third: CallKind<Transfer> = withoutAmount
  // @ts-expect-error: an amount, and said to take nothing
  const fourth: CallKind<Transfer> = { ...calls.transfer, unit: 'none', capRule: 'none' }
  // @ts-expect-error: alpha counted as rao
  const sixth: CallKind<PayAlpha> = { ...calls['pay-alpha'], unit: 'rao' }
  // @ts-expect-error: nobody makes transfers
  const fifth: Calls = withoutKind
  expect([first, second, third, fourth, fifth, sixth]).toHaveLength(6)
})
