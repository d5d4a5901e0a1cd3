import { ensure, ensureSigned, fail } from '../../runtime/errors.ts'
import { type Context, type Origin, type PostInfo, signed } from '../../runtime/pallet.ts'
import { weights } from '../../weights.ts'
import { loseProvider } from '../account-store.ts'
import { transfer } from '../money.ts'
import { storedCall } from './funding.ts'
import * as storage from './storage.ts'

const { refusal } = storage

type OfCrowdloan = { crowdloan_id: number }

/** Hands over what was raised: to the target, or by running the stored call as the creator. */
export function finalize(ctx: Context, origin: Origin, { crowdloan_id: id }: OfCrowdloan): void {
  const creator = ensureSigned(origin)
  const crowdloan = storage.existing(ctx, id)
  ensure(creator === crowdloan.creator, refusal('InvalidOrigin'))
  ensure(crowdloan.raised === crowdloan.cap, refusal('CapNotRaised'))
  ensure(!crowdloan.finalized, refusal('AlreadyFinalized'))
  const { call, target_address: target, funds_account: funds, raised } = crowdloan
  if (call !== undefined) {
    storage.currentCrowdloanId.put(ctx, id)
    const outcome = ctx.dispatch(signed(creator), storedCall(call))
    if (!outcome.ok) fail(outcome.error)
    storage.currentCrowdloanId.remove(ctx)
  } else if (target !== undefined) transfer(ctx, funds, target, raised, 'expendable')
  storage.update(ctx, id, crowdloan, { finalized: true })
  ctx.emit('Crowdloan', 'Finalized', { crowdloan_id: id })
}

/** Pays back as many contributors as one call may, in the order of their account bytes; never the creator. */
export function refund(ctx: Context, origin: Origin, { crowdloan_id: id }: OfCrowdloan): PostInfo {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  const others = storage.contributions
    .entries(ctx, id)
    .filter(({ keys: [, contributor] }) => contributor !== crowdloan.creator)
  const due = others.slice(0, ctx.constant<number>('Crowdloan', 'RefundContributorsLimit'))
  let raised = crowdloan.raised
  for (const { keys, value } of due) {
    transfer(ctx, crowdloan.funds_account, keys[1], value, 'expendable')
    storage.contributions.remove(ctx, ...keys)
    raised -= value
  }
  const contributors_count = crowdloan.contributors_count - due.length
  storage.update(ctx, id, crowdloan, { raised, contributors_count })
  const isLast = due.length === others.length
  ctx.emit('Crowdloan', isLast ? 'AllRefunded' : 'PartiallyRefunded', { crowdloan_id: id })
  return isLast ? { actualWeight: weights.Crowdloan.refund(due.length) } : {}
}

/** Gives the creator the rest back and forgets the crowdloan; everybody else must have been refunded before. */
export function dissolve(ctx: Context, origin: Origin, { crowdloan_id: id }: OfCrowdloan): void {
  const crowdloan = storage.runningOf(ctx, id, ensureSigned(origin))
  const { creator, funds_account: funds } = crowdloan
  const own = storage.contributions.get(ctx, id, creator) ?? fail(refusal('NoContribution'))
  ensure(own === crowdloan.raised, refusal('NotReadyToDissolve'))
  transfer(ctx, funds, creator, own, 'expendable')
  storage.contributions.remove(ctx, id, creator)
  loseProvider(ctx, funds)
  storage.crowdloans.remove(ctx, id)
  storage.maxContributions.remove(ctx, id)
  ctx.emit('Crowdloan', 'Dissolved', { crowdloan_id: id })
}
