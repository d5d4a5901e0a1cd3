import type { CallKind } from '../../chain/call-kinds.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { formatTao } from '../../mechanisms/money.ts'

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
