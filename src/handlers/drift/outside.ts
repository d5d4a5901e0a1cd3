import type { DriftChanged, DriftTold } from '../../mechanisms/drift/slice.ts'
import { guarantorInForce } from '../../mechanisms/update/guarantor.ts'
import { inItsHome, type NoticeOf } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { openDrift } from './open.ts'

/** Whose architecture is in force can mend it, on either side. */
const differs: NoticeOf<DriftChanged | DriftTold> = (_, state) => {
  const { drift } = state
  const guarantor = guarantorInForce(state)
  const on = drift.issue === null ? null : inItsHome(state, drift.issue)
  if (!on || !guarantor || drift.rows.length === 0) return null
  return {
    template: 'drift/notice/differs',
    filling: { count: drift.rows.length },
    people: { guarantor },
    on,
  }
}

export const driftOutside: Outside<'drift'> = {
  events: eventsOf('drift', 'DriftChanged', 'DriftTold'),
  errands: { drift: openDrift },
  notices: { DriftChanged: differs, DriftTold: differs },
}
