import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tao } from '../../../test/support/commands.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import type { Block, ChainEvent, EventBody } from './block.ts'
import { readBlock } from './read-block.ts'
import type { Watched } from './watch-list.ts'

const treasury = 'treasury-account'
const watched: Watched = {
  treasury,
  pots: new Map<string, Pot>([
    [treasury, { kind: 'float' }],
    ['till', { kind: 'till' }],
    ['escrow-0', { kind: 'escrow', ordinal: 0 }],
    ['escrow-1', { kind: 'escrow', ordinal: 1 }],
    ['treasury-0', { kind: 'treasury', ordinal: 0 }],
  ]),
  loans: new Set([3]),
  attempts: new Map(),
  approvals: new Map(),
  registrations: new Map(),
}

/** A block of extrinsics `0x00`, `0x01`, …, each given by what happened in it. */
function block(...extrinsics: readonly (readonly EventBody[])[]): Block {
  const events = extrinsics.flatMap((bodies, extrinsic) =>
    bodies.map((body): ChainEvent => ({ extrinsic, ...body })),
  )
  const hashes = extrinsics.map((_, index) => `0x0${index}`)
  return { number: 9, hash: '0xaa', parentHash: '0xbb', timestamp: 1_000, extrinsics: hashes, events }
}

const ref = (index: number) => ({ block: 9, blockHash: '0xaa', index, hash: `0x0${index}` })
const transfer = (from: string, to: string, amount: bigint): EventBody => ({
  kind: 'transfer',
  from,
  to,
  amount,
})
const burned = (who: string, amount: bigint): EventBody => ({ kind: 'burned', who, amount })
const remarked = (sender: string, hash: string): EventBody => ({ kind: 'remarked', sender, hash })
const done: EventBody = { kind: 'item-completed' }
const failed = (error: string): EventBody => ({ kind: 'item-failed', error })
const contributed = (loan: number, amount: bigint): EventBody => ({
  kind: 'contributed',
  loan,
  contributor: 'ada',
  amount,
})

test('a paid bill is one income, with what it destroyed and its remark', () => {
  const bill = [burned('ada', 5n), done, transfer('ada', 'till', 70n), done, remarked('ada', '0x11'), done]
  expect(readBlock(block([], bill), watched)).toEqual([
    {
      kind: 'income',
      treasury,
      pot: { kind: 'till' },
      payer: 'ada',
      amount: 70n,
      burned: 5n,
      remarkHashes: ['0x11'],
      extrinsic: ref(1),
    },
  ])
})

test('a paid guarantee is an income that nothing was destroyed for', () => {
  const bill = [transfer('ada', 'escrow-0', 70n), done, remarked('ada', '0x22'), done]
  expect(readBlock(block(bill), watched)).toEqual([
    {
      kind: 'income',
      treasury,
      pot: { kind: 'escrow', ordinal: 0 },
      payer: 'ada',
      amount: 70n,
      burned: 0n,
      remarkHashes: ['0x22'],
      extrinsic: ref(0),
    },
  ])
})

test('what was destroyed once does not count for two pots', () => {
  const twoBills = [burned('ada', 5n), transfer('ada', 'escrow-0', 70n), transfer('ada', 'escrow-1', 70n)]
  const facts = readBlock(block(twoBills), watched)
  expect(facts).toMatchObject([
    { pot: { ordinal: 0 }, burned: 5n },
    { pot: { ordinal: 1 }, burned: 0n },
  ])
})

test("what another destroys and remarks is not the payer's", () => {
  const mixed = [burned('eve', 5n), remarked('eve', '0x11'), transfer('ada', 'escrow-0', 70n)]
  expect(readBlock(block(mixed), watched)).toMatchObject([{ payer: 'ada', burned: 0n, remarkHashes: [] }])
})

test('what our own pots move is no income, and other accounts are none of our business', () => {
  const moves = [
    transfer(treasury, 'escrow-0', 1n),
    transfer('treasury-0', 'escrow-1', 1n),
    transfer('ada', 'eve', 1n),
  ]
  expect(readBlock(block(moves), watched)).toEqual([])
})

test('contributions count for loans of ours, also for one that is born earlier in the same block', () => {
  const created = (loan: number, creator: string): EventBody => ({
    kind: 'loan-created',
    loan,
    creator,
    endBlock: 5,
    cap: 1n,
  })
  const facts = readBlock(
    block(
      [contributed(4, 1n)],
      [created(4, treasury)],
      [contributed(4, 2n)],
      [created(5, 'eve')],
      [contributed(5, 3n), contributed(3, 4n)],
    ),
    watched,
  )
  expect(facts).toMatchObject([
    { kind: 'contribution', loan: 4, coldkey: 'ada', amount: 2n, extrinsic: ref(2) },
    { kind: 'contribution', loan: 3, amount: 4n, extrinsic: ref(4) },
  ])
})

const ours = (pots: readonly string[]): Watched => ({
  ...watched,
  attempts: new Map([['0x01', { pots, leading: 0, opens: null }]]),
})

test('each item of our batch tells its own outcome', () => {
  const cap = tao(110)
  const items: EventBody[] = [
    burned('ada', 1n),
    done,
    { kind: 'loan-created', loan: 8, creator: treasury, endBlock: 500, cap },
    done,
    failed('Token.FundsUnavailable'),
    { kind: 'all-refunded', loan: 3 },
    done,
  ]
  const facts = readBlock(block([], items), ours(['escrow-0', treasury, 'escrow-1', treasury]))
  expect(facts).toMatchObject([
    {
      kind: 'landed',
      attempt: '0x01',
      outcomes: [
        { ok: true },
        { ok: true, created: { loan: 8, endBlock: 500, cap } },
        { ok: false, error: 'Token.FundsUnavailable' },
        { ok: true, allRefunded: true },
      ],
    },
  ])
})

const added = (netuid: number): EventBody => ({ kind: 'network-added', netuid, lockCost: 5n })

test('a registration tells its netuid, out of its own events only', () => {
  const items = [added(1), failed('Proxy.No'), burned('ada', 1n), done, added(7), done, done]
  const four = ['treasury-0', 'escrow-0', 'treasury-0', treasury]
  expect(readBlock(block([], items), ours(four))).toMatchObject([
    {
      outcomes: [
        { ok: false, error: 'Proxy.No' },
        { ok: true },
        { ok: true, registered: { netuid: 7, lockCost: 5n } },
        { ok: true },
      ],
    },
  ])
})

test("a registration that others approved is not mixed up with the approving guardian's own", () => {
  const executed: EventBody = {
    kind: 'multisig-executed',
    account: treasury,
    callHash: '0xcc',
    by: 'bob',
    error: null,
  }
  const watching = {
    ...watched,
    approvals: new Map([['0xcc', { multisig: treasury, pots: ['treasury-0'], leading: 1 }]]),
  }
  const events = [added(5), done, done, added(6), done, executed, added(8), done]
  expect(readBlock(block(events), watching)).toMatchObject([
    { kind: 'executed', outcomes: [{ ok: true, registered: { netuid: 6, lockCost: 5n } }] },
  ])
})

test('a loan that another account creates is not taken for ours', () => {
  const created: EventBody = { kind: 'loan-created', loan: 8, creator: 'eve', endBlock: 5, cap: 1n }
  expect(readBlock(block([], [created, done]), ours([treasury]))).toMatchObject([
    { outcomes: [{ ok: true }] },
  ])
})

test('an extrinsic that failed, or whose call failed inside, failed for every item', () => {
  const refused: EventBody = { kind: 'extrinsic-failed', error: 'BadOrigin' }
  const inner: EventBody = {
    kind: 'multisig-executed',
    account: treasury,
    callHash: '0x1',
    by: 'ada',
    error: 'Other',
  }
  const both = ours(['escrow-0', 'escrow-1'])
  const errors = (events: EventBody[]) => JSON.stringify(readBlock(block([], events), both))
  expect(errors([refused]).match(/BadOrigin/g)).toHaveLength(2)
  expect(errors([done, inner]).match(/Other/g)).toHaveLength(2)
})

test('fewer items than the batch had: nothing is concluded', () => {
  expect(readBlock(block([], [done]), ours(['escrow-0', 'escrow-1']))).toMatchObject([
    { outcomes: 'unreadable' },
  ])
})

test('the last approval carries our call out, wherever it stands in an extrinsic', () => {
  const waiting = {
    ...watched,
    approvals: new Map([['0xca11', { multisig: treasury, pots: ['escrow-0', 'escrow-1'], leading: 1 }]]),
  }
  const executed = (callHash: string, account = treasury): EventBody => ({
    kind: 'multisig-executed',
    account,
    callHash,
    by: 'bob',
    error: null,
  })
  const inABatch = [
    failed('His own'),
    done,
    done,
    failed('Ours'),
    executed('0xca11'),
    done,
    failed('His own'),
  ]
  expect(readBlock(block(inABatch), waiting)).toMatchObject([
    { kind: 'executed', callHash: '0xca11', outcomes: [{ ok: true }, { ok: false, error: 'Ours' }] },
  ])
  expect(
    readBlock(block([done, done, done, executed('0xca11', 'eve')], [executed('0x02')]), waiting),
  ).toEqual([])
})

test('where a proxy acts, its own result counts, and nobody else’s', () => {
  const proxied = (error: string | null): EventBody => ({ kind: 'proxy-executed', error })
  const executed: EventBody = {
    kind: 'multisig-executed',
    account: treasury,
    callHash: '0xcc',
    by: 'bob',
    error: null,
  }
  const approvals = new Map([['0xcc', { multisig: treasury, pots: ['escrow-0'], leading: 1 }]])
  const outcome = (...events: EventBody[]) => readBlock(block(events), { ...watched, approvals })
  const told = (...outcomes: object[]) => [{ kind: 'executed', outcomes }]
  expect(outcome(done, done, proxied(null), executed)).toMatchObject(told({ ok: true }))
  expect(
    outcome(proxied('Theirs'), done, done, done, proxied(null), executed, proxied('Theirs')),
  ).toMatchObject(told({ ok: true }))
  expect(outcome(proxied('Theirs'), done, done, executed)).toMatchObject(told({ ok: true }))
  expect(outcome(proxied('Unproxyable'), executed)).toMatchObject(told({ ok: false, error: 'Unproxyable' }))
  const landed = (error: string | null) => readBlock(block([], [done, proxied(error)]), ours(['escrow-0']))
  expect(landed(null)).toMatchObject([{ outcomes: [{ ok: true }] }])
  expect(landed('Unproxyable')).toMatchObject([{ outcomes: [{ ok: false, error: 'Unproxyable' }] }])
})

test('only who could do all of it at once for the treasury, and can no more, is told as removed', () => {
  const removed = (change: object): EventBody => ({
    kind: 'proxy-removed',
    delegator: treasury,
    delegate: 'both',
    type: 'Any',
    delay: 0,
    ...change,
  })
  const others = [{ delegator: 'eve' }, { type: 'Staking' }, { delay: 10 }].map(removed)
  expect(readBlock(block([...others, removed({})]), watched)).toEqual([
    { kind: 'removed', multisig: 'both', extrinsic: ref(0) },
  ])
})

test('opened, approved and cancelled calls are told, those of others are not', () => {
  const approvals = new Map([['0xca11', { multisig: treasury, pots: ['escrow-0'], leading: 1 }]])
  const attempts = new Map([['0x00', { pots: ['escrow-0'], leading: 1, opens: '0xca11' }]])
  const event = (
    kind: 'multisig-opened' | 'multisig-approved' | 'multisig-cancelled',
    callHash = '0xca11',
  ): EventBody => ({
    kind,
    account: treasury,
    callHash,
    by: 'bob',
  })
  const events = [
    [event('multisig-opened')],
    [event('multisig-approved'), event('multisig-approved', '0x2')],
    [event('multisig-cancelled')],
  ]
  expect(readBlock(block(...events), { ...watched, approvals, attempts })).toMatchObject([
    { kind: 'landed', outcomes: null },
    { kind: 'opened', extrinsic: ref(0) },
    { kind: 'approved', by: 'bob' },
    { kind: 'cancelled' },
  ])
})

const accounts = fc.constantFrom('ada', 'ben', treasury, 'till', 'escrow-0', 'escrow-1', 'treasury-0')
const amounts = fc.bigInt(0n, 2n ** 64n - 1n)
const anyEvent: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: fc.constant('transfer' as const), from: accounts, to: accounts, amount: amounts }),
  fc.record({ kind: fc.constant('burned' as const), who: accounts, amount: amounts }),
  fc.record({ kind: fc.constant('remarked' as const), sender: accounts, hash: fc.string() }),
  fc.record({
    kind: fc.constantFrom('contributed' as const, 'withdrew' as const),
    loan: fc.nat(5),
    contributor: accounts,
    amount: amounts,
  }),
  fc.constant(done),
  fc.record({ kind: fc.constant('item-failed' as const), error: fc.string() }),
  fc.record({
    kind: fc.constant('multisig-executed' as const),
    account: accounts,
    callHash: fc.string(),
    by: accounts,
    error: fc.option(fc.string()),
  }),
  fc.record({ kind: fc.constant('extrinsic-failed' as const), error: fc.string() }),
)

test('whatever a block holds: every rao that came in from outside is told once, and nothing destroyed twice', () => {
  const blocks = fc.array(fc.array(anyEvent, { maxLength: 12 }), { maxLength: 6 })
  fc.assert(
    fc.property(blocks, (extrinsics) => {
      const facts = readBlock(block(...extrinsics), watched)
      const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n)
      const events = extrinsics.flat()
      const arrived = events.flatMap((event) =>
        event.kind === 'transfer' && watched.pots.has(event.to) && !watched.pots.has(event.from)
          ? [event.amount]
          : [],
      )
      const destroyed = events.flatMap((event) => (event.kind === 'burned' ? [event.amount] : []))
      const incomes = facts.flatMap((fact) => (fact.kind === 'income' ? [fact] : []))
      expect(sum(incomes.map(({ amount }) => amount))).toBe(sum(arrived))
      expect(sum(incomes.map(({ burned }) => burned))).toBeLessThanOrEqual(sum(destroyed))
      const moved = events.filter(
        (event) => (event.kind === 'contributed' || event.kind === 'withdrew') && event.loan === 3,
      )
      expect(facts.filter(({ kind }) => kind === 'contribution' || kind === 'withdrawal')).toHaveLength(
        moved.length,
      )
      const places = facts.map(({ extrinsic }) => extrinsic.index)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }),
  )
})

test('a network that is taken away is told before who gets its netuid, in the same extrinsic or by the block itself', () => {
  const removed: EventBody = { kind: 'network-removed', netuid: 4 }
  const added: EventBody = { kind: 'network-added', netuid: 4, lockCost: null }
  const attempt = { pots: ['treasury-0'], leading: 0, opens: null }
  const registering = { ...watched, attempts: new Map([['0x00', attempt]]) }
  const same = block([removed, added, done, { kind: 'batch-completed' }])
  expect(readBlock(same, registering).map(({ kind }) => kind)).toEqual(['dissolution', 'landed'])
  const waiting = {
    ...watched,
    registrations: new Map([['treasury-0', { attempt: '0x77', place: 0 }]]),
  }
  const admitted = {
    kind: 'network-admitted',
    netuid: 4,
    coldkey: 'treasury-0',
    registeredIn: 9,
    lockCost: null,
  } as const
  const byItself = {
    ...block([]),
    events: [
      { extrinsic: null, ...removed },
      { extrinsic: null, ...admitted },
    ],
  }
  expect(readBlock(byItself, waiting)).toMatchObject([
    { kind: 'dissolution', netuid: 4, extrinsic: ref(0) },
    { kind: 'decided', outcome: { ok: true, registered: { netuid: 4, registeredIn: 9 } } },
  ])
})

test('what the block itself opens is read, before what its extrinsics do', () => {
  const opened = { kind: 'weights-opened', netuid: 2, mechanism: 1, hotkey: 'escrow-0' } as const
  const registered = { kind: 'weighing-changed', netuid: 2, uid: 4 } as const
  const one = block([], [registered])
  const events: ChainEvent[] = [...one.events, { extrinsic: null, ...opened }]
  expect(readBlock({ ...one, events }, watched).map(({ kind }) => kind)).toEqual([
    'weights-opened',
    'weighing-changed',
  ])
})
