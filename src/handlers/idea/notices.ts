import type { IdeaClosed } from '../../mechanisms/idea/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** Of an issue that a person closes GitHub tells by itself, and of one that nobody paid for nothing is to be done. */
export const closed: NoticeOf<IdeaClosed> = ({ why }, state) => {
  const { idea, deposit } = state
  if (why !== 'link-failed') return null
  return {
    template: 'idea/notice/link-failed',
    filling: { collateral: deposit.paid?.collateral ?? 0n, within: idea.config.idea.linkDeadline },
    people: { discoverer: idea.discoverer },
    on: onIdea(state),
  }
}
