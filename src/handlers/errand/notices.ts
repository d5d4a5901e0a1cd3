import type { ErrandBlocked } from '../../mechanisms/errand/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** The first time that GitHub refuses; what stands in the way is in the thread, and is tried again by itself. */
export const blocked: NoticeOf<ErrandBlocked> = ({ errand, failures }, state) => {
  const { idea, launch, home, errands } = state
  const obstacle = errands[errand]
  if (failures > 1 || !obstacle) return null
  return {
    template: 'errand/notice/blocked',
    filling: {
      errand,
      obstacle: obstacle.obstacle,
      owner: home?.repository.owner ?? idea.repository.owner,
      retryAt: obstacle.retryAt,
    },
    people: { waiting: launch?.guarantor ?? idea.discoverer },
    on: onIdea(state),
  }
}
