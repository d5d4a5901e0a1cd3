import { clip, prose } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { ChangeRefused } from '../../mechanisms/mandate/slice.ts'
import { inItsHome, type NoticeOf } from '../kit/notice.ts'

/** C1: what was merged cannot be applied. Whose architecture is in force can mend it. */
export const refused: NoticeOf<ChangeRefused> = ({ number, problems }, state) => {
  const { launch, mandate } = state
  const on = mandate.change && inItsHome(state, mandate.change.pull)
  if (!on || !launch || mandate.change?.number !== number) return null
  const [first] = problems
  return {
    template: 'mandate/notice/refused',
    filling: {
      count: problems.length,
      file: first?.file ?? null,
      line: first?.line ?? 0,
      message: prose(clip(first?.message ?? '', SHOWN.gist)),
    },
    people: { guarantor: launch.guarantor },
    on,
  }
}
