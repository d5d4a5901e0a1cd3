import { readConfig } from '../../ledger/configs.ts'
import type { Queries } from '../../ledger/database.ts'
import { successorOf, swappedAmong } from '../../ledger/lineage.ts'
import { readLinked } from '../../ledger/links.ts'
import { REWARD } from '../../mechanisms/config.ts'
import type { Owed } from '../../mechanisms/dividends/day.ts'
import { isUnlinked, unlinked, userOf } from '../../mechanisms/dividends/heirs.ts'
import { gaveOf } from '../../mechanisms/funding/rounds.ts'
import { marketOf } from '../../mechanisms/streams/names.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { DayRecord } from './record.ts'

/** Who has a share beside the holders, who inherited theirs or what was owed, and by which settings. */
export async function readPrivileges(
  queries: Queries,
  { stream, idea, funding, update }: SubnetState,
  owed: readonly Owed[],
): Promise<Pick<DayRecord, 'investors' | 'discoverer' | 'authors' | 'heirs' | 'settings'>> {
  const { dividends, discoverer, update: months } = await readConfig(queries, marketOf(stream))
  const gave = [...gaveOf(funding)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const user = idea?.discoverer.id ?? 0
  const isPaidDaily = discoverer.reward === 'dividend'
  const authors = (update.rewards ?? []).flatMap(({ author, round, given }) =>
    given === null
      ? [{ account: unlinked(author.id), basis_points: months.rewardBasisPoints ?? REWARD, round }]
      : [],
  )
  const accounts = [
    ...gave.map(([coldkey]) => coldkey),
    ...owed.map(({ account }) => account),
    ...(isPaidDaily ? [unlinked(user)] : []),
    ...authors.map(({ account }) => account),
  ]
  return {
    investors: gave.map(([coldkey, amount]) => ({ coldkey, rao: String(amount) })),
    discoverer: isPaidDaily ? { account: unlinked(user), basis_points: discoverer.shareBasisPoints } : null,
    ...(authors.length > 0 && { authors }),
    heirs: await heirsOf(queries, [...new Set(accounts)]),
    settings: {
      investors_basis_points: dividends.investorsBasisPoints,
      reserve: String(dividends.reserve),
      minimum: String(dividends.minimum),
      fee_basis_points: dividends.feeBasisPoints,
    },
  }
}

const AT_ONCE = 1_000

/** Whoever linked a coldkey since, and the coldkeys that the chain has swapped: by account. */
async function heirsOf(
  queries: Queries,
  accounts: readonly string[],
): Promise<(readonly [string, string])[]> {
  const heirs: (readonly [string, string])[] = []
  for (let from = 0; from < accounts.length; from += AT_ONCE) {
    const some = accounts.slice(from, from + AT_ONCE)
    for (const coldkey of await swappedAmong(queries, some))
      heirs.push([coldkey, await successorOf(queries, coldkey)])
    const users = some.filter(isUnlinked).map(userOf)
    for (const { user, coldkey } of await readLinked(queries, users)) heirs.push([unlinked(user), coldkey])
  }
  return heirs.toSorted(([one], [other]) => (one < other ? -1 : 1))
}
