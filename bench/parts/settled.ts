import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readDue } from '../../src/ledger/attempts.ts'
import { encode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { snapshots } from '../../src/ledger/schema.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { keyOf } from '../../src/mechanisms/kernel/purpose.ts'
import { step } from '../../src/mechanisms/kernel/step.ts'
import { refunds } from '../../src/mechanisms/refund/refunds.ts'
import type { OweRefund } from '../../src/mechanisms/refund/slice.ts'
import { refundOf } from '../../src/mechanisms/streams/names.ts'
import { live } from '../../test/support/addressed.ts'
import { coldkeys, seeDeposit, settle, stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import type { Part, Row } from '../row.ts'

const PAYMENTS = 40
/** Of the time of the first: what two measurements of the same differ by. */
const FLAT = 1.5
const OTHERS = 1_000_000
const OWN = 10_000
/** The block of the first of them. */
const PAST = 100_000

/** Whether what was paid long ago makes the next payment slower. On PGlite. */
export const settled: Part = {
  name: 'One payment owed, settled, and looked for',
  run: async () => {
    const first = await measure(async () => undefined)
    return [
      { subject: 'the first ones of all', figure: ms(first) },
      rowOf('after a million settled ones of others', await measure(settledOfOthers), first),
      rowOf(
        `after ${OWN.toLocaleString('en')} of the same account`,
        await measure(settledBefore, OWN),
        first,
      ),
    ]
  },
}

const ms = (time: number) => `${time.toFixed(1)} ms`

function rowOf(subject: string, time: number, first: number): Row {
  const ratio = time / first
  return {
    subject,
    figure: ms(time),
    ratio: ratio.toFixed(2),
    wanted: { text: `at most ${FLAT} times`, met: ratio <= FLAT },
  }
}

/** The middle of the times of a refund: owed, found by settlement, settled. Milliseconds. */
async function measure(past: (ledger: Ledger) => Promise<void>, before = 0): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-bench-'))
  const ledger = await openLedger({ directory: join(directory, 'ledger') })
  await live(ledger, stream(), tales.funding)
  await past(ledger)
  const times: number[] = []
  for (let n = 0; n < PAYMENTS; n++) {
    const began = performance.now()
    await pay(ledger, 1_000 + n, before + n + 1)
    times.push(performance.now() - began)
  }
  await ledger.close()
  await rm(directory, { recursive: true })
  return times.toSorted((a, b) => a - b)[PAYMENTS / 2] ?? 0
}

/** Somebody pays a deposit that is paid already, and is given it back by the stream of their refunds: the nth time. */
async function pay({ write, queries }: Ledger, block: number, nth: number): Promise<void> {
  const deposit = seeDeposit(block, block)
  await write((writing) => writing.handle(stream(), deposit))
  await readDue(queries, Number.MAX_SAFE_INTEGER)
  const { name, key } = refundOfNth(nth)
  const { events } = await write((writing) => writing.handle(name, settle(block, block, key)))
  if (events.length === 0) throw new Error('The refund was not settled.')
}

function refundOfNth(nth: number): { readonly name: string; readonly key: string } {
  const { payer, pot } = seeDeposit(0, 0)
  const name = refundOf(payer, pot)
  return { name, key: keyOf(name, { kind: 'refund', about: [nth] }) }
}

async function settledOfOthers({ queries }: Ledger): Promise<void> {
  await queries.execute(sql`
    insert into intents (key, stream, intent, payee_user, coldkey, failures, not_before, status)
    select 'bounty:subnet:9:' || n || ':1', 'subnet:9:' || n, '{}', null, ${coldkeys.ada}, 0, 0, 'settled'
    from generate_series(1, ${OTHERS}::int) as n`)
}

/** As so many refunds by the rules leave the stream of their payer. */
async function settledBefore({ queries }: Ledger): Promise<void> {
  const { name } = refundOfNth(1)
  let state = refunds.initial(name)
  for (let n = 1; n <= OWN; n++) {
    const { type: _, ...deposit } = seeDeposit(n, PAST + n)
    const { payer, amount, extrinsic, pot, treasury, at, source } = deposit
    const asked = { payer, amount, extrinsic, pot, treasury, at, source, subnet: stream() }
    const owed: OweRefund = { type: 'OweRefund', reason: 'twice', ...asked }
    for (const command of [owed, settle(n, PAST + n, refundOfNth(n).key)]) {
      const { events, after } = step(refunds, state, command, { config: defaultConfig, seen: {} })
      if (events.length === 0) throw new Error(`${command.type} came to nothing.`)
      state = after
    }
  }
  const row = { stream: name, sequence: 0, version: refunds.version, state: encode(state) }
  await queries.insert(snapshots).values(row)
}
