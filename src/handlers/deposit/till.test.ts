import { eq, isNotNull } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  bill,
  coldkeys,
  issueBill,
  openIdea,
  START,
  settle,
  stream,
  tao,
} from '../../../test/support/commands.ts'
import { linkOf } from '../../../test/support/tales.ts'
import type { Block } from '../../chain/watcher/block.ts'
import type { Income } from '../../chain/watcher/facts.ts'
import { recordFacts } from '../../chain/watcher/record.ts'
import { decode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { events, intents, subnets } from '../../ledger/schema.ts'
import { readStates } from '../../ledger/states.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { REFUND_FEE } from '../../mechanisms/refund/refund.ts'
import { refunds } from '../../mechanisms/refund/refunds.ts'
import { isRefund } from '../../mechanisms/streams/names.ts'
import { senses } from '../senses.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await ledger.write((writing) => writing.link(linkOf('ada')))
})
afterAll(() => ledger.close())

const block: Block = {
  number: 9,
  hash: '0x9',
  parentHash: '0x8',
  timestamp: START + 10,
  extrinsics: [],
  events: [],
}

const IDEAS = 3
/** Goes on from one run to the next, as does the till. */
let issues = 0
let extrinsics = 0
let [inTill, feesKept] = [0n, 0n]
const [sent, back] = [new Map<string, bigint>(), new Map<string, bigint>()]
const add = (to: Map<string, bigint>, who: string, amount: bigint) =>
  to.set(who, (to.get(who) ?? 0n) + amount)
const remark = (issue: number) => `0x${issue.toString(16).padStart(64, '0')}`

const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      payer: fc.constantFrom(coldkeys.ada, coldkeys.ada, coldkeys.ben),
      amount: fc.constantFrom(tao(1), tao(1), tao(1.5), tao(0.5), rao(400_000n), rao(1n)),
      burned: fc.constantFrom(tao(0.1), tao(0.1), tao(0)),
      idea: fc.nat(IDEAS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
)

/** Ideas that wait for their deposit; the last of the run's names is that of no idea. */
async function openIdeas(): Promise<readonly string[]> {
  const names = Array.from({ length: IDEAS + 1 }, (_, n) => remark(issues + n + 1))
  await ledger.write(async ({ handle }) => {
    for (let n = 1; n <= IDEAS; n++) {
      await handle(stream(issues + n), openIdea({ issue: issues + n }))
      const own = { ...bill, remarkHash: remark(issues + n) }
      await handle(stream(issues + n), { ...issueBill(), bill: own })
    }
  })
  issues += IDEAS + 1
  return names
}

const hear = (fact: Income) => ledger.write((writing) => recordFacts(writing, senses, block, [fact]))

async function settleAll(): Promise<void> {
  const rows = await ledger.queries.select().from(intents).where(eq(intents.status, 'owed'))
  for (const { key, intent, stream: of, coldkey } of rows.filter((row) => isRefund(row.stream))) {
    const { purpose, call, pot } = decode<Intent>(intent)
    if (call.kind !== 'transfer' || pot.kind !== 'till') throw new Error('no refund out of the till')
    await ledger.write(({ handle }) => handle(of, { ...settle(20, 30, key), purpose }))
    inTill -= call.amount
    feesKept += REFUND_FEE
    add(back, coldkey ?? '', call.amount)
  }
}

type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never

async function take(step: Step, names: readonly string[], told: Income[]): Promise<void> {
  if (step.kind === 'settle') return settleAll()
  if (step.kind === 'again') {
    const old = told[step.which % Math.max(told.length, 1)]
    if (old) await hear(old)
    return
  }
  const { payer, amount, burned, idea } = step
  extrinsics += 1
  const extrinsic = { block: 9, blockHash: '0x9', index: extrinsics, hash: `0xe${extrinsics}` }
  const pot = { kind: 'till' } as const
  const remarkHashes = [names[idea] ?? '']
  const fact: Income = {
    kind: 'income',
    treasury: coldkeys.fox,
    pot,
    payer,
    amount,
    burned,
    remarkHashes,
    extrinsic,
  }
  told.push(fact)
  await hear(fact)
  inTill += amount
  add(sent, payer, amount)
}

async function owedAndHeld() {
  const rows = await ledger.queries.selectDistinct({ stream: events.stream }).from(events)
  const names = rows.map((row) => row.stream).filter(isRefund)
  const states = await readStates(ledger.queries, refunds, names)
  const owed = states.reduce(
    (sum, { state: { refund } }) => sum + refund.gathered + (refund.payout?.amount ?? 0n),
    0n,
  )
  const paid = await ledger.queries
    .select({ pots: subnets.pots })
    .from(subnets)
    .where(isNotNull(subnets.pots))
  return { owed, ordinals: paid.map(({ pots }) => pots), held: BigInt(paid.length) * tao(1) }
}

test('whatever comes in whatever order: the till holds the collaterals and what is owed back, and every subnet its own pots', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 20 }), async (steps) => {
      const names = await openIdeas()
      const told: Income[] = []
      for (const step of steps) await take(step, names, told)
      const { owed, held, ordinals } = await owedAndHeld()
      expect(inTill).toBe(held + owed + feesKept)
      expect(new Set(ordinals).size).toBe(ordinals.length)
      for (const [payer, amount] of back) expect(amount).toBeLessThanOrEqual(sent.get(payer) ?? 0n)
    }),
    { numRuns: 8, endOnFailure: true },
  )
  expect([feesKept > 0n, (await owedAndHeld()).ordinals.length > 0]).toEqual([true, true])
}, 240_000)
