import type { Ledger, Writing } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { keepSheet, readSummaries, sha256 } from '../../src/ledger/sheets.ts'
import { readState } from '../../src/ledger/states.ts'
import { accept } from '../../src/mechanisms/kernel/decision.ts'
import type { Family, Purpose } from '../../src/mechanisms/kernel/family.ts'
import type { Occurrence } from '../../src/mechanisms/kernel/occurrence.ts'
import { rulesOf } from '../../src/mechanisms/kernel/rules.ts'
import { forget, keep } from '../../src/mechanisms/payments/keep.ts'
import { payments } from '../../src/mechanisms/payments/payments.ts'
import type { Pot } from '../../src/mechanisms/pots.ts'
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
import { type AnyCommand, kinds, rulesAmong } from '../../src/mechanisms/streams/kinds.ts'

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
  inHome: false,
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

export const payroll = rulesOf({ kind: 'payroll', version: 1, keep, forget }, { sheet, payments })

/** A ledger that knows this kind of stream beside those of production, and opens the next parts of a sheet when others are settled. */
export async function openPayrollLedger(url: string): Promise<Ledger> {
  const ledger = await openLedger({
    url,
    rulesFor: rulesAmong({ ...kinds, payroll }),
    changesThread: () => false,
  })
  const opening = (writing: Writing): Writing => {
    const handle: Writing['handle'] = async (stream, command) => {
      const handled = await writing.handle(stream, command)
      if (stream === payrollStream && handled.events.length > 0) await openNext(opening(writing), command)
      return handled
    }
    return { ...writing, handle }
  }
  return { ...ledger, write: (work) => ledger.write((writing) => work(opening(writing))) }
}

/** Makes the sheet and opens its first parts. */
export async function owePayroll(
  ledger: Ledger,
  payments: readonly Payment[],
  size: number,
  when: Occurrence,
): Promise<Sheet> {
  const made = makeSheet({ payments, size, previous: '', block: 1 }, sha256)
  await ledger.write(async ({ queries, handle }) => {
    await keepSheet(queries, payrollStream, made)
    const { digest: sheet, previous, block, rows, total, parts } = made
    const named = { sheet, previous, block, rows, total, parts: parts.length }
    await handle(payrollStream, toPayroll({ type: 'MakeSheet', ...named, ...when }))
  })
  return made
}

/** Production has no such command. */
const toPayroll = (command: MakeSheet | OpenParts): AnyCommand => command as unknown as AnyCommand

/** Whatever has settled makes room for the next parts. */
async function openNext({ queries, handle }: Writing, { at, source }: Occurrence): Promise<void> {
  const { sheet: paying } = (await readState(queries, payroll, payrollStream)).state
  if (!paying) return
  const next = opensNext(paying)
  if (next.from === next.to) return
  const parts = await readSummaries(queries, paying.sheet, next)
  await handle(payrollStream, toPayroll({ type: 'OpenParts', parts, at, source }))
}
