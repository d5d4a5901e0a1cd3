import { readElectorate } from '../../chain/electorate.ts'
import { readLinked } from '../../ledger/links.ts'
import type { Rao } from '../../mechanisms/money.ts'
import { votesOf, type Weighing, weighingOf } from '../../mechanisms/scoring/weighing.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ErrandRunner, ErrandTools } from '../kit/errand.ts'
import { readTeam } from './team.ts'

type Stakes = Readonly<Record<number, Rao>>

/** A4: what each of those who scored weighs, read after the round's end. Who is not named weighs nothing. */
export const readStakes: ErrandRunner<'stakes', 'ledger' | 'chain' | 'github'> = async (
  tools,
  state,
  { round, users },
  when,
) => {
  const rules = state.mining.rounds.find(({ number }) => number === round)?.rules.scoring
  if (!rules) return null
  const weighing = weighingOf(rules)
  const { stakes, block } =
    weighing.by === 'membership'
      ? await votesOfTeam(tools, state, weighing.team, users)
      : await stakesOnChain(tools, weighing, users)
  return { type: 'ReportStakes', round, stakes, block, ...when }
}

/** The coldkeys that are linked now count; who is under the minimum weighs nothing. */
async function stakesOnChain(
  { ledger, chain }: Pick<ErrandTools, 'ledger' | 'chain'>,
  { netuid, minimum }: Weighing & { readonly by: 'stake' },
  users: readonly number[],
): Promise<{ stakes: Stakes; block: number }> {
  const linked = await readLinked(ledger.queries, users)
  await chain.refresh()
  const { electorate, block } = await readElectorate(chain, linked, minimum, netuid)
  return {
    stakes: Object.fromEntries(electorate.map(({ user, stake }) => [user, stake])),
    block: block.number,
  }
}

/** One vote each. */
async function votesOfTeam(
  { chain, github }: Pick<ErrandTools, 'chain' | 'github'>,
  { home, idea }: SubnetState,
  team: (Weighing & { readonly by: 'membership' })['team'],
  users: readonly number[],
): Promise<{ stakes: Stakes; block: number }> {
  const members = await readTeam(github, home?.installation ?? idea?.installation ?? 0, team)
  const { number: block } = await chain.finalized()
  return { stakes: votesOf(members, users), block }
}
