import { clip, prose } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { ChangeRefused, LikeChainProposed } from '../../mechanisms/mandate/slice.ts'
import { guarantorInForce } from '../../mechanisms/update/guarantor.ts'
import { inItsHome, type NoticeOf } from '../kit/notice.ts'

/** C1: what was merged cannot be applied. Whose architecture is in force can mend it. */
export const refused: NoticeOf<ChangeRefused> = ({ number, problems }, state) => {
  const { mandate, drift } = state
  const guarantor = guarantorInForce(state)
  const issue = mandate.change?.pull ?? drift.issue
  const on = issue === null ? null : inItsHome(state, issue)
  if (!on || !guarantor || mandate.change?.number !== number) return null
  const [first] = problems
  return {
    template: 'mandate/notice/refused',
    filling: {
      count: problems.length,
      file: first?.file ?? null,
      line: first?.line ?? 0,
      message: prose(clip(first?.message ?? '', SHOWN.gist)),
    },
    people: { guarantor },
    on,
  }
}

/** C1: somebody who may merge it can have the repository like the chain. */
export const proposed: NoticeOf<LikeChainProposed> = ({ pull, left }, state) => {
  const { drift, mandate } = state
  const on = drift.issue === null ? null : inItsHome(state, drift.issue)
  if (!on || !mandate.likeChain) return null
  return {
    template: 'mandate/notice/like-chain',
    filling: { pull, left: left.map((what) => clip(what, SHOWN.gist)) },
    people: { guarantor: mandate.likeChain.by },
    on,
  }
}
