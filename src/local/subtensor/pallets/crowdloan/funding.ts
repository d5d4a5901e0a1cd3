import { decodeCall, encodeCall } from '../../runtime/codec.ts'
import { ensure, ensureSigned, fail } from '../../runtime/errors.ts'
import type { AccountId, Context, Origin, RuntimeCall } from '../../runtime/pallet.ts'
import { gainProvider } from '../account-store.ts'
import { palletAccount } from '../keyless-account.ts'
import { balances, transfer } from '../money.ts'
import * as storage from './storage.ts'

const { refusal } = storage

export type Create = {
  deposit: bigint
  min_contribution: bigint
  cap: bigint
  end: number
  call: RuntimeCall | undefined
  target_address: AccountId | undefined
}

/** Opens a crowdloan; the creator's deposit is its first contribution. */
export function create(ctx: Context, origin: Origin, args: Create): void {
  const creator = ensureSigned(origin)
  const { deposit, min_contribution, cap, end, target_address } = args
  ensureAcceptable(ctx, args)
  ensure(balances(ctx, creator).free >= deposit, refusal('InsufficientBalance'))

  const id = storage.nextCrowdloanId.get(ctx)
  storage.nextCrowdloanId.put(ctx, id + 1)
  const funds_account = palletAccount(ctx.constant<string>('Crowdloan', 'PalletId'), { u32: id })
  gainProvider(ctx, funds_account)
  const call = args.call && boundedCall(args.call)
  const open = { raised: deposit, finalized: false, contributors_count: 1 }
  const crowdloan = {
    creator,
    deposit,
    min_contribution,
    end,
    cap,
    funds_account,
    target_address,
    call,
    ...open,
  }
  storage.crowdloans.put(ctx, crowdloan, id)
  transfer(ctx, creator, funds_account, deposit, 'expendable')
  storage.contributions.put(ctx, deposit, id, creator)
  ctx.emit('Crowdloan', 'Created', { crowdloan_id: id, creator, end, cap })
}

function ensureAcceptable(ctx: Context, args: Create): void {
  const minimumDeposit = ctx.constant<bigint>('Crowdloan', 'MinimumDeposit')
  const minimumContribution = ctx.constant<bigint>('Crowdloan', 'AbsoluteMinimumContribution')
  ensure(args.deposit >= minimumDeposit, refusal('DepositTooLow'))
  ensure(args.cap > args.deposit, refusal('CapTooLow'))
  ensure(args.min_contribution >= minimumContribution, refusal('MinimumContributionTooLow'))
  const routes = [args.call, args.target_address].filter((route) => route !== undefined)
  ensure(routes.length === 1, refusal('InvalidFinalizationConfig'))
  storage.ensureValidEnd(ctx, args.end)
}

/** Bytes of a call that the runtime keeps beside the crowdloan; a longer one goes to the preimage storage. */
const inlineLimit = 128

function boundedCall(call: RuntimeCall): storage.BoundedCall {
  const bytes = encodeCall(call)
  // There is no preimage storage here: refused, where the main network would take it.
  if (bytes.length > inlineLimit) fail({ type: 'Unavailable' })
  return { type: 'Inline', value: bytes }
}

export function storedCall({ type, value }: storage.BoundedCall): RuntimeCall {
  if (type !== 'Inline') fail(refusal('CallUnavailable'))
  return decodeCall(value as Uint8Array)
}

export type Contribute = { crowdloan_id: number; amount: bigint }

/** Takes at most what is left to the cap and to the contributor's own limit. */
export function contribute(
  ctx: Context,
  origin: Origin,
  { crowdloan_id: id, amount: offered }: Contribute,
): void {
  const contributor = ensureSigned(origin)
  const crowdloan = storage.existing(ctx, id)
  ensure(ctx.block.number < crowdloan.end, refusal('ContributionPeriodEnded'))
  ensure(crowdloan.raised < crowdloan.cap, refusal('CapRaised'))
  ensure(offered >= crowdloan.min_contribution, refusal('ContributionTooLow'))
  const limit = ctx.constant<number>('Crowdloan', 'MaxContributors')
  ensure(crowdloan.contributors_count < limit, refusal('MaxContributorsReached'))

  const given = storage.contributions.get(ctx, id, contributor)
  const limits = [crowdloan.cap - crowdloan.raised, leftToContribute(ctx, id, given ?? 0n)]
  const amount = atMost(offered, limits)
  ensure(balances(ctx, contributor).free >= amount, refusal('InsufficientBalance'))
  transfer(ctx, contributor, crowdloan.funds_account, amount, 'expendable')
  storage.contributions.put(ctx, (given ?? 0n) + amount, id, contributor)
  storage.update(ctx, id, crowdloan, {
    raised: crowdloan.raised + amount,
    contributors_count: crowdloan.contributors_count + (given === undefined ? 1 : 0),
  })
  ctx.emit('Crowdloan', 'Contributed', { crowdloan_id: id, contributor, amount })
}

function leftToContribute(ctx: Context, id: number, given: bigint): bigint | undefined {
  const most = storage.maxContributions.get(ctx, id)
  if (most === undefined) return undefined
  ensure(given < most, refusal('MaxContributionReached'))
  return most - given
}

function atMost(offered: bigint, limits: ReadonlyArray<bigint | undefined>): bigint {
  let amount = offered
  for (const limit of limits) if (limit !== undefined && limit < amount) amount = limit
  return amount
}

/** Gives the whole contribution back; the creator's deposit stays until the crowdloan is dissolved. */
export function withdraw(ctx: Context, origin: Origin, { crowdloan_id: id }: { crowdloan_id: number }): void {
  const contributor = ensureSigned(origin)
  const crowdloan = storage.existing(ctx, id)
  ensure(!crowdloan.finalized, refusal('AlreadyFinalized'))
  const given = storage.contributions.get(ctx, id, contributor) ?? 0n
  ensure(given > 0n, refusal('NoContribution'))
  const isCreator = contributor === crowdloan.creator
  const amount = isCreator ? given - crowdloan.deposit : given
  ensure(amount > 0n, refusal('DepositCannotBeWithdrawn'))

  if (isCreator) storage.contributions.put(ctx, crowdloan.deposit, id, contributor)
  else storage.contributions.remove(ctx, id, contributor)
  transfer(ctx, crowdloan.funds_account, contributor, amount, 'expendable')
  storage.update(ctx, id, crowdloan, {
    raised: crowdloan.raised - amount,
    contributors_count: crowdloan.contributors_count - (isCreator ? 0 : 1),
  })
  ctx.emit('Crowdloan', 'Withdrew', { crowdloan_id: id, contributor, amount })
}
