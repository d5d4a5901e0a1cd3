import { potName } from '../../chain/pots.ts'
import { formatValue } from '../../mechanisms/architecture/values.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { formatTao } from '../../mechanisms/money.ts'

/** What an intent is, in words: `pay 1 TAO to 5F…, from escrow:3`. `coldkey` is null where the payee is not linked. */
export function describeIntent({ call, pot }: Intent, coldkey: string | null): string {
  return `${whatOf(call, coldkey)}, from ${potName(pot)}`
}

function whatOf(call: Intent['call'], coldkey: string | null): string {
  switch (call.kind) {
    case 'transfer':
      return `pay ${formatTao(call.amount)} to ${coldkey ?? payeeOf(call)}`
    case 'sink':
      return `destroy ${formatTao(call.amount)}`
    case 'loan-open':
      return `open a crowdloan up to ${formatTao(call.cap)} with a deposit of ${formatTao(call.deposit)}`
    case 'loan-finalize':
    case 'loan-refund':
    case 'loan-dissolve':
      return `${call.kind.slice('loan-'.length)} crowdloan ${call.loan}`
    case 'network-register':
      return `register the network ${call.identity.name} for at most ${formatTao(call.limit)}`
    case 'chain-step':
      return `${stepOf(call.step)} of subnet ${call.netuid}`
    case 'start-call':
      return `start subnet ${call.netuid}`
    case 'pay-rows':
      return `pay ${formatTao(call.total)} in ${call.rows} rows, ${partOf(call)}`
  }
}

const partOf = ({ sheet, part, round }: Intent['call'] & { readonly kind: 'pay-rows' }): string =>
  `part ${part} of the sheet ${sheet.slice(0, 16)}${round === 0 ? '' : `, what was left of it (${round})`}`

const payeeOf = ({ to }: Intent['call'] & { readonly kind: 'transfer' }): string =>
  'user' in to ? `the account with the id ${to.user}, which has no linked coldkey` : to.coldkey

type Step = (Intent['call'] & { readonly kind: 'chain-step' })['step']

function stepOf(step: Step): string {
  switch (step.kind) {
    case 'mechanism-count':
      return `set ${step.count} mechanisms`
    case 'emission-split':
      return `set the emission split ${step.split.join(' : ')}`
    case 'hyperparameter':
      return `set ${step.name} to ${formatValue(step.name, step.value)}`
  }
}
