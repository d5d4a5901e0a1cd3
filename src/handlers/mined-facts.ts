import { clip } from '../github/escape.ts'
import { inHome, type OpenedState, SHOWN, type ThreadFacts } from '../github/facts.ts'
import { bountyOf, raisedOf } from '../mechanisms/launch/amounts.ts'
import { currentRound } from '../mechanisms/mining/rounds.ts'
import { leaderboard } from '../mechanisms/scoring/leaderboard.ts'
import { neededDays } from '../mechanisms/subnet/mined-view.ts'
import { unreadTeam } from './scoring/unread-team.ts'

/** What the summaries of a funded idea speak of. */
export function minedFacts(state: OpenedState, facts: Pick<ThreadFacts, 'coldkeys' | 'github' | 'missing'>) {
  const { errands, home } = state
  const obstacle = errands.home ?? errands.merge ?? errands.release
  return {
    obstacle,
    owner: home?.repository.owner ?? state.idea.repository.owner,
    home: inHome(state, facts),
    ...roundFacts(state, facts),
    unread: unreadTeam(state, facts),
    ...launchFacts(state),
  }
}

function roundFacts(state: OpenedState, { coldkeys }: Pick<ThreadFacts, 'coldkeys'>) {
  const round = currentRound(state)
  const table = leaderboard(state)
  const leader = table.find(({ incentive }) => incentive > 0)
  const miner = round?.invitation?.miner
  return {
    round: round && { number: round.number, closesAt: round.closesAt },
    running: table.length,
    leader: leader && clip(leader.author.login, SHOWN.login),
    miner: miner && clip(miner.login, SHOWN.login),
    minerLinked: miner !== undefined && coldkeys[miner.id] !== undefined,
    guarantee: round?.rules.mining.collateral,
    deadline: round?.invitation?.deadline,
  }
}

function launchFacts(state: OpenedState) {
  const { launch, probation } = state
  if (!launch) return {}
  const rules = launch.rules.probation
  return {
    guarantor: clip(launch.guarantor.login, SHOWN.login),
    bounty: bountyOf(raisedOf(state), rules.bountyBasisPoints),
    launch: { ...launch, preparation: launch.rules.launch.preparation, days: rules.days },
    probation: probation && {
      recorded: probation.recorded,
      good: probation.good,
      needed: neededDays(rules),
      length: rules.days,
      openIncidents: probation.closings.length,
      endsAt: probation.startedAt + rules.days * rules.day,
    },
  }
}
