import { eq, inArray } from 'drizzle-orm'
import type { Queries } from '../../src/ledger/database.ts'
import { append } from '../../src/ledger/events.ts'
import { encode } from '../../src/ledger/json.ts'
import type { Handled, Ledger, Writing } from '../../src/ledger/ledger.ts'
import { intents, snapshots } from '../../src/ledger/schema.ts'
import { keepSheet, readSummaries, sha256 } from '../../src/ledger/sheets.ts'
import { type Folded, readState } from '../../src/ledger/states.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { accept, type Decision, type Occurrence } from '../../src/mechanisms/decider.ts'
import type { Intent, Pot } from '../../src/mechanisms/intent.ts'
import type { Rules } from '../../src/mechanisms/kernel/rules.ts'
import type { SettleIntent } from '../../src/mechanisms/payments/slice.ts'
import {
  beginPaying,
  evolvePaying,
  opensNext,
  type Paying,
  payRows,
  type SheetEvent,
  type SheetMade,
} from '../../src/mechanisms/sheet/paying.ts'
import type { Payment } from '../../src/mechanisms/sheet/row.ts'
import { makeSheet, type PartSummary, type Sheet } from '../../src/mechanisms/sheet/sheet.ts'

// The smallest stream that pays a sheet: it owns one, and wishes one bulk intent a part.

export const payrollPot: Pot = { kind: 'treasury', ordinal: 0 }
const FAMILY = 'payroll'
export const payrollStream = `${FAMILY}:1`

export interface PayrollState {
  readonly paying: Paying | null
}

type PayrollCommand =
  | (Omit<SheetMade, 'type'> & { readonly type: 'MakeSheet' })
  | (Occurrence & { readonly type: 'OpenParts'; readonly parts: readonly PartSummary[] })
  | SettleIntent

export const payroll: Rules<PayrollState, PayrollCommand, SheetEvent> = {
  kind: FAMILY,
  version: 1,
  events: ['SheetMade', 'PartsOpened', 'PartPaid', 'PartFailed'],
  initial: () => ({ paying: null }),
  beside: () => ({}),
  tells: () => [],
  decide,
  evolve: ({ paying }, event) => {
    if (event.type === 'SheetMade') return { paying: beginPaying(event) }
    return { paying: paying && evolvePaying(paying, event) }
  },
  due: () => ({ at: null, block: null }),
  wished: wishes,
  errands: () => [],
}

function decide({ paying }: PayrollState, command: PayrollCommand): Decision<SheetEvent> {
  if (command.type === 'MakeSheet') return accept({ ...command, type: 'SheetMade' })
  if (!paying) return accept()
  const { sheet } = paying
  if (command.type === 'OpenParts') return accept({ ...command, type: 'PartsOpened', sheet })
  const { key, extrinsic, outcome, at, source } = command
  const one = wishes({ paying }).find((intent) => intent.key === key)
  if (one?.call.kind !== 'pay-rows') return accept()
  const { part, round } = one.call
  const what = { sheet, part, round, extrinsic, at, source }
  if (!outcome.ok) return accept({ type: 'PartFailed', error: outcome.error, ...what })
  const { repair = null, untried = 0 } = outcome
  return accept({ type: 'PartPaid', repair, untried, ...what })
}

function wishes({ paying }: PayrollState): Intent[] {
  return (paying?.open ?? []).map((part) => ({
    key: `${payrollStream}:${paying?.sheet.slice(0, 16)}:${part.part}:${part.round}`,
    purpose: { kind: 'payroll', about: [part.part, part.round] },
    pot: payrollPot,
    call: payRows(paying?.sheet ?? '', part),
    failures: part.failures,
    notBefore: part.notBefore,
  }))
}

/** The ledger, whose writer also knows this stream. */
export function withPayroll(ledger: Ledger): Ledger {
  const handle = (writing: Writing): Writing['handle'] => {
    return (stream, command) =>
      stream === payrollStream && command.type === 'SettleIntent'
        ? handlePayroll(writing.queries, command)
        : writing.handle(stream, command)
  }
  return {
    ...ledger,
    write: (work) => ledger.write((writing) => work({ ...writing, handle: handle(writing) })),
  }
}

/** Makes the sheet and opens its first parts. */
export async function owePayroll(
  ledger: Ledger,
  payments: readonly Payment[],
  size: number,
  when: Occurrence,
): Promise<Sheet> {
  const made = makeSheet({ payments, size, previous: '', block: 1 }, sha256)
  await ledger.write(async ({ queries }) => {
    await keepSheet(queries, payrollStream, made)
    const { digest: sheet, previous, block, rows, total, parts } = made
    const named = { sheet, previous, block, rows, total, parts: parts.length }
    await handlePayroll(queries, { type: 'MakeSheet', ...named, ...when })
  })
  return made
}

async function handlePayroll(queries: Queries, command: PayrollCommand): Promise<Handled> {
  const before = await readState(queries, payroll, payrollStream)
  const { events = [], refusal = null } = payroll.decide(before.state, command, defaultConfig)
  if (events.length === 0) return { refusal, events }
  const state = events.reduce(payroll.evolve, before.state)
  const after = { state, sequence: before.sequence + events.length }
  await append(queries, payrollStream, before.sequence, events)
  await keepSnapshot(queries, after)
  await project(queries, wishes(before.state), wishes(state))
  const next = state.paying && opensNext(state.paying)
  if (state.paying && next && next.from < next.to) {
    const parts = await readSummaries(queries, state.paying.sheet, next)
    const { at, source } = command
    await handlePayroll(queries, { type: 'OpenParts', parts, at, source })
  }
  return { refusal, events }
}

async function keepSnapshot(queries: Queries, { state, sequence }: Folded<PayrollState>): Promise<void> {
  const row = { sequence, version: payroll.version, state: encode(state) }
  await queries
    .insert(snapshots)
    .values({ stream: payrollStream, ...row })
    .onConflictDoUpdate({ target: snapshots.stream, set: row })
}

async function project(queries: Queries, before: readonly Intent[], after: readonly Intent[]): Promise<void> {
  const live = new Set(after.map(({ key }) => key))
  const gone = before.map(({ key }) => key).filter((key) => !live.has(key))
  if (gone.length > 0)
    await queries.update(intents).set({ status: 'settled' }).where(inArray(intents.key, gone))
  const known = new Map(before.map((intent) => [intent.key, intent]))
  for (const intent of after) {
    const { key, failures, notBefore } = intent
    const row = { intent: encode(intent), failures, notBefore, status: 'owed' as const }
    const same = known.get(key)
    if (!same) await queries.insert(intents).values({ key, stream: payrollStream, coldkey: '', ...row })
    else if (same.failures !== failures) await queries.update(intents).set(row).where(eq(intents.key, key))
  }
}
