import type { Queries } from '../../src/ledger/database.ts'
import { type EventRow, GENESIS, hashOf, keepEvents } from '../../src/ledger/events.ts'
import { encode } from '../../src/ledger/json.ts'
import { SNAPSHOT_EVERY, snapshotRows } from '../../src/ledger/projections/snapshots.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { rulesFor } from '../../src/mechanisms/streams/kinds.ts'
import {
  type LifeCommand,
  type LifeEvent,
  type LifeState,
  subnet,
} from '../../src/mechanisms/subnet/subnet.ts'
import {
  coldkeys,
  contribution,
  issueBill,
  linkPassed,
  loanOpened,
  openIdea,
  potsOfIssue,
  seeDeposit,
  stream,
  tao,
  withdrawal,
} from '../../test/support/commands.ts'

/** The idea that goes on while others end: a tenth of all events are its own. */
export const LONGEST = 1
const EVENTS_OF_THE_OTHERS = 100
/** Rows in one statement: 7 parameters each, and PostgreSQL takes 65,535. */
const PAGE = 5_000

/**
 * Fills an empty ledger with `size` events as the rules make them: ideas that are paid, checked and opened, and then
 * funders who come and go. Written straight into the table of events, hashes and snapshots included.
 */
export async function fill(queries: Queries, size: number): Promise<void> {
  let position = 0
  let tip = GENESIS
  let rows: EventRow[] = []
  const flush = async () => {
    if (rows.length > 0) await keepEvents(queries, rows)
    rows = []
  }
  for (let issue = LONGEST; position < size; issue++) {
    const share = issue === LONGEST ? Math.max(Math.floor(size / 10), 20) : EVENTS_OF_THE_OTHERS
    const happened = life(issue, Math.min(share, size - position))
    for (const [index, event] of happened.entries()) {
      position += 1
      const row = {
        position,
        stream: stream(issue),
        sequence: index + 1,
        type: event.type,
        data: encode(event),
        previous: tip,
      }
      tip = hashOf(row)
      rows.push({ ...row, hash: tip })
      if (rows.length === PAGE) await flush()
    }
    await snapshot(queries, issue, happened)
  }
  await flush()
}

/** What a decision sees beside the state: here nobody pays for an idea in a wrong way. */
const NOTHING_CAME = { refund: { known: [] } } as const

/** At least the first events of an idea's life, and then as many of its funders' as make `length`. */
function life(issue: number, length: number): LifeEvent[] {
  const happened: LifeEvent[] = []
  let state = subnet.initial(stream(issue))
  const tell = (command: LifeCommand) => {
    const { events, refusal } = subnet.decide({ ...state, ...NOTHING_CAME }, command, defaultConfig)
    if (refusal) throw new Error(`${command.type} was refused: ${refusal.code}`)
    state = events.reduce(subnet.evolve, state)
    happened.push(...events)
  }
  const begin = [openIdea({ issue }), issueBill(), paid(issue), linkPassed(20), ownLoan(issue)]
  for (const command of begin) if (happened.length < length) tell(command)
  for (let n = 7; happened.length < length; n++) tell(funders(issue, n))
  return happened.slice(0, length)
}

/** Each idea has accounts of its own. */
const paid = (issue: number): LifeCommand => ({ ...seeDeposit(10, 5), pots: potsOfIssue(issue) })

/** Each idea's loan bears the idea's number. */
function ownLoan(issue: number): LifeCommand {
  const created = { loan: issue, endBlock: 5_000, cap: tao(110) }
  return { ...loanOpened(30, 6, issue), outcome: { ok: true, created } }
}

/** Four funders who put in and take out in turn, so that the target stays out of reach. */
export function funders(issue: number, n: number): LifeCommand {
  const names = ['ada', 'ben', 'eva', 'fox'] as const
  const coldkey = coldkeys[names[Math.floor(n / 2) % names.length] ?? 'ada']
  const command = n % 2 === 0 ? withdrawal(40 + n, n, coldkey, 1) : contribution(40 + n, n, coldkey, 1)
  return { ...command, loan: issue }
}

/** As the ledger would have kept it on the way. */
async function snapshot(queries: Queries, issue: number, happened: readonly LifeEvent[]): Promise<void> {
  const sequence = Math.floor(happened.length / SNAPSHOT_EVERY) * SNAPSHOT_EVERY
  const event = happened[sequence - 1]
  if (!event) return
  const before = happened
    .slice(0, sequence - 1)
    .reduce<LifeState>(subnet.evolve, subnet.initial(stream(issue)))
  const after = subnet.evolve(before, event)
  const change = { kind: 'subnet', stream: stream(issue), sequence, event, before, after } as const
  await snapshotRows.apply(queries, change, rulesFor(stream(issue)))
}
