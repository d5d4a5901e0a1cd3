import { type AccountState, account, accountStream, type LinkColdkey } from '../mechanisms/account/account.ts'
import { type Config, defaultConfig } from '../mechanisms/config.ts'
import type { Refusal } from '../mechanisms/decider.ts'
import type { Named } from '../mechanisms/kernel/family.ts'
import type { Rules } from '../mechanisms/kernel/rules.ts'
import { type Errand, errands } from '../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetEvent, SubnetState } from '../mechanisms/subnet/state.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import { readConfig } from './configs.ts'
import type { Queries } from './database.ts'
import { append } from './events.ts'
import type { Jobs } from './jobs.ts'
import type { Handled } from './ledger.ts'
import { projectIntents } from './projections/intents.ts'
import { holderOf, projectLink } from './projections/links.ts'
import { projectSubnet, threadsOf } from './projections/subnets.ts'
import { type Folded, keepSnapshot, readState } from './states.ts'

/** Lets a subnet's rules decide, and writes down what they decided with everything that follows from it. */
export async function handleSubnet(
  queries: Queries,
  jobs: Jobs,
  stream: string,
  command: SubnetCommand,
): Promise<Handled> {
  const before = await readState(queries, subnet, stream)
  const config = await readConfig(queries, repositoryOf(before.state, command))
  const { events, after, refusal } = await decideAndAppend(queries, subnet, stream, before, command, config)
  if (events.length === 0) return { refusal, events }
  await projectSubnet(queries, after.state, after.sequence)
  await projectEach(queries, before.state, events)
  await enqueueWork(queries, jobs, before.state, after.state)
  return { refusal, events }
}

/** I1: ties an account to a coldkey. Threads on which money waits for this account are shown anew. */
export async function handleLink(queries: Queries, jobs: Jobs, command: LinkColdkey): Promise<Handled> {
  const stream = accountStream(command.person.id)
  const folded: Folded<AccountState> = await readState(queries, account, stream)
  const holds = (await holderOf(queries, command.coldkey)) === command.person.id
  const before = holds ? folded : { ...folded, state: account.initial(stream) }
  const { events, refusal } = await decideAndAppend(queries, account, stream, before, command, defaultConfig)
  for (const event of events) {
    await projectLink(queries, event)
    for (const waiting of await threadsOf(queries, event.person.id)) {
      await jobs.enqueue(queries, 'surface', waiting, { stream: waiting })
    }
  }
  return { refusal, events }
}

interface Appended<State, Event> {
  readonly events: readonly Event[]
  readonly after: Folded<State>
  readonly refusal: Refusal | null
}

async function decideAndAppend<State, Command, Event extends Named>(
  queries: Queries,
  rules: Rules<State, Command, Event>,
  stream: string,
  before: Folded<State>,
  command: Command,
  config: Config,
): Promise<Appended<State, Event>> {
  const decision = rules.decide(before.state, command, config)
  if (decision.refusal) return { events: [], after: before, refusal: decision.refusal }
  const { events } = decision
  const after = {
    state: events.reduce(rules.evolve, before.state),
    sequence: before.sequence + events.length,
  }
  await append(queries, stream, before.sequence, events)
  await keepSnapshot(queries, rules.version, stream, before.sequence, after)
  return { events, after, refusal: null }
}

const repositoryOf = (state: SubnetState, command: SubnetCommand): number =>
  command.type === 'OpenIdea' ? command.repository.id : (state.idea?.repository.id ?? 0)

/** The thread is shown anew, and what the state newly asks for is looked up. */
async function enqueueWork(
  queries: Queries,
  jobs: Jobs,
  before: SubnetState,
  after: SubnetState,
): Promise<void> {
  await jobs.enqueue(queries, 'surface', after.stream, { stream: after.stream })
  const asked = new Set(errands(before).map((errand) => errand.key))
  const news = errands(after).filter((errand: Errand) => !asked.has(errand.key))
  for (const { key } of news) await jobs.enqueue(queries, 'errand', key, { stream: after.stream, key })
}

async function projectEach(
  queries: Queries,
  before: SubnetState,
  events: readonly SubnetEvent[],
): Promise<void> {
  let state = before
  for (const event of events) {
    const next = subnet.evolve(state, event)
    await projectIntents(queries, state, next)
    state = next
  }
}
