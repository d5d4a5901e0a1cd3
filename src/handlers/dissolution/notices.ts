import type { OutlookChanged, RestCounted, SubnetDissolved } from '../../mechanisms/dissolution/slice.ts'
import { raisedBy } from '../../mechanisms/funding/rounds.ts'
import { fundersOf } from '../funding/funders.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** So often it is said in a comment of its own; after that the thread alone says it. */
const MOST_WARNINGS = 3

/** Something can still be done, as long as it is next. */
export const near: NoticeOf<OutlookChanged> = ({ isNext }, state) => {
  const { launch, idea, dissolution } = state
  if (!isNext || !launch || !dissolution.isNext || dissolution.warnings > MOST_WARNINGS) return null
  return {
    template: 'dissolution/notice/near',
    filling: { netuid: launch.netuid },
    people: { guarantor: launch.guarantor, discoverer: idea.discoverer },
    on: onIdea(state),
  }
}

export const dissolved: NoticeOf<SubnetDissolved> = ({ netuid }, state) => {
  const { launch, idea } = state
  if (!launch) return null
  return {
    template: 'dissolution/notice/dissolved',
    filling: { netuid },
    people: { guarantor: launch.guarantor, discoverer: idea.discoverer },
    on: onIdea(state),
  }
}

/** L4: everybody's money goes back. Of a dissolved subnet it was said before. */
export const returned: NoticeOf<RestCounted> = ({ total }, state) => {
  const { launch, idea, funding, phase } = state
  if (!launch || phase !== 'returned') return null
  return {
    template: 'dissolution/notice/returned',
    filling: { total, raised: raisedBy(funding) },
    people: { guarantor: launch.guarantor, discoverer: idea.discoverer },
    others: { coldkeys: fundersOf(funding) },
    on: onIdea(state),
  }
}
