import type { BlockableErrand, ErrandBlocked } from '../../mechanisms/errand/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

const OF_UPDATE: ReadonlySet<BlockableErrand> = new Set(['update-merge', 'update-release', 'revert'])

/** The first time that GitHub refuses; what stands in the way is in the thread, and is tried again by itself. */
export const blocked: NoticeOf<ErrandBlocked> = ({ errand, failures }, state) => {
  const { idea, launch, home, errands, update } = state
  const guarantor = OF_UPDATE.has(errand) ? update.current?.guarantor : launch?.guarantor
  const forker = errand === 'fork' ? state.fork.last.find(({ issue }) => issue === null)?.person : null
  const obstacle = errands[errand]
  if (failures > 1 || !obstacle) return null
  return {
    template: 'errand/notice/blocked',
    filling: {
      errand,
      obstacle: obstacle.obstacle,
      owner: (errand === 'fork' ? null : home?.repository.owner) ?? idea.repository.owner,
      retryAt: obstacle.retryAt,
      isAuthors: errand === 'update-merge' && obstacle.obstacle === 'conflict',
    },
    people: { waiting: forker ?? guarantor ?? idea.discoverer },
    on: onIdea(state),
  }
}
