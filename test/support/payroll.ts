import { changesOf } from '../../src/ledger/changes.ts'
import type { Queries } from '../../src/ledger/database.ts'
import { append } from '../../src/ledger/events.ts'
import type { Handled, Ledger, Writing } from '../../src/ledger/ledger.ts'
import { intentRows } from '../../src/ledger/projections/intents.ts'
import { snapshotRows } from '../../src/ledger/projections/snapshots.ts'
import { keepSheet, readSummaries, sha256 } from '../../src/ledger/sheets.ts'
import { readState } from '../../src/ledger/states.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { accept } from '../../src/mechanisms/kernel/decision.ts'
import type { Occurrence } from '../../src/mechanisms/kernel/occurrence.ts'
import type { Pot } from '../../src/mechanisms/intent.ts'
import type { Family, Purpose } from '../../src/mechanisms/kernel/family.ts'
import { type CommandOf, rulesOf } from '../../src/mechanisms/kernel/rules.ts'
import { step } from '../../src/mechanisms/kernel/step.ts'
import { forget, keep } from '../../src/mechanisms/payments/keep.ts'
import { payments } from '../../src/mechanisms/payments/payments.ts'
import {
  beginPaying,
  evolvePaying,
  opensNext,
  type PartPaid,
  type PartsOpened,
  type Paying,
  payRows,
  type SheetEvent,
  type SheetMade,
} from '../../src/mechanisms/sheet/paying.ts'
import type { Payment } from '../../src/mechanisms/sheet/row.ts'
import { makeSheet, type PartSummary, type Sheet } from '../../src/mechanisms/sheet/sheet.ts'
import type { AnyRules } from '../../src/mechanisms/streams/kinds.ts'

// The smallest stream that pays a sheet: a family of its own beside the payments that every stream has, put together by the kernel.

export const payrollPot: Pot = { kind: 'treasury', ordinal: 0 }
export const payrollStream = 'payroll:1'

/** Blocks that a signature lives. With a block each 50 ms the 64 of production are 3 s: a slow machine signs again and again. */
export const PAYROLL_ERA = 512

type MakeSheet = Omit<SheetMade, 'type'> & { readonly type: 'MakeSheet' }
type OpenParts = Occurrence & { readonly type: 'OpenParts'; readonly parts: readonly PartSummary[] }

/** The sheet, the part and its round. */
interface ForPart extends Purpose {
  readonly kind: 'part'
  readonly about: readonly [string, number, number]
}

interface Shape {
  readonly name: 'sheet'
  readonly own: Paying | null
  readonly command: MakeSheet | OpenParts
  readonly event: SheetEvent
  readonly purpose: ForPart
}

const pay = (own: Paying | null, event: PartsOpened | PartPaid): Paying | null =>
  own && evolvePaying(own, event)

const sheet: Family<Shape> = {
  name: 'sheet',
  initial: null,
  decide: {
    MakeSheet: (_, command) => accept({ ...command, type: 'SheetMade' }),
    OpenParts: (state, command) =>
      state.sheet ? accept({ ...command, type: 'PartsOpened', sheet: state.sheet.sheet }) : accept(),
  },
  evolve: { SheetMade: (_, event) => beginPaying(event), PartsOpened: pay, PartPaid: pay },
  wishes: {
    part: ({ sheet: paying }) =>
      (paying?.open ?? []).map((one) => ({
        purpose: { kind: 'part', about: [paying?.sheet ?? '', one.part, one.round] },
        pot: payrollPot,
        call: payRows(paying?.sheet ?? '', one),
        notBefore: one.notBefore,
      })),
  },
  settled: {
    part: (_, { about: [digest, part, round] }, { repair = null, untried = 0 }, when) => [
      { type: 'PartPaid', sheet: digest, part, round, repair, untried, ...when },
    ],
  },
}

const families = { sheet, payments }

export const payroll = rulesOf({ kind: 'payroll', version: 1, keep, forget }, families)
type PayrollCommand = CommandOf<typeof families>

/** The ledger, whose writer also knows this stream. */
export function withPayroll(ledger: Ledger): Ledger {
  const handle = (writing: Writing): Writing['handle'] => {
    return (stream, command) =>
      stream === payrollStream
        ? handlePayroll(writing.queries, command as PayrollCommand)
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

/** As the ledger handles a command, without what GitHub would show. */
async function handlePayroll(queries: Queries, command: PayrollCommand): Promise<Handled> {
  const before = await readState(queries, payroll, payrollStream)
  const { refusal, events, after } = step(payroll, before.state, command, { config: defaultConfig, seen: {} })
  if (events.length === 0) return { refusal, events }
  await append(queries, payrollStream, before.sequence, events)
  const rules = payroll as unknown as AnyRules
  const changes = changesOf(
    'payroll' as never,
    payrollStream,
    before as never,
    events as never,
    rules as never,
  )
  for (const change of changes) {
    await intentRows.apply(queries, change, rules)
    await snapshotRows.apply(queries, change, rules)
  }
  if (after.sheet && 'at' in command) await openNext(queries, after.sheet, command)
  return { refusal, events }
}

/** Whatever has settled makes room for the next parts. */
async function openNext(queries: Queries, paying: Paying, { at, source }: Occurrence): Promise<void> {
  const next = opensNext(paying)
  if (next.from === next.to) return
  const parts = await readSummaries(queries, paying.sheet, next)
  await handlePayroll(queries, { type: 'OpenParts', parts, at, source })
}
