import { inArray } from 'drizzle-orm'
import { ROOT, readElectorate } from '../../chain/electorate.ts'
import { links } from '../../ledger/schema.ts'
import type { ValidatorSource } from '../../mechanisms/config.ts'
import { type Rao, rao } from '../../mechanisms/money.ts'
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
  const { stakes, block } =
    rules.validators.kind === 'team'
      ? await votesOfTeam(tools, state, rules.validators, users)
      : await stakesOnChain(tools, networkOf(rules.validators), rules.minimumStake, users)
  return { type: 'ReportStakes', round, stakes, block, ...when }
}

const networkOf = (source: Exclude<ValidatorSource, { kind: 'team' }>): number =>
  source.kind === 'subnet' ? source.netuid : ROOT

/** The coldkeys that are linked now count; who is under the minimum weighs nothing. */
async function stakesOnChain(
  { ledger, chain }: Pick<ErrandTools, 'ledger' | 'chain'>,
  netuid: number,
  minimumStake: Rao,
  users: readonly number[],
): Promise<{ stakes: Stakes; block: number }> {
  const linked = await ledger.queries
    .select({ user: links.userId, coldkey: links.coldkey })
    .from(links)
    .where(inArray(links.userId, [...users]))
  await chain.refresh()
  const { electorate, block } = await readElectorate(chain, linked, minimumStake, netuid)
  return {
    stakes: Object.fromEntries(electorate.map(({ user, stake }) => [user, stake])),
    block: block.number,
  }
}

/** One vote each. */
async function votesOfTeam(
  { chain, github }: Pick<ErrandTools, 'chain' | 'github'>,
  { home, idea }: SubnetState,
  team: ValidatorSource & { readonly kind: 'team' },
  users: readonly number[],
): Promise<{ stakes: Stakes; block: number }> {
  const members = new Set(await readTeam(github, home?.installation ?? idea?.installation ?? 0, team))
  const present = users.filter((user) => members.has(user))
  const { number: block } = await chain.finalized()
  return { stakes: Object.fromEntries(present.map((user) => [user, rao(1n)])), block }
}
