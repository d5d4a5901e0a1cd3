import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { depositDeadline, linkDue } from '../../mechanisms/idea/due.ts'
import type { LinkFailed } from '../../mechanisms/link/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** Of a row of checks that fail, the first asks the discoverer to mend the article or, before the deposit is paid, the link. */
export const fails: NoticeOf<LinkFailed> = ({ at }, state) => {
  const { phase, link, idea } = state
  const isUnpaid = phase === 'awaiting-deposit'
  if ((phase !== 'checking' && !isUnpaid) || link.failing?.since !== at) return null
  const by = isUnpaid ? depositDeadline(idea) : linkDue(state)
  return {
    template: isUnpaid ? 'link/notice/change' : 'link/notice/fails',
    filling: { reason: clip(link.failing.reason, SHOWN.text), by },
    people: { discoverer: idea.discoverer },
    on: onIdea(state),
  }
}
