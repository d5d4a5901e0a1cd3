import { ensure, fail, moduleError } from '../../runtime/errors.ts'
import type { AccountId, Context, DispatchError, StateReader, StateWriter } from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'

/** Amounts are rao, `end` is a block number. */
export type CrowdloanInfo = {
  readonly creator: AccountId
  readonly deposit: bigint
  readonly min_contribution: bigint
  readonly end: number
  readonly cap: bigint
  readonly funds_account: AccountId
  readonly raised: bigint
  readonly target_address: AccountId | undefined
  readonly call: BoundedCall | undefined
  readonly finalized: boolean
  readonly contributors_count: number
}

/** An encoded call. Longer than 128 bytes it would stand in the preimage storage, which is not implemented. */
export type BoundedCall = { readonly type: string; readonly value: unknown }

export const crowdloans = storageItem<[id: number], CrowdloanInfo | undefined>('Crowdloan', 'Crowdloans')
export const nextCrowdloanId = storageItem<[], number>('Crowdloan', 'NextCrowdloanId')
export const contributions = storageItem<[id: number, contributor: AccountId], bigint | undefined>(
  'Crowdloan',
  'Contributions',
)
export const maxContributions = storageItem<[id: number], bigint | undefined>('Crowdloan', 'MaxContributions')
/** Set while a finalized crowdloan's call runs, so that the call can find the crowdloan. */
export const currentCrowdloanId = storageItem<[], number | undefined>('Crowdloan', 'CurrentCrowdloanId')

export function refusal(name: string): DispatchError {
  return moduleError('Crowdloan', name)
}

export function existing(from: { readonly state: StateReader }, id: number): CrowdloanInfo {
  return crowdloans.get(from, id) ?? fail(refusal('InvalidCrowdloanId'))
}

/** The crowdloan if it still runs and the account made it. */
export function runningOf(
  from: { readonly state: StateReader },
  id: number,
  creator: AccountId,
): CrowdloanInfo {
  const crowdloan = existing(from, id)
  ensure(!crowdloan.finalized, refusal('AlreadyFinalized'))
  ensure(crowdloan.creator === creator, refusal('InvalidOrigin'))
  return crowdloan
}

export function update(
  to: { readonly state: StateWriter },
  id: number,
  crowdloan: CrowdloanInfo,
  changes: Partial<CrowdloanInfo>,
): void {
  crowdloans.put(to, { ...crowdloan, ...changes }, id)
}

/** From now on, at least and at most as many blocks as the constants say. */
export function ensureValidEnd(ctx: Context, end: number): void {
  const blocks = end - ctx.block.number
  ensure(blocks > 0, refusal('CannotEndInPast'))
  ensure(
    blocks >= ctx.constant<number>('Crowdloan', 'MinimumBlockDuration'),
    refusal('BlockDurationTooShort'),
  )
  ensure(blocks <= ctx.constant<number>('Crowdloan', 'MaximumBlockDuration'), refusal('BlockDurationTooLong'))
}
