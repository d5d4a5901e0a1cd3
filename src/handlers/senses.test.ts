import { asc, eq, gt } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { bill, coldkeys, issueBill, openIdea, START, stream, tao } from '../../test/support/commands.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import { weightsTales } from '../../test/support/weights-tale.ts'
import type { Senses } from '../chain/senses.ts'
import type { Block } from '../chain/watcher/block.ts'
import type { Income, Sensed } from '../chain/watcher/facts.ts'
import { recordFacts } from '../chain/watcher/record.ts'
import { keepConfig } from '../ledger/configs.ts'
import { readTip } from '../ledger/events.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { events, subnets } from '../ledger/schema.ts'
import { LAST_ORDINAL, numbered } from '../mechanisms/pots.ts'
import { raceOf, refundOf, teamOf } from '../mechanisms/streams/names.ts'
import { senses } from './senses.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, minedConfig)
})
afterEach(() => ledger.close())

const TILL = { kind: 'till' } as const
const BLOCK = 900
const block: Block = {
  number: BLOCK,
  hash: `0x${BLOCK}`,
  parentHash: '0x',
  timestamp: START + 1_300,
  extrinsics: [],
  events: [],
}

const extrinsic = (index: number) => ({
  block: BLOCK,
  blockHash: block.hash,
  index,
  hash: `0x${index}`,
})

const income = (changes: Partial<Income>): Income => ({
  kind: 'income',
  treasury: coldkeys.fox,
  pot: numbered('escrow', 0),
  payer: coldkeys.ben,
  amount: tao(10),
  burned: tao(0),
  remarkHashes: [],
  extrinsic: extrinsic(1),
  ...changes,
})

const moved = (kind: 'contribution' | 'withdrawal', loan: number): Sensed => ({
  kind,
  loan,
  coldkey: coldkeys.ben,
  amount: tao(5),
  extrinsic: extrinsic(1),
})

/** What comes of one fact, as the events of each stream. */
async function hear(fact: Sensed): Promise<string[][]> {
  const { position } = await readTip(ledger.queries)
  await ledger.write((writing) => recordFacts(writing, senses, block, [fact]))
  const happened = await ledger.queries
    .select({ stream: events.stream, type: events.type })
    .from(events)
    .where(gt(events.position, position))
    .orderBy(asc(events.position))
  return happened.map(({ stream, type }) => [stream, type])
}

test('TAO in the escrow is a guarantee where its remark names a round, and its race hears of it', async () => {
  await live(ledger, stream(), minedTales.accepted)
  const { mining } = await ledger.readSubnet(stream())
  const hash = mining.round?.invitation?.bill?.remarkHash ?? ''
  const race = raceOf(stream())
  const [first] = await hear(income({ remarkHashes: [hash] }))
  expect(first).toEqual([race, 'GuaranteePaid'])
})

test('with any other remark it is meant for the idea', async () => {
  await live(ledger, stream(), minedTales.accepted)
  expect(await hear(income({ remarkHashes: ['0x77'] }))).toEqual([
    [stream(), 'RefundOwed'],
    [refundOf(coldkeys.ben, numbered('escrow', 0)), 'RefundGathered'],
  ])
})

test('the deposit of an idea is known by who discovered it, and the fee goes with it', async () => {
  await live(ledger, stream(), tales.billed)
  await ledger.write((writing) => writing.link(linkOf('ada')))
  const { remarkHash } = (await ledger.readSubnet(stream())).deposit.bill ?? { remarkHash: '' }
  const paid = { pot: TILL, amount: tao(1), burned: tao(0.1), remarkHashes: ['0x77', remarkHash] }
  expect((await hear(income({ ...paid, payer: coldkeys.ben }))).map(([, type]) => type)).toEqual([
    'RefundOwed',
    'RefundGathered',
  ])
  const [first] = await hear(income({ ...paid, payer: coldkeys.ada, extrinsic: extrinsic(7) }))
  expect(first).toEqual([stream(), 'DepositAccepted'])
})

test('what moves in a crowdloan is heard by the idea that it is of', async () => {
  await live(ledger, stream(), tales.funding)
  expect(await hear(moved('contribution', 3))).toEqual([[stream(), 'ContributionCounted']])
  expect(await hear(moved('withdrawal', 3))).toEqual([[stream(), 'ContributionWithdrawn']])
})

test('of weights the team hears: that a commit was opened, and that a UID or a hotkey is another by now', async () => {
  await live(ledger, stream(), weightsTales.kept)
  const about = { netuid: 2, extrinsic: { ...extrinsic(0), block: 1_803 } }
  const of = (ordinal: number) =>
    ({ kind: 'weights-opened', pot: numbered('hotkey', ordinal), mechanism: 1 }) as const
  expect(await hear({ ...of(1), ...about })).toEqual([])
  expect(await hear({ ...of(0), ...about, netuid: 3 })).toEqual([])
  expect(await hear({ ...of(0), ...about })).toEqual([[teamOf(stream()), 'TeamWeightsOpened']])
  const changed = { kind: 'weighing-changed', uid: 4, ...about } as const
  expect(await hear({ ...changed, netuid: 3 })).toEqual([])
  expect(await hear(changed)).toEqual([[teamOf(stream()), 'WeightsDoubted']])
  // They are weighed soon anyway.
  expect(await hear(changed)).toEqual([])
})

test('whoever has another hotkey may be a member of any team, if the coldkey is linked', async () => {
  await live(ledger, stream(), weightsTales.kept)
  const swapped = { kind: 'hotkey-swap', coldkey: coldkeys.ada, extrinsic: extrinsic(1) } as const
  expect(await hear(swapped)).toEqual([])
  await ledger.write((writing) => writing.link(linkOf('ada')))
  expect(await hear(swapped)).toEqual([[teamOf(stream()), 'WeightsDoubted']])
})

test('what is of no subnet means nothing', async () => {
  await live(ledger, stream(), tales.funding)
  for (const pot of [numbered('treasury', 0), { kind: 'float' } as const]) {
    expect(await hear(income({ pot }))).toEqual([])
  }
  expect(await hear(moved('contribution', 4))).toEqual([])
})

test('TAO in the till that names nothing, and in an escrow of nobody, goes back though no subnet hears of it', async () => {
  await live(ledger, stream(), tales.funding)
  for (const pot of [TILL, numbered('escrow', 9)]) {
    expect(await hear(income({ pot }))).toEqual([[refundOf(coldkeys.ben, pot), 'RefundGathered']])
  }
  expect((await ledger.readSubnet(stream())).refunds).toEqual([])
})

test('two deposits in one block get different pots, and the last that there are is followed by a refund', async () => {
  await ledger.write((writing) => writing.link(linkOf('ada')))
  const pay = async (issue: number) => {
    const remarkHash = `0x${issue}`
    await live(ledger, stream(issue), [
      openIdea({ issue }),
      { ...issueBill(), bill: { ...bill, remarkHash } },
    ])
    return income({
      pot: TILL,
      payer: coldkeys.ada,
      amount: tao(1),
      burned: tao(0.1),
      remarkHashes: [remarkHash],
      extrinsic: extrinsic(issue),
    })
  }
  const facts = [await pay(1), await pay(2), await pay(3)]
  await ledger.write((writing) => recordFacts(writing, senses, block, facts.slice(0, 2)))
  const potsOf = async (issue: number) => (await ledger.readSubnet(stream(issue))).idea?.pots
  expect([await potsOf(1), await potsOf(2)]).toMatchObject([{ ordinal: 0 }, { ordinal: 1 }])
  expect(await potsOf(3)).toBeNull()
  await ledger.queries.update(subnets).set({ pots: LAST_ORDINAL }).where(eq(subnets.pots, 1))
  await ledger.write((writing) => recordFacts(writing, senses, block, facts.slice(2)))
  const { phase, refunds } = await ledger.readSubnet(stream(3))
  expect({ phase, refunds }).toMatchObject({
    phase: 'awaiting-deposit',
    refunds: [{ reason: 'no-room', amount: tao(1) }],
  })
})

test('a kind of fact that nobody hears of does not compile', () => {
  const { withdrawal: _, ...others } = senses
  // @ts-expect-error: nobody hears of withdrawals
  const forgotten: Senses = others
  // @ts-expect-error: nor does an empty list
  const deaf: Senses = { ...senses, withdrawal: [] }
  expect([forgotten, deaf]).toHaveLength(2)
})
