import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventRow } from '../../src/ledger/events.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { rebuild } from '../../src/ledger/rebuild.ts'
import { events } from '../../src/ledger/schema.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { type Kind, kindOf, kinds } from '../../src/mechanisms/streams/kinds.ts'
import { upcastEvent } from '../../src/mechanisms/streams/upcast.ts'
import { foldedSubnets, projectedRows } from './folded.ts'
import { FROZEN, type Frozen, insertRows, readFrozen } from './frozen.ts'
import { expectGolden } from './golden.ts'
import { withoutLooks, withoutMonths, withoutReturns } from './looks.ts'
import { tellFurther } from './tell-further.ts'
import { trailOf } from './trail.ts'
import { OF_ONE_STREAM, rowsOfToday } from './upcast-rows.ts'

// Frozen events, and what they fold into. A change of the program leaves every golden file as it is; otherwise it changes what
// people see or what moves, and says so.

const names = Object.keys(FROZEN) as Frozen[]

describe.for(names)('the frozen ledger %s', (name) => {
  let ledger: Ledger
  let rows: EventRow[]

  beforeEach(async () => {
    ledger = await openLedger()
    rows = await readFrozen(name)
  })
  afterEach(() => ledger.close())

  test('is the one that was frozen, and folds into the same states, rows, wants and texts', async () => {
    await insertRows(ledger.queries, rows)
    expect(await verifyLedger(ledger.queries)).toEqual({ ok: true, events: rows.length, tip: FROZEN[name] })
    await ledger.queries.delete(events)
    await insertRows(ledger.queries, rowsOfToday(name, rows))
    await ledger.queries.transaction((queries) => rebuild(queries))
    const texts = [...(await foldedSubnets(ledger)), ...(await projectedRows(ledger.queries))]
    const trail = `${trailOf(rows, OF_ONE_STREAM.has(name)).join('\n')}\n`
    await expectGolden(name, new Map([...texts, ['trail.txt', trail]]))
  })
})

test('the rules decide today what they decided when the further lives were frozen', async () => {
  const ledger = await openLedger()
  try {
    await tellFurther(ledger)
    const told = await ledger.queries.select().from(events).orderBy(events.position)
    const types = new Set(told.filter(isTold).map(({ type }) => type))
    const frozen = rowsOfToday('further', await readFrozen('further'))
    const ofThatTime = told.filter(({ stream }) => !SINCE.has(kindOf(stream)))
    const ofSubnets = withoutReturns(withoutMonths(withoutLooks(ofThatTime)))
    expect(byStream(ofSubnets, types)).toEqual(byStream(frozen, types))
  } finally {
    await ledger.close()
  }
}, 180_000)

/** Kinds of stream that there were not when the further lives were frozen. */
const SINCE: ReadonlySet<Kind> = new Set(['refund', 'team', 'dividends'])

/** Told by another stream today, such an event names that as its source; while there was one stream, it named what that had heard. */
const isTold = ({ data }: EventRow): boolean => JSON.parse(data).source?.kind === 'stream'

/**
 * Where a row stands among those of other streams is left open, as is what an upcast cannot know: the sources of these types, and where
 * money came in, whether a score was bound for good, and what a registration cost. Nor does it know how the best of a round was graded.
 * Pots are given out when the deposit is paid today, and what comes back is sent by its payer's stream.
 */
const byStream = (rows: readonly EventRow[], told: ReadonlySet<string>) =>
  Object.groupBy(
    rows.map(({ stream, sequence, type, data }) => ({
      stream,
      sequence,
      type,
      ...known(stream, data, told.has(type)),
    })),
    ({ stream }) => stream,
  )

function known(stream: string, data: string, told: boolean) {
  const event = upcastEvent(stream, JSON.parse(data))
  const {
    source,
    digest: _,
    pots: __,
    pot: ___,
    treasury: ____,
    named: _____,
    lockCost: ______,
    grade: _______,
    ...said
  } = event
  return { said, source: told ? null : source }
}

test('every type of event occurs in a frozen ledger', async () => {
  const rows = (
    await Promise.all(names.map(async (name) => rowsOfToday(name, await readFrozen(name))))
  ).flat()
  const missing = new Set(Object.values(kinds).flatMap((rules) => rules.events))
  for (const { type } of rows) missing.delete(type)
  expect([...missing]).toEqual([])
})

test('an event in the middle that says something else leaves another trail: the comparison can fail', async () => {
  const rows = await readFrozen('events')
  const changed = rows.map((row) =>
    row.type === 'MinerInvited' ? { ...row, data: row.data.replace(/"deadline":\d/, '"deadline":9') } : row,
  )
  expect(trailOf(changed, true)).not.toEqual(trailOf(rows, true))
})
