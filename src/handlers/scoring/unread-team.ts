import type { ThreadFacts } from '../../github/facts.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { weighingOf } from '../../mechanisms/scoring/weighing.ts'
import { errands } from '../../mechanisms/subnet/errands.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { TEAM_UNREAD, type Team } from './team.ts'

/** The team without which the round cannot be counted, as GitHub does not show it; null where nothing is amiss. */
export function unreadTeam(state: SubnetState, { missing }: Pick<ThreadFacts, 'missing'>): Team | null {
  const round = currentRound(state)
  const counting = errands(state).find(({ kind }) => kind === 'stakes')
  if (!round || !counting || !missing[counting.key]?.startsWith(TEAM_UNREAD)) return null
  const weighing = weighingOf(round.rules.scoring)
  return weighing.by === 'membership' ? weighing.team : null
}
