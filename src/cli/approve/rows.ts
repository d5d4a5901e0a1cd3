import type { ApiPromise } from '@polkadot/api'
import type { Call } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types/types'
import { encodeAddress } from '@polkadot/util-crypto'
import type { When } from '../../chain/call-kinds.ts'
import { describeCall, potOf } from '../../chain/call-words.ts'
import { type DueIntent, itemOf } from '../../chain/calls.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { calls } from '../../handlers/calls.ts'
import type { BulkCall } from '../../mechanisms/intent.ts'
import { formatAlpha, formatTao, rao } from '../../mechanisms/money.ts'
import { type Amount, type AnyRow, largestOf, sumOf } from '../../mechanisms/sheet/row.ts'
import { describeIntent } from '../intents/words.ts'
import type { CallClaim } from './compare.ts'

// The public ledger has the hash of a part. The rows are served beside it, and held against the hash before they come here.

/** What a call of a derivative account pays: TAO, or alpha. */
interface Paid {
  readonly rows: readonly AnyRow[]
  readonly format: (amount: bigint) => string
}

/** Null where it does anything else. */
function rowsIn(item: Call): Paid | null {
  const batch = isCall(item, 'utility', 'asDerivative') ? (item.args[1] as unknown as Call) : null
  if (!batch || !isCall(batch, 'utility', 'forceBatch')) return null
  const transfers = [...(batch.args[0] as unknown as Call[])]
  if (transfers.every((one) => isCall(one, 'balances', 'transferAllowDeath'))) {
    return { rows: transfers.map(({ args: [to, value] }) => rowOf(to, value)), format: formatTao }
  }
  const rows = transfers.map(alphaRowOf)
  return rows.every((row) => row !== null) ? { rows, format: formatAlpha } : null
}

const isCall = ({ section, method }: Call, pallet: string, name: string): boolean =>
  section === pallet && method === name

function rowOf(to: Codec | undefined, value: Codec | undefined): AnyRow {
  return { account: ss58(to), amount: rao(BigInt(value?.toString() ?? '0')), reason: '' }
}

const ss58 = (account: Codec | undefined): string => encodeAddress(account?.toString() ?? '', SS58_PREFIX)

/** Where it lands is told only by a call that moves it to another hotkey. */
function alphaRowOf(call: Call): AnyRow | null {
  const [to, hotkey, third] = call.args
  if (isCall(call, 'subtensorModule', 'transferStake')) return rowOf(to, call.args[4])
  if (!isCall(call, 'subtensorModule', 'transferStakeAndHotkey') || !hotkey) return null
  return { ...rowOf(to, call.args[5]), hotkey: ss58(third) }
}

type Pots = ReadonlyMap<number, string>

/** What one item of a batch would do, in words: a sum, where its amounts are too many to be listed. */
export function describeItem(item: Call, pots: Pots): string {
  const paid = rowsIn(item)
  if (!paid) return describeCall(calls, item, pots)
  const { rows, format } = paid
  const pot = potOf(Number(item.args[0]?.toString()), pots)
  return `pay ${format(sumOf<Amount>(rows))} to ${rows.length} accounts, ${format(largestOf<Amount>(rows))} at most to one, from ${pot}`
}

/** How an item differs from the bulk payment that is owed, or why nobody can say; null where it does not. */
export function differenceOfBulk(
  api: ApiPromise,
  item: Call,
  owed: DueIntent,
  call: BulkCall,
  {
    when,
    pots,
    rows: decided,
    heirs,
  }: Pick<CallClaim, 'heirs'> & {
    readonly when: When
    readonly pots: Pots
    readonly rows: readonly AnyRow[]
  },
): string | null {
  const { key } = owed.intent
  const { rows, format } = rowsIn(item) ?? { rows: [], format: formatTao }
  // Made again with the same rows, so that nothing but the rows is believed.
  if (rows.length > 0 && itemOf(api, calls, { ...owed, rows }, when).method.toHex() === item.toHex()) {
    return differenceOfRows(key, call, { rows, format }, { decided, heirs })
  }
  return `${key}: the call would ${describeItem(item, pots)}; owed is to ${describeIntent(owed.intent, null)}.`
}

/** A call may hold the first rows of a part: those that the chain has room for. */
function differenceOfRows(
  key: string,
  call: BulkCall,
  { rows, format }: Paid,
  { decided, heirs }: Pick<CallClaim, 'heirs'> & { readonly decided: readonly AnyRow[] },
): string | null {
  const [other] = rows.filter(({ account, amount, hotkey }, place) => {
    const row = decided[place]
    // One that stays under the pot's own hotkey does not name it.
    const isElsewhere = hotkey !== undefined && row?.hotkey !== hotkey
    const isTheirs = row !== undefined && [row.account, heirs.get(row.account)].includes(account)
    return !isTheirs || row.amount !== amount || isElsewhere
  })
  if (!other) return null
  const { account, amount } = other
  return `${key}: its rows are not those of part ${call.part} of the sheet ${call.sheet.slice(0, 16)}: it pays ${format(amount)} to ${account}.`
}
