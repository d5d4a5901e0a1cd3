import type { ApiPromise } from '@polkadot/api'
import { type CallKind, TAKES_NOTHING } from '../../chain/call-kinds.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import type { ProxyFilter } from '../../chain/proxy-filter.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import type { FillPayroll, GatherAlpha, PayAlpha } from '../../mechanisms/intent.ts'
import { formatAlpha } from '../../mechanisms/money.ts'
import type { AnyRow } from '../../mechanisms/sheet/row.ts'
import { partOf } from '../payments/calls.ts'

/** D1: a part of a day, each row by a transfer of its own. */
export const payAlpha: CallKind<PayAlpha> = {
  build: (api, call, _coldkey, _when, rows) => {
    if (rows.length === 0) throw new Error('The rows of a bulk payment are not at hand.')
    const transfers = rows.map((row) => transferOf(api, call, row, () => true))
    return callOf(api, 'utility', 'forceBatch', transfers)
  },
  each: (api, call, rows, lets) => rows.map((row) => transferOf(api, call, row, lets)),
  unit: 'alpha',
  capRule: 'payment-and-day',
  amount: ({ total }) => total,
  largest: ({ largest }) => largest,
  words: (call) =>
    `pay ${formatAlpha(call.total)} of network ${call.netuid} in ${call.rows} rows, ${partOf(call)}`,
  extrinsics: {},
  told: nothingMade,
  whyHeld: (_call, { pot }) =>
    pot.kind === 'float' ? 'A sheet is paid from the pot of a subnet, not from the float.' : null,
}

/** What changes owner stays under its hotkey, unless whoever calls can put it where the holder has most. */
function transferOf(
  api: ApiPromise,
  { netuid, hotkey: from }: PayAlpha,
  row: AnyRow,
  lets: ProxyFilter,
): Extrinsic {
  const { account, amount, hotkey: to = from } = row
  const pallet = 'subtensorModule'
  if (to !== from && api.tx.subtensorModule?.transferStakeAndHotkey) {
    const moving = callOf(api, pallet, 'transferStakeAndHotkey', account, from, to, netuid, netuid, amount)
    if (lets(moving)) return moving
  }
  return callOf(api, pallet, 'transferStake', account, from, netuid, netuid, amount)
}

/** D1: what guardians approve is the day. */
export const fillPayroll: CallKind<FillPayroll> = {
  build: (api, { netuid, hotkey, account, amount }) =>
    callOf(api, 'subtensorModule', 'transferStake', account, hotkey, netuid, netuid, amount),
  unit: 'alpha',
  capRule: 'day',
  amount: ({ amount }) => amount,
  words: ({ netuid, account, amount }) =>
    `bring ${formatAlpha(amount)} of network ${netuid} to ${account}, from which the day is paid`,
  extrinsics: {},
  told: nothingMade,
}

/** D1: what lies under another hotkey. */
export const gatherAlpha: CallKind<GatherAlpha> = {
  build: (api, { netuid, hotkey, target, amount }) =>
    callOf(api, 'subtensorModule', 'moveStake', hotkey, target, netuid, netuid, amount),
  ...TAKES_NOTHING,
  words: ({ netuid, hotkey, target, amount }) =>
    `bring ${formatAlpha(amount)} of network ${netuid} from the hotkey ${hotkey} to ${target}; it stays in its account`,
  extrinsics: {},
  told: nothingMade,
}
