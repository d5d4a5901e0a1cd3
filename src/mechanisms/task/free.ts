import type { Intent, IntentCall } from '../intent.ts'
import { type Rao, rao } from '../money.ts'

/** What a treasury can promise: what it has beside what it owes elsewhere and may owe yet. Tasks and their rewards are reckoned when one is opened. */
export function freeBeside(has: bigint, owed: readonly Intent[], ahead: Rao): Rao {
  const elsewhere = owed.filter(({ purpose }) => purpose.kind !== 'task-reward')
  const free = elsewhere.reduce((left, { call }) => left - leaving(call), has - ahead)
  return rao(free > 0n ? free : 0n)
}

/** What a call takes out of its pot at most. Rao. */
function leaving(call: IntentCall): bigint {
  switch (call.kind) {
    case 'transfer':
    case 'sink':
      return call.amount
    case 'loan-open':
      return call.deposit
    case 'network-register':
      return call.limit
    case 'loan-finalize':
    case 'loan-refund':
    case 'loan-dissolve':
    case 'chain-step':
    case 'start-call':
    case 'set-weights':
    case 'delegate':
    case 'pay-rows':
    case 'pay-alpha':
    case 'fill-payroll':
    case 'gather-alpha':
      return 0n
  }
}
