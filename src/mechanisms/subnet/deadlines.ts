import { depositDeadline } from '../deposit/decide.ts'
import { openDispute } from '../dispute/decide.ts'
import { errandDue } from '../errand/decide.ts'
import { preparationDue } from '../launch/consequences.ts'
import { isOpen } from '../link/decide.ts'
import { roundDue } from '../mining/rounds.ts'
import { dayDue, incidentDue } from '../probation/consequences.ts'
import type { SubnetState } from './state.ts'

/** When the clock has to call next: milliseconds UTC and a block number, each null where nothing is due. */
export interface Deadlines {
  readonly at: number | null
  readonly block: number | null
}

export function deadlines(state: SubnetState): Deadlines {
  const times = [
    depositDue(state),
    linkDue(state),
    linkCheckDue(state),
    openDispute(state)?.closesAt ?? null,
    roundDue(state),
    preparationDue(state),
    dayDue(state),
    incidentDue(state),
    errandDue(state),
  ]
  const due = times.filter((time) => time !== null)
  const { funding } = state
  const block = funding?.stage === 'open' && !funding.met ? (funding.loan?.endBlock ?? null) : null
  return { at: due.length > 0 ? Math.min(...due) : null, block }
}

/** An unpaid idea expires just after its deadline. */
export const depositDue = ({ phase, idea }: SubnetState): number | null =>
  phase === 'awaiting-deposit' && idea ? depositDeadline(idea) + 1 : null

/** A paid idea is closed whose link never passed, or passed and then fails for as long; not while it is disputed. */
export function linkDue(state: SubnetState): number | null {
  const { phase, idea, deposit, link } = state
  if (phase !== 'checking' || !idea || !deposit.paid || openDispute(state)) return null
  const since = link.contentHash === null ? deposit.paid.at : link.failing?.since
  return since === undefined ? null : since + idea.config.idea.linkDeadline
}

/** The next daily check of the link, while the idea is open. */
export const linkCheckDue = (state: SubnetState): number | null =>
  isOpen(state) ? state.link.nextCheckAt : null
