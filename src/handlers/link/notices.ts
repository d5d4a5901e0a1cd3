import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { linkDue } from '../../mechanisms/idea/due.ts'
import type { LinkFailed } from '../../mechanisms/link/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** Of a row of checks that fail, the first asks the discoverer to mend the article. */
export const fails: NoticeOf<LinkFailed> = ({ at }, state) => {
  const { phase, link, idea } = state
  if (phase !== 'checking' || link.failing?.since !== at) return null
  return {
    template: 'link/notice/fails',
    filling: { reason: clip(link.failing.reason, SHOWN.text), linkBy: linkDue(state) },
    people: { discoverer: idea.discoverer },
    on: onIdea(state),
  }
}
