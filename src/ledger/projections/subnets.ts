import { eq, max } from 'drizzle-orm'
import { NO_DAYS } from '../../mechanisms/dividends/dividends.ts'
import { lastLoan } from '../../mechanisms/funding/rounds.ts'
import { raceOf, teamOf } from '../../mechanisms/streams/names.ts'
import { race } from '../../mechanisms/subnet/race.ts'
import { together } from '../../mechanisms/subnet/state.ts'
import { type LifeState, subnet } from '../../mechanisms/subnet/subnet.ts'
import { type KeptView, view } from '../../mechanisms/subnet/view.ts'
import { team } from '../../mechanisms/team/team.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { subnets } from '../schema.ts'
import type { Projection } from './projection.ts'

/** One row a subnet: what pages show of it, and by what the watcher and the clock find it. */
export const subnetRows: Projection<'subnet'> = {
  name: 'subnets',
  version: 10,
  tables: ['subnets'],
  kinds: ['subnet'],
  overwrites: true,
  apply: (queries, { after, sequence }) => keepSubnet(queries, after, sequence),
}

async function keepSubnet(queries: Queries, state: LifeState, sequence: number): Promise<void> {
  const { idea } = state
  if (!idea) return
  const due = subnet.due(state)
  const {
    ordinal: pots = null,
    escrow = null,
    treasury = null,
    payroll = null,
    hotkey = null,
  } = idea.pots ?? {}
  const changing = {
    phase: state.phase,
    pots,
    escrow,
    treasury,
    payroll,
    hotkey,
    repository: `${idea.repository.owner}/${idea.repository.name}`,
    installationId: idea.installation,
    homeId: state.home?.repository.id ?? null,
    loanId: lastLoan(state.funding)?.id ?? null,
    netuid: state.dissolution.at === null ? (state.launch?.netuid ?? null) : null,
    isNext: state.dissolution.isNext,
    // No database keeps a zero in a text.
    title: idea.terms.title.toWellFormed().replaceAll('\0', ''),
    openedAt: idea.openedAt,
    target: state.funding?.target ?? idea.terms.target,
    raised: state.funding?.raised ?? 0n,
    funders: Object.keys(state.funding?.contributions ?? {}).length,
    link: idea.terms.link,
    dueAt: due.at,
    dueBlock: due.block,
    view: encode(kept(state)),
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
  const [{ last } = { last: null }] = await queries.select({ last: max(subnets.ordinal) }).from(subnets)
  const fixed = {
    stream: state.stream,
    ordinal: (last ?? -1) + 1,
    repositoryId: idea.repository.id,
    issue: idea.issue,
    discovererId: idea.discoverer.id,
  }
  await queries.insert(subnets).values({ ...fixed, ...changing })
}

function kept(life: LifeState): KeptView | null {
  const whole = view(alone(life))
  if (!whole) return null
  const { next: _, ...rest } = whole
  return rest
}

/** Its life by itself, without race and proposals. */
const alone = (life: LifeState) =>
  together({
    life,
    race: race.initial(raceOf(life.stream)),
    crew: team.initial(teamOf(life.stream)),
    dividends: NO_DAYS,
    rounds: [],
    ballots: [],
    days: [],
    stakes: {},
    scores: {},
    proposals: [],
    copies: new Map(),
    settled: {},
    refunds: [],
  })
