import { issueAt } from '../../github/places.ts'
import type { ForkOpened } from '../../mechanisms/fork/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** Whoever asked pays the deposit on the fork's own issue: where that is, is said where they asked. */
export const forked: NoticeOf<ForkOpened> = ({ issue, person }, state, { github }) => {
  const { repository } = state.idea
  const { owner, name } = repository
  return {
    template: 'fork/notice/forked',
    filling: { issue: `${owner}/${name}#${issue}`, url: issueAt(github, { repository, issue }) },
    people: { person },
    on: onIdea(state),
  }
}
