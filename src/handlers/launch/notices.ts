import { furtherOf, isRoundOver } from '../../mechanisms/funding/rounds.ts'
import { rewardOf } from '../../mechanisms/launch/amounts.ts'
import { registerWithin } from '../../mechanisms/launch/returning.ts'
import type { ReturnNears, SubnetStarted } from '../../mechanisms/launch/slice.ts'
import { fundersOf } from '../funding/funders.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** The discoverer's reward is owed from now on, and waits for a link. */
export const rewardWaits: NoticeOf<SubnetStarted> = (_event, state, { coldkeys }) => {
  const { discoverer } = state.idea
  const reward = rewardOf(state)
  if (reward === 0n || coldkeys[discoverer.id] !== undefined) return null
  return {
    template: 'launch/notice/reward-waits',
    filling: { reward, netuid: state.launch?.netuid ?? 0 },
    people: { discoverer },
    on: onIdea(state),
  }
}

/** L4: there is time to ask for more TAO yet, and nothing else that people can do. */
export const returnNears: NoticeOf<ReturnNears> = ({ returnsAt }, state) => {
  const { launch, idea, funding } = state
  if (launch?.returns?.at !== returnsAt || !launch.returns.isNear) return null
  const open = furtherOf(funding).find((round) => !isRoundOver(round))
  return {
    template: 'launch/notice/return-nears',
    filling: { returnsAt, within: registerWithin(state), round: open?.round ?? null },
    people: { guarantor: launch.guarantor, discoverer: idea.discoverer },
    others: { coldkeys: fundersOf(funding) },
    until: returnsAt,
    on: onIdea(state),
  }
}
