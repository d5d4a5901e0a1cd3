import type { Next } from '../kernel/family.ts'
import { keyOf } from '../kernel/purpose.ts'
import type { DepositShape } from './slice.ts'
import { depositWishes } from './wishes.ts'

/** A failed idea gives its funders back what is theirs before it gives back the collateral. */
export const depositNext: Next<DepositShape> = (state) => {
  const { phase, funding, stream } = state
  const { settled, cancelled } = state.life.payments
  if (phase === 'awaiting-deposit') return state.link.failing ? null : 'pay-deposit'
  if (phase !== 'unfunded' && phase !== 'slashed') return null
  if (funding?.stage === 'refunding' || funding?.stage === 'dissolving') return null
  const isOwed = depositWishes['collateral-return'](state).some(({ purpose }) => {
    const key = keyOf(stream, purpose)
    return !settled[key] && !cancelled[key]
  })
  return isOwed ? 'return-collateral' : null
}
