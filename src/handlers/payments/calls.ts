import type { ApiPromise } from '@polkadot/api'
import type { CallKind } from '../../chain/call-kinds.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import type { BulkCall, IntentCall, PayRows } from '../../mechanisms/intent.ts'
import { formatTao } from '../../mechanisms/money.ts'
import type { AnyRow } from '../../mechanisms/sheet/row.ts'

type Transfer = IntentCall & { readonly kind: 'transfer' }
type Sink = IntentCall & { readonly kind: 'sink' }

/** A pot may be emptied to zero: what is left is then nothing, not dust. */
export const transfer: CallKind<Transfer> = {
  build: (api, { amount }, coldkey) => callOf(api, 'balances', 'transferAllowDeath', coldkey, amount),
  unit: 'rao',
  capRule: 'payment-and-day',
  amount: ({ amount }) => amount,
  words: (call, coldkey) => `pay ${formatTao(call.amount)} to ${coldkey ?? payeeOf(call)}`,
  extrinsics: {
    'balances.transferAllowDeath': ({ account, amount }) => `pay ${amount('value')} to ${account('dest')}`,
  },
  told: nothingMade,
}

const payeeOf = ({ to }: Transfer): string =>
  'user' in to ? `the account with the id ${to.user}, which has no linked coldkey` : to.coldkey

/** M2, M4: what nobody is to have. */
export const sink: CallKind<Sink> = {
  build: (api, { amount }) => callOf(api, 'balances', 'burn', amount, false),
  unit: 'rao',
  capRule: 'payment-and-day',
  amount: ({ amount }) => amount,
  words: ({ amount }) => `destroy ${formatTao(amount)}`,
  extrinsics: { 'balances.burn': ({ amount }) => `destroy ${amount('value')}` },
  told: nothingMade,
  whyHeld: ({ sink: { kind } }) => (kind === 'burn' ? null : `The fee sink ${kind} cannot be paid yet.`),
}

/**
 * Each row by a call of its own, so that one that fails takes no other with it. The chain refuses a batch directly inside a
 * batch, so the pot must be a derivative account, which stands between them.
 */
export const payRows: CallKind<PayRows> = {
  build: (api, _call, _coldkey, _when, rows) => {
    if (rows.length === 0) throw new Error('The rows of a bulk payment are not at hand.')
    return callOf(api, 'utility', 'forceBatch', transfersOf(api, rows))
  },
  each: (api, _call, rows) => transfersOf(api, rows),
  unit: 'rao',
  capRule: 'payment-and-day',
  amount: ({ total }) => total,
  largest: ({ largest }) => largest,
  words: (call) => `pay ${formatTao(call.total)} in ${call.rows} rows, ${partOf(call)}`,
  extrinsics: {},
  told: nothingMade,
  whyHeld: (_call, { pot }) =>
    pot.kind === 'float' ? 'A sheet is paid from the pot of a subnet, not from the float.' : null,
}

const transfersOf = (api: ApiPromise, rows: readonly AnyRow[]): Extrinsic[] =>
  rows.map(({ account, amount }) => callOf(api, 'balances', 'transferAllowDeath', account, amount))

export const partOf = ({ sheet, part, round }: BulkCall): string =>
  `part ${part} of the sheet ${sheet.slice(0, 16)}${round === 0 ? '' : `, what was left of it (${round})`}`
