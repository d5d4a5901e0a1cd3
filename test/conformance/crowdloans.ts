import type { KeyringPair } from '@polkadot/keyring/types'
import { expect } from 'vitest'
import type { Call, Chain } from './chain.ts'
import { leastContribution, leastDeposit, tao } from './facts.ts'
import type { Outcome } from './outcome.ts'

export type Terms = {
  deposit: bigint
  minimum: bigint
  cap: bigint
  end: number
  call: Call | null
  target: string | null
}

/** A crowdloan on the chain, and how people act on it. */
export type Crowdloan = {
  readonly id: number
  readonly end: number
  readonly creator: KeyringPair
  readonly target: KeyringPair
  readonly created: Outcome
  contribute(who: KeyringPair, amount: bigint): Promise<Outcome>
  withdraw(who: KeyringPair): Promise<Outcome>
  finalize(who?: KeyringPair): Promise<Outcome>
  refund(who?: KeyringPair): Promise<Outcome>
  dissolve(who?: KeyringPair): Promise<Outcome>
  /** As it is stored; null once it is dissolved. */
  info(): Promise<Record<string, unknown> | null>
}

export function createCall(chain: Chain, { deposit, minimum, cap, end, call, target }: Terms): Call {
  return chain.call('crowdloan', 'create', deposit, minimum, cap, end, call, target)
}

/** Ten TAO deposited, at least 0.1 a contribution, a cap of 20 TAO and the shortest time, unless said otherwise. */
export async function openCrowdloan(chain: Chain, terms: Partial<Terms> = {}): Promise<Crowdloan> {
  const [creator, target] = [await chain.person(1_000n * tao), await chain.person()]
  const end = terms.end ?? (await shortestEnd(chain))
  const whole: Terms = {
    deposit: leastDeposit,
    minimum: leastContribution,
    cap: 2n * leastDeposit,
    end,
    call: null,
    target: terms.call ? null : target.address,
    ...terms,
  }
  const created = await chain.submit(createCall(chain, whole), creator)
  expect(created.error).toBeUndefined()
  const last = created.body.at(-1) ?? expect.fail('no event')
  const id = Number((last.data as { crowdloanId: bigint }).crowdloanId)

  /** Older runtimes finalize and refund only after the end ("Crowdloan"): then wait for it and say it again. */
  async function whenAllowed(call: Call, who: KeyringPair): Promise<Outcome> {
    const outcome = await chain.submit(call, who)
    if (outcome.error !== 'Crowdloan.ContributionPeriodNotEnded') return outcome
    await chain.reach(end)
    return chain.submit(call, who)
  }

  const call = (name: string, ...args: unknown[]) => chain.call('crowdloan', name, id, ...args)
  return {
    id,
    end,
    creator,
    target,
    created,
    contribute: (who, amount) => chain.submit(call('contribute', amount), who),
    withdraw: (who) => chain.submit(call('withdraw'), who),
    finalize: (who = creator) => whenAllowed(call('finalize'), who),
    refund: (who = creator) => whenAllowed(call('refund'), who),
    dissolve: (who = creator) => chain.submit(call('dissolve'), who),
    info: async () => (await chain.stored('crowdloan', 'crowdloans', id)) as Record<string, unknown> | null,
  }
}

/** A few blocks more than the least, since some pass before the call is in a block. */
export async function shortestEnd(chain: Chain): Promise<number> {
  const least = Number(chain.constant('crowdloan', 'minimumBlockDuration'))
  return (await chain.height()) + least + 20
}
