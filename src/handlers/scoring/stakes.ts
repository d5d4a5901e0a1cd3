import { createHash } from 'node:crypto'
import { encode } from '../../ledger/json.ts'
import { linkedWhen } from '../../ledger/links.ts'
import type { Config } from '../../mechanisms/config.ts'
import { contestEnd } from '../../mechanisms/mining/rounds.ts'
import type { Rao } from '../../mechanisms/money.ts'
import { gradeOf } from '../../mechanisms/scoring/leaderboard.ts'
import { standings } from '../../mechanisms/scoring/standings.ts'
import { type ScoreWeighing, votesOf, weighingOf } from '../../mechanisms/scoring/weighing.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ErrandRunner, ErrandTools } from '../kit/errand.ts'
import { PATIENCE, readUnread, unreadAt } from '../proposal/unread-heads.ts'
import { readElectorate } from './electorate.ts'
import { readTeam } from './team.ts'

/** So many of the standings are in the event and on the pages; the digest covers all. */
const BEST = 50

type Stakes = Readonly<Record<number, Rao>>

/** A4: what each of those who scored weighs, read after the round's end. Who is not named weighs nothing. */
export const readStakes: ErrandRunner<'stakes', 'ledger' | 'chain' | 'github' | 'contents'> = async (
  tools,
  state,
  { round, changes },
  when,
) => {
  const { scoring: rules } = state.mining.round?.rules ?? {}
  if (!rules) return null
  const end = contestEnd(state)
  if (end !== null && when.at < end + PATIENCE) await readUnread(tools, state, unreadAt(state, end), when)
  const given = Object.values(state.scores).flatMap((scores) => Object.keys(scores))
  const users = [...new Set(given)].map(Number)
  const { stakes, block } = await weighScorers(tools, state, rules, users, end ?? when.at)
  const table = standings(state, stakes, end)
  return {
    type: 'ReportStakes',
    round,
    changes,
    stakes,
    block,
    standings: table.slice(0, BEST),
    count: table.length,
    digest: createHash('sha256').update(encode(table)).digest('hex'),
    grade: gradeOf(state, table[0], stakes, end),
    ...when,
  }
}

/** User ids, or all who can score: whoever has linked a wallet with enough stake, or every member of the team. */
type Weighed = readonly number[] | 'everybody'

/** What each of these weighs, with the wallet that it had linked by a time (milliseconds), and the block that it was read at. */
export function weighScorers(
  tools: Pick<ErrandTools, 'ledger' | 'chain' | 'github'>,
  state: SubnetState,
  rules: Config['scoring'],
  users: Weighed,
  linkedBy: number,
): Promise<{ stakes: Stakes; block: number }> {
  const weighing = weighingOf(rules)
  return weighing.by === 'membership'
    ? votesOfTeam(tools, state, weighing.team, users)
    : stakesOnChain(tools, weighing, users, linkedBy)
}

/** The coldkeys that were linked by then count; who is under the minimum weighs nothing. */
async function stakesOnChain(
  { ledger, chain }: Pick<ErrandTools, 'ledger' | 'chain'>,
  { netuid, minimum }: ScoreWeighing & { readonly by: 'stake' },
  users: Weighed,
  linkedBy: number,
): Promise<{ stakes: Stakes; block: number }> {
  const said = { at: linkedBy, source: { kind: 'errand', name: 'stakes' } } as const
  const linked = await linkedWhen(ledger.queries, said, users === 'everybody' ? undefined : users)
  const { electorate, block } = await readElectorate(chain, linked, minimum, netuid)
  return {
    stakes: Object.fromEntries(electorate.map(({ user, stake }) => [user, stake])),
    block: block.number,
  }
}

/** One vote each. */
async function votesOfTeam(
  { chain, github, ledger: { queries } }: Pick<ErrandTools, 'ledger' | 'chain' | 'github'>,
  { home, idea }: SubnetState,
  team: (ScoreWeighing & { readonly by: 'membership' })['team'],
  users: Weighed,
): Promise<{ stakes: Stakes; block: number }> {
  // Where nobody has scored, nobody waits for the team.
  const installation = home?.installation ?? idea?.installation ?? 0
  const members = users.length > 0 ? await readTeam({ github, queries }, installation, team) : []
  const { number: block } = await chain.finalized()
  return { stakes: votesOf(members, users === 'everybody' ? members : users), block }
}
