import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { DRIFT } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Thread } from '../../github/thread.ts'
import { isOpen } from '../../mechanisms/mandate/decide.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { guarantorInForce } from '../../mechanisms/update/guarantor.ts'

/** Rule C1: what the issue shows that tells how the chain differs from the architecture. Null where there is none. */
export function renderDrift(state: SubnetState, page: string | null): Thread | null {
  const { drift, launch, mandate } = state
  if (drift.issue === null || !launch) return null
  const { rows, block } = drift
  const body = renderTemplate('drift/thread', {
    rows,
    block,
    isApplied: isOpen(mandate),
    pull: mandate.likeChain?.pull ?? null,
    netuid: launch.netuid,
    guarantor: clip(guarantorInForce(state)?.login ?? '', SHOWN.login),
    page,
  })
  return { body, labels: [DRIFT], closed: rows.length === 0 }
}
