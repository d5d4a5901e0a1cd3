import type { Markdown } from '../../github/escape.ts'
import { renderPart } from '../../github/template.ts'
import { isRunning } from '../../mechanisms/proposal/decide.ts'
import type { Proposal } from '../../mechanisms/proposal/slice.ts'
import { leaderboard } from '../../mechanisms/scoring/leaderboard.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { describeStanding } from '../scoring/standing.ts'
import { outcomeOf } from './outcome.ts'

/** Where a proposal stands, in a sentence or two; null where the pull request is none. */
export function proposalStatus(state: SubnetState, pull: number): Markdown | null {
  const proposal = state.proposals[pull]
  if (!proposal) return null
  const table = leaderboard(state)
  const outcome = outcomeOf(state, pull)
  const standing = table.find((row) => row.pull === pull)
  return renderPart('proposal/status', {
    situation: situationOf(proposal),
    task: proposal.task,
    outcome,
    head: proposal.head.slice(0, 7),
    problems: proposal.reading?.problems.length ?? 0,
    standing: standing && describeStanding(standing, 0),
    of: table.length,
    isInvited: state.rounds.at(-1)?.invitation?.pull === pull,
  })
}

function situationOf(proposal: Proposal): string {
  const { status, reading, task } = proposal
  if (status !== 'open') return status
  if (!reading) return 'unread'
  if (!reading.touches) return task === undefined ? 'untouched' : 'submission'
  return isRunning(proposal) ? 'running' : 'problems'
}
