import { lastLost } from '../../ledger/attempt-items.ts'
import type { Queries } from '../../ledger/database.ts'
import { readPart } from '../../ledger/sheets.ts'
import { type BulkCall, type Intent, isBulkCall } from '../../mechanisms/intent.ts'
import { type Alpha, alpha, type Rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import type { Amount, AnyRow } from '../../mechanisms/sheet/row.ts'
import type { Part } from '../../mechanisms/sheet/sheet.ts'
import type { Calls } from '../call-kinds.ts'
import { type DueIntent, proxiedOf, type Weight } from '../calls.ts'
import type { Chain } from '../client.ts'
import { callOf, type Extrinsic } from '../extrinsic.ts'
import type { Treasury } from '../pots.ts'
import { type Limits, limitsOf, NAME, weightOfCall } from './limits.ts'
import { toHeirs } from './swapped-payees.ts'
import { atNoTime, batchFor, bytesOf, canMake, itemsOf, type Planned } from './ways.ts'

/** A bulk intent with as many rows of its part as one extrinsic holds now. */
export interface Bulk {
  readonly due: Planned & { readonly rows: readonly AnyRow[] }
  /** Its call, or one a row, made beforehand: making it takes a second where the rows are a thousand. */
  readonly items: readonly Extrinsic[]
  /** Of the batch that will be sent, as the runtime reckons it. */
  readonly weight: Weight
}

export const isBulk = ({ call }: Intent): boolean => isBulkCall(call)

/** What may travel in one extrinsic: a bulk payment goes alone. */
export function beforeBulk<One extends DueIntent>(go: readonly One[]): readonly One[] {
  const first = go.findIndex(({ intent }) => isBulk(intent))
  return first === -1 ? go : go.slice(0, first)
}

/** Who is asked what a batch weighs, and what makes it. */
interface Asking {
  readonly chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>
  readonly treasury: Pick<Treasury, 'address' | 'multisig' | 'signer'>
  readonly calls: Calls
}

/**
 * The bulk intent with its rows, or why it cannot be paid, in words. Rows that do not fit any more, because the runtime has
 * changed since the sheet was made, are left for the part's next round.
 */
export async function fitBulk(asking: Asking, queries: Queries, due: Planned): Promise<Bulk | string> {
  const { call } = due.intent
  if (!isBulkCall(call)) throw new Error(`${due.intent.key} is no bulk payment.`)
  const part = await readPart<Amount>(queries, call)
  if (!part || !isDecided(part, call)) {
    return `The rows of part ${call.part} of the sheet ${call.sheet} are not those that were decided: look at "tributary ledger verify".`
  }
  const lines = await toHeirs(queries, part.lines, call)
  const most = await mostAfterRefusal(queries, due.intent.key, lines.length)
  return fitRows(asking, { ...due, grant: grantFor(asking, due, lines) }, lines, most)
}

/** The proxy's type may make some rows and not others: then all of them go by the multisig account. */
function grantFor(asking: Asking, due: Planned, rows: readonly AnyRow[]): Planned['grant'] {
  const { chain, calls } = asking
  const { grant } = due
  return grant && canMake(() => proxiedOf(chain.api(), calls, { ...due, rows }, atNoTime(chain), grant))
    ? grant
    : null
}

/** Whether these are the rows that the rules decided to pay. */
export const isDecided = (part: Part<Amount>, { hash, rows, total, largest }: BulkCall): boolean =>
  part.hash === hash && part.rows === rows && part.total === total && part.largest === largest

/** Half of what a node refused to take last, because it was too heavy for a block. */
async function mostAfterRefusal(queries: Queries, key: string, rows: number): Promise<number> {
  const last = await lastLost(queries, key)
  const isTooHeavy = /exhaust/i.test(last?.detail ?? '')
  return isTooHeavy && last?.rows ? Math.max(Math.floor(last.rows / 2), 1) : rows
}

/**
 * The first rows that one extrinsic holds, at most `most` of them: found by asking the runtime what the very batch weighs that
 * would be sent. At least one, so that none waits for ever. A reason in words where no call can be made of them.
 */
async function fitRows(asking: Asking, due: Planned, lines: readonly AnyRow[], most: number): Promise<Bulk> {
  const limits = limitsOf(asking.chain.api())
  const sized = async (count: number): Promise<Sized> => sizeOf(asking, due, lines.slice(0, count))
  const all = Math.min(most, lines.length, limits.items)
  // A few rows tell almost how many will fit; the runtime is then asked about the very batch.
  const sample = await sized(Math.min(all, SAMPLE))
  let count = Math.min(all, roomFor(sample, limits))
  for (;;) {
    const { rows, items, weight, bytes } = await sized(count)
    const fewer = fewerOf(count, { refTime: weight.refTime, bytes }, limits)
    if (fewer === count) return { due: { ...due, rows }, items, weight }
    count = fewer
  }
}

const SAMPLE = 100

interface Sized {
  readonly rows: readonly AnyRow[]
  readonly items: readonly Extrinsic[]
  readonly weight: Weight
  readonly bytes: number
}

async function sizeOf(asking: Asking, due: Planned, rows: readonly AnyRow[]): Promise<Sized> {
  const { chain, treasury, calls } = asking
  const api = chain.api()
  const items = itemsOf(api, calls, { ...due, rows }, atNoTime(chain))
  const batch = batchFor(api, treasury, due.grant, [callOf(api, 'system', 'remark', NAME), ...items])
  const weight = await weightOfCall(chain, batch, treasury.signer)
  return { rows, items, weight, bytes: bytesOf(items) }
}

/** What surrounds a batch weighs less for each row the more rows there are, so this is rather too few. */
const roomFor = ({ rows, weight, bytes }: Sized, limits: Limits): number =>
  Math.max(shareOf(rows.length, weight.refTime, limits.refTime, bytes, limits.bytes), 1)

function shareOf(count: number, refTime: bigint, mostTime: bigint, bytes: number, mostBytes: number): number {
  const byWeight = Number((BigInt(count) * mostTime) / (refTime > 0n ? refTime : 1n))
  return Math.min(byWeight, Math.floor((count * mostBytes) / bytes))
}

/** As many as would fit if all rows were alike; the same number where they do fit, or only one is left. */
export function fewerOf(
  count: number,
  { refTime, bytes }: Pick<Limits, 'refTime' | 'bytes'>,
  limits: Pick<Limits, 'refTime' | 'bytes'>,
): number {
  if (count === 1 || (refTime <= limits.refTime && bytes <= limits.bytes)) return count
  const room = shareOf(count, refTime, limits.refTime, bytes, limits.bytes)
  // A hundredth less: what surrounds the batch does not become smaller with it.
  return Math.max(Math.min(Math.floor((room * 99) / 100), count - 1), 1)
}

/**
 * Rows of a part at most. One extrinsic holds nine times as many, but takes seconds to make and to be read by a node. At the older weight of a
 * transfer of stake two extrinsics of so many rows fill a block.
 */
export const MOST_ROWS = 1_100

/** How many rows a part of a new sheet should have: as many as one extrinsic of this runtime can pay from this pot. */
export const partSize = (asking: Asking, pot: Pot, most = MOST_ROWS): Promise<number> =>
  sizeOfPart(
    asking,
    { pot, call: { kind: 'pay-rows', ...NO_PART }, row: rowTo(asking.treasury.address) },
    most,
  )

/** The same of alpha, where each row lands under another hotkey. */
export const alphaPartSize = (
  asking: Asking,
  pot: Pot,
  netuid: number,
  most = MOST_ROWS,
): Promise<number> => {
  const { address, signer } = asking.treasury
  const call = { kind: 'pay-alpha', ...NO_PART, netuid, hotkey: address } as const
  return sizeOfPart(
    asking,
    { pot, call, row: { ...rowTo(address), hotkey: signer } },
    Math.min(most, MOST_ROWS),
  )
}

/** The longest row: an amount of eight bytes. */
const rowTo = (account: string) => ({ account, amount: alpha(2n ** 64n - 1n), reason: '' })

const NO_PART = {
  sheet: '',
  part: 0,
  round: 0,
  hash: '',
  rows: 0,
  total: 0n as Rao & Alpha,
  largest: 0n as Rao & Alpha,
}

interface Sample {
  readonly pot: Pot
  readonly call: BulkCall
  readonly row: AnyRow
}

async function sizeOfPart(asking: Asking, { pot, call, row }: Sample, most: number): Promise<number> {
  const items = Math.min(limitsOf(asking.chain.api()).items, most)
  const purpose = { kind: 'size', about: [] }
  const intent = { key: '', purpose, pot, call, failures: 0, notBefore: 0 }
  const due = { intent, coldkey: '', grant: null }
  const lines = Array.from({ length: items }, () => row)
  const { due: fitting } = await fitRows(asking, due, lines, items)
  return fitting.rows.length
}
