import type { ForkOpened } from '../../mechanisms/fork/slice.ts'
import { type NoticeOf, onIdea, threadOf } from '../kit/notice.ts'

/** Whoever asked pays the deposit on the fork's own issue: where that is, is said where they asked. */
export const forked: NoticeOf<ForkOpened> = ({ issue, person }, state, facts) => {
  const { owner, name } = state.idea.repository
  const url = threadOf(state, facts).replace(/\d+$/, String(issue))
  return {
    template: 'fork/notice/forked',
    filling: { issue: `${owner}/${name}#${issue}`, url },
    people: { person },
    on: onIdea(state),
  }
}
