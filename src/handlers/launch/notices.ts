import { rewardOf } from '../../mechanisms/launch/amounts.ts'
import type { SubnetStarted } from '../../mechanisms/launch/slice.ts'
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
