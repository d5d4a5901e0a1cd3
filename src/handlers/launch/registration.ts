import type { Signable } from '../../chain/call-kinds.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { potName } from '../../mechanisms/pots.ts'

/**
 * L1: a network is registered only while it costs at most the limit (rao) and its pot can pay. One at a time, because each
 * registration doubles the cost of the next. Amounts are rounded, so that the reason changes rarely while the cost falls.
 */
export function whyNotRegistered(limit: bigint, { pot, quote, isBusy }: Signable): string | null {
  const { cost, free, opensAt, problem } = quote
  if (problem !== null) return problem
  if (isBusy) return 'Another network is being registered: this one comes after it.'
  if (opensAt !== null) {
    return `The chain takes another network from block ${opensAt} on: it is registered then by itself.`
  }
  const price = formatTao(roundedUp(cost))
  if (cost > limit) {
    return `Registering a network costs up to ${price} now, over the limit of ${formatTao(limit)}: it is tried again by itself as the cost falls.`
  }
  return cost > (free.get(potName(pot)) ?? 0n)
    ? `Registering a network costs up to ${price} now, more than ${potName(pot)} can give: it is tried again by itself.`
    : null
}

/** To two significant digits. */
export function roundedUp(amount: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(amount.toString().length - 2, 0))
  return ((amount + unit - 1n) / unit) * unit
}
