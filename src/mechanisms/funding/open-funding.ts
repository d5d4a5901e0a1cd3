import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, View } from '../kernel/family.ts'
import { isUnregistered } from '../launch/returning.ts'
import { type Rao, rao } from '../money.ts'
import { guarantorInForce } from '../update/guarantor.ts'
import { furtherOf, isRoundOver, roundsOf } from './rounds.ts'
import type { FundingShape, FundingSlice, OpenFunding } from './slice.ts'

type State = View<FundingShape>

const DAY = 86_400_000

/** Between the openings of two rounds, milliseconds. */
const PAUSE = 30 * DAY

/** Contributions of all rounds together: the state that decides what is owed to each of them holds so many. */
const MOST_FUNDERS = 800
/** Of one crowdloan, its creator among them. The chain takes 500, and at 500 nobody adds to what they gave. */
const MOST_OF_LOAN = 499
/** With room for fewer nobody could fill a round. */
const FEWEST = 10

/** D2: another crowdloan into the same treasury. Whoever gives to it has the privilege of the first funders. */
export function openFunding(state: State, command: OpenFunding, { config }: Around): Decided<FundingShape> {
  const { funding } = state
  const { target, person, isValidator, at, source } = command
  const guarantor = guarantorInForce(state)
  if (!funding || !guarantor || !isFundable(state, at)) return refuse('not-fundable')
  if (!isValidator && person.id !== guarantor.id) {
    return refuse('may-not-fund', { guarantor: guarantor.login })
  }
  const last = furtherOf(funding).at(-1)
  if (last && !isRoundOver(last)) return refuse('round-open', { round: last.round, target: last.target })
  if (last && at < last.openedAt + PAUSE) return refuse('funded-lately', { from: last.openedAt + PAUSE })
  const {
    minimumTarget: least,
    maximumTarget: most,
    minimumContribution,
    loanDeposit,
    duration,
  } = config.funding
  if (target < least || target > most) return refuse('target-out-of-bounds', { target, least, most })
  const room = MOST_FUNDERS - fundersOf(funding)
  if (room < FEWEST) return refuse('too-many-funders', { most: MOST_FUNDERS })
  return accept({
    type: 'FundingOpened',
    round: (last?.round ?? funding.round) + 1,
    target,
    deposit: loanDeposit,
    minimumContribution: larger(minimumContribution, shareOf(target, Math.min(room, MOST_OF_LOAN) - 1)),
    duration,
    by: person,
    at,
    source,
  })
}

/** A live subnet; or one that is not registered yet, which what it raised may not pay for. Its time must not be over (L4). */
const isFundable = ({ phase, launch }: State, at: number): boolean =>
  phase === 'live' || (isUnregistered({ launch }) && at <= (launch?.returns?.at ?? at))

const fundersOf = (funding: FundingSlice): number =>
  roundsOf(funding)
    .filter(({ stage }) => stage === 'finalized')
    .reduce((sum, { contributions }) => sum + Object.keys(contributions).length, 0)

/** So large that no more than `room` can contribute. The last one may give less than the smallest contribution. */
const shareOf = (target: Rao, room: number): Rao => rao(target / BigInt(room - 1) + 1n)

const larger = (one: Rao, other: Rao): Rao => (one > other ? one : other)
