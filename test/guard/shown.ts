import type { ThreadFacts } from '../../src/github/facts.ts'
import { incidentSubject, renderIncident } from '../../src/handlers/probation/incident.ts'
import { checkSubject, ownPart, renderProposalCheck } from '../../src/handlers/proposal/check.ts'
import { renderThread } from '../../src/handlers/thread.ts'
import { leaderboard } from '../../src/mechanisms/scoring/leaderboard.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'

/** Where things are shown, for the guard. */
export const places = { explorer: 'https://explorer.test', github: 'https://github.test', node: null }

/** All that GitHub shows of a subnet, by subject: what the App's jobs render, with no GitHub behind them. */
export function shownOf(state: SubnetState, facts: ThreadFacts): ReadonlyMap<string, unknown> {
  const thread = renderThread(state, facts)
  return new Map<string, unknown>([
    ...(thread ? [[state.stream, thread] as const] : []),
    ...checksOf(state),
    ...incidentsOf(state, facts),
  ])
}

function checksOf(state: SubnetState): [string, unknown][] {
  const table = leaderboard(state)
  return Object.values(state.proposals).flatMap((proposal): [string, unknown][] => {
    const check = renderProposalCheck(state, proposal.pull, table)
    const own = ownPart(state, proposal.pull)
    return check ? [[checkSubject(state.stream, proposal), { ...check, own }]] : []
  })
}

function incidentsOf(state: SubnetState, facts: ThreadFacts): [string, unknown][] {
  return state.incidents.map(({ number: issue }) => [
    incidentSubject(state.stream, issue),
    renderIncident(state, issue, facts),
  ])
}
