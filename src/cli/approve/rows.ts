import type { ApiPromise } from '@polkadot/api'
import type { Call } from '@polkadot/types/interfaces'
import { encodeAddress } from '@polkadot/util-crypto'
import type { When } from '../../chain/call-kinds.ts'
import { describeCall, potOf } from '../../chain/call-words.ts'
import { type DueIntent, itemOf } from '../../chain/calls.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { calls } from '../../handlers/calls.ts'
import type { PayRows } from '../../mechanisms/intent.ts'
import { formatTao, rao } from '../../mechanisms/money.ts'
import { largestOf, type Row, sumOf } from '../../mechanisms/sheet/row.ts'
import { describeIntent } from '../intents/words.ts'

// The public ledger has the hash of a part. The rows are served beside it, and held against the hash before they come here.

/** The rows that a call of a derivative account pays; null where it does anything else. */
function rowsIn(item: Call): Row[] | null {
  const batch = isCall(item, 'utility', 'asDerivative') ? (item.args[1] as unknown as Call) : null
  if (!batch || !isCall(batch, 'utility', 'forceBatch')) return null
  const transfers = [...(batch.args[0] as unknown as Call[])]
  if (!transfers.every((one) => isCall(one, 'balances', 'transferAllowDeath'))) return null
  return transfers.map(rowOf)
}

const isCall = ({ section, method }: Call, pallet: string, name: string): boolean =>
  section === pallet && method === name

function rowOf({ args: [dest, value] }: Call): Row {
  const account = encodeAddress(dest?.toString() ?? '', SS58_PREFIX)
  return { account, amount: rao(BigInt(value?.toString() ?? '0')), reason: '' }
}

type Pots = ReadonlyMap<number, string>

/** What one item of a batch would do, in words: a sum, where its amounts are too many to be listed. */
export function describeItem(item: Call, pots: Pots): string {
  const rows = rowsIn(item)
  if (!rows) return describeCall(calls, item, pots)
  const pot = potOf(Number(item.args[0]?.toString()), pots)
  return `pay ${formatTao(sumOf(rows))} to ${rows.length} accounts, ${formatTao(largestOf(rows))} at most to one, from ${pot}`
}

/** How an item differs from the bulk payment that is owed, or why nobody can say; null where it does not. */
export function differenceOfBulk(
  api: ApiPromise,
  item: Call,
  owed: DueIntent,
  call: PayRows,
  { when, pots, rows: decided }: { readonly when: When; readonly pots: Pots; readonly rows: readonly Row[] },
): string | null {
  const { key } = owed.intent
  const rows = rowsIn(item) ?? []
  // Made again with the same rows, so that nothing but the rows is believed.
  if (rows.length > 0 && itemOf(api, calls, { ...owed, rows }, when).method.toHex() === item.toHex()) {
    return differenceOfRows(key, call, rows, decided)
  }
  return `${key}: the call would ${describeItem(item, pots)}; owed is to ${describeIntent(owed.intent, null)}.`
}

/** A call may hold the first rows of a part: those that the chain has room for. */
function differenceOfRows(
  key: string,
  call: PayRows,
  rows: readonly Row[],
  decided: readonly Row[],
): string | null {
  const others = rows.filter(({ account, amount }, place) => {
    const row = decided[place]
    return row?.account !== account || row.amount !== amount
  })
  if (others.length === 0) return null
  const [{ account, amount }] = others as [Row]
  return `${key}: its rows are not those of part ${call.part} of the sheet ${call.sheet.slice(0, 16)}: it pays ${formatTao(amount)} to ${account}.`
}
