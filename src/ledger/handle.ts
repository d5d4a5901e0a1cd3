import { type AccountState, account, accountStream, type LinkColdkey } from '../mechanisms/account/account.ts'
import { type Config, defaultConfig } from '../mechanisms/config.ts'
import type { Refusal } from '../mechanisms/decider.ts'
import { type Errand, errands } from '../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import { type Change, changesOf } from './changes.ts'
import { readConfig } from './configs.ts'
import type { Queries } from './database.ts'
import { append } from './events.ts'
import type { Jobs } from './jobs.ts'
import { type CommandOf, type EventOf, type Kind, rulesOf, type StateOf } from './kinds.ts'
import type { Handled } from './ledger.ts'
import { holderOf } from './links.ts'
import { project } from './projections/project.ts'
import { type Folded, readState } from './states.ts'
import { changedSubjects } from './subjects.ts'
import { threadsOf } from './subnets.ts'

/** Lets a subnet's rules decide, and writes down what they decided with everything that follows from it. */
export async function handleSubnet(
  queries: Queries,
  jobs: Jobs,
  stream: string,
  command: SubnetCommand,
): Promise<Handled> {
  const before = await readState(queries, subnet, stream)
  const config = await readConfig(queries, repositoryOf(before.state, command))
  const { events, after, refusal } = await decideAndAppend(
    queries,
    { kind: 'subnet', stream },
    before,
    command,
    config,
  )
  if (events.length > 0) await enqueueWork(queries, jobs, before.state, after)
  return { refusal, events }
}

/** I1: ties an account to a coldkey. Threads on which money waits for this account are shown anew. */
export async function handleLink(queries: Queries, jobs: Jobs, command: LinkColdkey): Promise<Handled> {
  const stream = accountStream(command.person.id)
  const folded: Folded<AccountState> = await readState(queries, account, stream)
  const holds = (await holderOf(queries, command.coldkey)) === command.person.id
  const before = holds ? folded : { ...folded, state: account.initial(stream) }
  const { events, refusal } = await decideAndAppend(
    queries,
    { kind: 'account', stream },
    before,
    command,
    defaultConfig,
  )
  for (const event of events) {
    for (const waiting of await threadsOf(queries, event.person.id)) {
      await jobs.enqueue(queries, 'thread', waiting, { stream: waiting })
    }
  }
  return { refusal, events }
}

interface Appended<K extends Kind> {
  readonly events: readonly EventOf<K>[]
  readonly after: StateOf<K>
  readonly refusal: Refusal | null
}

async function decideAndAppend<K extends Kind>(
  queries: Queries,
  { kind, stream }: { readonly kind: K; readonly stream: string },
  before: Folded<StateOf<K>>,
  command: CommandOf<K>,
  config: Config,
): Promise<Appended<K>> {
  const { events, refusal } = rulesOf(kind).decide(before.state, command, config)
  if (refusal) return { events: [], after: before.state, refusal }
  const changes = changesOf(kind, stream, before, events)
  await append(queries, stream, before.sequence, events)
  await project(queries, changes as Change[])
  return { events, after: changes.at(-1)?.after ?? before.state, refusal: null }
}

const repositoryOf = (state: SubnetState, command: SubnetCommand): number =>
  command.type === 'OpenIdea' ? command.repository.id : (state.idea?.repository.id ?? 0)

/** What changed is shown anew, and what the state newly asks for is looked up. */
async function enqueueWork(
  queries: Queries,
  jobs: Jobs,
  before: SubnetState,
  after: SubnetState,
): Promise<void> {
  for (const { queue, ...subject } of changedSubjects(before, after)) {
    await jobs.enqueue(queries, queue, Object.values(subject).join(':'), subject)
  }
  const asked = new Set(errands(before).map((errand) => errand.key))
  const news = errands(after).filter((errand: Errand) => !asked.has(errand.key))
  for (const { key } of news) await jobs.enqueue(queries, 'errand', key, { stream: after.stream, key })
}
