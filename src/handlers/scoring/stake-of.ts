import type { Linked } from '../../ledger/links.ts'
import type { Elector } from '../../mechanisms/dispute/slice.ts'
import type { SeesHome } from '../../mechanisms/home/slice.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import type { SeesMining } from '../../mechanisms/mining/slice.ts'
import { rao } from '../../mechanisms/money.ts'
import { type ScoreWeighing, votesOf, weighingOf } from '../../mechanisms/scoring/weighing.ts'
import type { Staked } from './ports.ts'

/** Who knows about stakes and teams. */
export interface Weighers {
  /** Those of the linked accounts that have at least this stake (rao) on a network, each with what it has. */
  electorate(linked: readonly Linked[], minimumStake: bigint, netuid?: number): Promise<readonly Elector[]>
  /** The user ids of a team's members, as this installation sees them. */
  team(
    installation: number,
    team: (ScoreWeighing & { readonly by: 'membership' })['team'],
  ): Promise<readonly number[]>
}

/** A3: what an account's scores weigh by the rules of the present round, with the coldkey that it had linked; null where it may not score. */
export async function readStakeOf(
  { electorate, team }: Weighers,
  state: SeesHome & SeesMining,
  user: number,
  linked: () => Promise<string | null>,
): Promise<Staked> {
  const rules = currentRound(state)?.rules.scoring
  if (!rules || !state.home) return { stake: null }
  const weighing = weighingOf(rules)
  if (weighing.by === 'membership') {
    return { stake: votesOf(await team(state.home.installation, weighing.team), [user])[user] ?? null }
  }
  const coldkey = await linked()
  if (coldkey === null) return { stake: null, holds: null }
  const [elector] = await electorate([{ user, coldkey }], 0n, weighing.netuid)
  const holds = elector?.stake ?? rao(0n)
  return { stake: holds > 0n && holds >= weighing.minimum ? holds : null, holds }
}
