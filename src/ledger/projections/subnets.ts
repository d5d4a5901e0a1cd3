import { and, eq, sql } from 'drizzle-orm'
import { deadlines } from '../../mechanisms/subnet/deadlines.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { view } from '../../mechanisms/subnet/view.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { intents, subnets } from '../schema.ts'

/** One row a subnet: what pages show of it, and by what the watcher and the clock find it. */
export async function projectSubnet(queries: Queries, state: SubnetState, sequence: number): Promise<void> {
  const { idea } = state
  if (!idea) return
  const due = deadlines(state)
  const changing = {
    phase: state.phase,
    repository: `${idea.repository.owner}/${idea.repository.name}`,
    installationId: idea.installation,
    homeId: state.home?.repository.id ?? null,
    loanId: state.funding?.loan?.id ?? null,
    link: idea.terms.link,
    dueAt: due.at,
    dueBlock: due.block,
    view: encode(view(state)),
    sequence,
  }
  const [known] = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.stream, state.stream))
  if (known) {
    await queries.update(subnets).set(changing).where(eq(subnets.stream, state.stream))
    return
  }
  const { ordinal, escrow, treasury } = idea.pots
  const fixed = {
    stream: state.stream,
    ordinal,
    escrow,
    treasury,
    repositoryId: idea.repository.id,
    issue: idea.issue,
    discovererId: idea.discoverer.id,
  }
  await queries.insert(subnets).values({ ...fixed, ...changing })
}

/** The subnet whose home the repository of this id is; null where it is nobody's. */
export async function subnetAt(queries: Queries, repository: number): Promise<string | null> {
  const [row] = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.homeId, repository))
  return row?.stream ?? null
}

/** The subnets whose threads say whether this account is linked: its own ideas, and those that owe it something or invite it. */
export async function threadsOf(queries: Queries, user: number): Promise<string[]> {
  const own = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.discovererId, user))
  const owing = await queries
    .selectDistinct({ stream: intents.stream })
    .from(intents)
    .where(and(eq(intents.payeeUser, user), eq(intents.status, 'owed')))
  const invited = sql`${subnets.view}::json -> 'rounds' -> -1 -> 'invitation' -> 'miner' ->> 'id'`
  const inviting = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(and(eq(subnets.phase, 'minable'), eq(invited, String(user))))
  return [...new Set([...own, ...owing, ...inviting].map((row) => row.stream))]
}
