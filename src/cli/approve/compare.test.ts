import { blake2AsHex } from '@polkadot/util-crypto'
import { beforeAll, expect, test } from 'vitest'
import { coldkeys, tao } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { batchOf, type DueIntent, itemOf } from '../../chain/calls.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { nameOf } from '../../chain/settlement/sign.ts'
import { calls as kinds } from '../../handlers/calls.ts'
import { sha256 } from '../../ledger/sheets.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { payRows } from '../../mechanisms/sheet/paying.ts'
import type { Row } from '../../mechanisms/sheet/row.ts'
import { makePart, makeSheet } from '../../mechanisms/sheet/sheet.ts'
import { type CallClaim, compare } from './compare.ts'

type Rows = CallClaim['rows']

let chain: Awaited<ReturnType<typeof offlineChain>>
beforeAll(async () => {
  chain = await offlineChain()
})

/** One that is its multisig account itself. */
const treasury = { address: coldkeys.treasury, multisig: coldkeys.treasury }
const HEIGHT = 1_000
const when = { head: HEIGHT - 20, slotDuration: 12_000, era: 64 }
const due = (key: string, pot: Pot, call: IntentCall, coldkey = '', failures = 0): DueIntent => ({
  intent: { key, purpose: { kind: 'test', about: [] }, pot, call, failures, notBefore: 0 },
  coldkey,
})
const escrow: Pot = { kind: 'escrow', ordinal: 3 }
const pay = (amount: number): IntentCall => ({
  kind: 'transfer',
  to: { coldkey: coldkeys.ada },
  amount: tao(amount),
})
const refund = due('refund', escrow, pay(2), coldkeys.ada)
const loan = due(
  'loan',
  { kind: 'float' },
  {
    kind: 'loan-open',
    deposit: tao(10),
    minimumContribution: tao(0.1),
    cap: tao(110),
    duration: 30 * 86_400_000,
    target: coldkeys.treasury,
  },
)

const items = (...all: readonly DueIntent[]): Extrinsic[] =>
  all.map((one) => itemOf(chain.api(), kinds, one, when))
const opened = (names: readonly DueIntent[], calls: readonly Extrinsic[]): string =>
  batchOf(chain.api(), treasury, [nameOf(chain.api(), names), ...calls]).method.toHex()
const judge = (
  callData: string,
  owed: readonly DueIntent[],
  rows: Rows = new Map([['part', part?.lines ?? []]]),
  heirs: CallClaim['heirs'] = new Map(),
) =>
  compare(chain.api(), {
    callHash: blake2AsHex(callData, 256),
    callData,
    owed,
    rows,
    heirs,
    treasury,
    height: HEIGHT,
    slotDuration: 12_000,
  })

test('exactly what is owed differs in nothing, also a loan that was made some blocks before', () => {
  const { does, differences } = judge(opened([refund, loan], items(refund, loan)), [refund, loan])
  expect(differences).toEqual([])
  expect(does).toEqual([
    `pay 2 TAO to ${coldkeys.ada}, from escrow:3`,
    `open a crowdloan up to 110 TAO for ${coldkeys.treasury} with a deposit of 10 TAO, until block 216980`,
  ])
})

test('another payee, amount or pot is named, beside what is owed', () => {
  const wrong = [
    due('refund', escrow, pay(2), coldkeys.eva),
    due('refund', escrow, pay(2.000001), coldkeys.ada),
    due('refund', { kind: 'treasury', ordinal: 3 }, pay(2), coldkeys.ada),
    due('refund', { kind: 'float' }, pay(2), coldkeys.ada),
  ]
  for (const one of wrong) {
    const { differences } = judge(opened([refund], items(one)), [refund])
    expect(differences).toHaveLength(1)
    expect(differences[0]).toMatch(
      /^refund: the call would pay .*; owed is to pay 2 TAO to .*, from escrow:3\.$/,
    )
  }
  const pot = judge(opened([refund], items(wrong[2] as DueIntent)), [refund]).differences[0]
  expect(pot).toMatch('from derivative account 7, which nobody knows')
})

test('a loan that ends at another time than the round is refused', () => {
  const late = { ...when, head: when.head + 10_000 }
  const calls = [itemOf(chain.api(), kinds, loan, late)]
  expect(judge(opened([loan], calls), [loan]).differences).toEqual([
    'loan: the loan would end at block 226980, not about 217000.',
  ])
})

test('payments that are hidden in it, left out of it or of another try are found', () => {
  const api = chain.api()
  const theft = callOf(api, 'balances', 'transferAllowDeath', coldkeys.eva, tao(1_000))
  const hidden = judge(opened([refund], [...items(refund), theft]), [refund])
  expect(hidden.differences).toEqual(['It holds 2 payments, where the ledger owes 1 under these names.'])
  expect(hidden.does.at(-1)).toBe(`pay 1000 TAO to ${coldkeys.eva}`)
  expect(judge(opened([refund, loan], items(refund)), [refund, loan]).differences).toEqual([
    'It holds 1 payment, where the ledger owes 2 under these names.',
  ])
  const again = { ...refund, intent: { ...refund.intent, failures: 1 } }
  expect(judge(opened([refund], items(refund)), [again]).differences).toEqual([
    'It does not carry the names of these payments, or it is an earlier try of them.',
  ])
})

test('a proxy acts for the ledger’s own treasury and in no other way, or it is refused', () => {
  const api = chain.api()
  const proxied = { address: coldkeys.treasury, multisig: coldkeys.fox }
  const judgeProxied = (callData: string) =>
    compare(api, {
      callHash: blake2AsHex(callData, 256),
      callData,
      owed: [refund],
      rows: new Map(),
      heirs: new Map(),
      treasury: proxied,
      height: HEIGHT,
      slotDuration: 12_000,
    })
  const batch = [nameOf(api, [refund]), ...items(refund)]
  const data = (...args: unknown[]) => callOf(api, 'proxy', 'proxy', ...args).method.toHex()
  const plain = batchOf(api, treasury, batch)
  expect(judgeProxied(batchOf(api, proxied, batch).method.toHex())).toEqual({
    does: [`pay 2 TAO to ${coldkeys.ada}, from escrow:3`],
    differences: [],
  })
  const no = ['It is no batch of payments as the App opens them.']
  const twice = callOf(api, 'proxy', 'proxy', proxied.address, null, plain)
  for (const wrong of [
    plain.method.toHex(),
    data(coldkeys.eva, null, plain),
    data(proxied.address, 'Staking', plain),
    data(proxied.address, null, twice),
  ]) {
    expect(judgeProxied(wrong).differences).toEqual(no)
  }
})

test('anything else than a batch of payments is refused, and shown as far as it can be read', () => {
  const api = chain.api()
  const no = ['It is no batch of payments as the App opens them.']
  const remark = callOf(api, 'system', 'remark', '0x00').method.toHex()
  expect(judge(remark, [refund])).toEqual({ does: ['system.remark({"remark":"0x00"})'], differences: no })
  const whole = callOf(api, 'utility', 'batchAll', items(refund)).method.toHex()
  expect(judge(whole, [refund]).differences).toEqual(no)
  expect(judge(`${opened([refund], items(refund))}00`, [refund]).differences).toEqual(no)
  expect(judge('0xffff', [refund])).toEqual({ does: [], differences: no })
  const data = opened([refund], items(refund))
  const claim = {
    callHash: `0x${'0'.repeat(64)}`,
    callData: data,
    treasury,
    owed: [refund],
    rows: new Map(),
    heirs: new Map(),
    height: 1,
    slotDuration: 1,
  }
  expect(compare(api, claim).differences).toEqual([
    'The data is not that of the call whose hash is on chain.',
  ])
})

const payroll: Pot = { kind: 'treasury', ordinal: 3 }
const payments = [coldkeys.ada, coldkeys.eva, coldkeys.fox].map((account, n) => ({
  account,
  amount: rao(tao(1) + BigInt(n)),
}))
const sheet = makeSheet({ payments, size: 3, previous: '', block: 1 }, sha256)
const [part] = sheet.parts
if (!part) throw new Error('The sheet has no part.')
const bulk = due('part', payroll, payRows(sheet.digest, part))
const paying = (rows: readonly Row[], pot = payroll) => items({ ...due('part', pot, bulk.intent.call), rows })

test('a bulk payment is equal if its rows are those that hash to what the ledger has', () => {
  expect(judge(opened([bulk], paying(part.lines)), [bulk])).toEqual({
    does: ['pay 3.000000003 TAO to 3 accounts, 1.000000002 TAO at most to one, from treasury:3'],
    differences: [],
  })
})

test('another amount, payee, order or pot of a bulk payment is found', () => {
  const [first, second, third] = part.lines as [Row, Row, Row]
  const differ = (rows: readonly Row[]) => judge(opened([bulk], paying(rows)), [bulk]).differences
  const others = [
    expect.stringMatching(
      `^part: its rows are not those of part 0 of the sheet ${sheet.digest.slice(0, 16)}: it pays`,
    ),
  ]
  expect(differ([first, second, { ...third, amount: rao(third.amount + 1n) }])).toEqual(others)
  expect(differ([first, second, { ...third, account: coldkeys.treasury }])).toEqual(others)
  expect(differ([first, third, second])).toEqual(others)
  expect(differ([first, second, third, first])).toEqual(others)
  const elsewhere = paying(part.lines, { kind: 'treasury', ordinal: 4 })
  const [words] = judge(opened([bulk], elsewhere), [bulk]).differences
  expect(words).toMatch(/^part: the call would pay .*, from derivative account \d+, which nobody knows; owed/)
  expect(words).toMatch(
    /owed is to pay 3\.000000003 TAO in 3 rows, part 0 of the sheet .*, from treasury:3\.$/,
  )
  expect(judge(opened([bulk], items(refund)), [bulk]).differences[0]).toMatch(
    /^part: the call would pay 2 TAO to/,
  )
})

test('the first rows of a part may be paid alone; rows of nowhere else may', () => {
  expect(judge(opened([bulk], paying(part.lines.slice(0, 2))), [bulk]).differences).toEqual([])
  expect(judge(opened([bulk], paying(part.lines.slice(1))), [bulk]).differences).toHaveLength(1)
})

test('what was left of a part is compared as the part itself is', () => {
  const lines = part.lines.slice(1).map((row) => ({ ...row, reason: 'Token.BelowMinimum' }))
  const again = makePart(0, 1, lines, sha256)
  const left = due('part', payroll, payRows(sheet.digest, again))
  const rows = new Map([['part', lines]])
  expect(judge(opened([left], paying(lines)), [left], rows).differences).toEqual([])
  const [first, second] = lines as [Row, Row]
  const stolen = [first, { ...second, account: coldkeys.treasury }]
  expect(judge(opened([left], paying(stolen)), [left], rows).differences).toEqual([
    expect.stringMatching(`it pays .* TAO to ${coldkeys.treasury}`),
  ])
  expect(judge(opened([left], paying(lines)), [left], new Map()).differences).toHaveLength(1)
})

test('a row may be paid to whoever inherited its coldkey on the chain, and to no other', () => {
  const [first, second, third] = part.lines as [Row, Row, Row]
  const call = opened([bulk], paying([{ ...first, account: coldkeys.ben }, second, third]))
  const owed = new Map([['part', part.lines]])
  expect(judge(call, [bulk], owed, new Map([[first.account, coldkeys.ben]])).differences).toEqual([])
  expect(judge(call, [bulk], owed, new Map([[second.account, coldkeys.ben]])).differences).toHaveLength(1)
})
