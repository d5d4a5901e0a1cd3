import type { AnsweredKind, WrittenKind } from '../ledger/replies.ts'
import type { Repository } from '../mechanisms/idea/slice.ts'
import type { Person, Source } from '../mechanisms/kernel/occurrence.ts'
import { subnetStream } from '../mechanisms/subnet/state.ts'
import { commandNamed, vocabulary } from './commands.ts'
import { type CommentSubject, type Effect, type Handling, type Invocation, NOTHING } from './kit/handler.ts'
import { type ParsedCommand, parseCommands } from './kit/parse/commands.ts'
import type { Ports } from './ports.ts'

/** What a person wrote below an issue or a pull request, however we came to know of it. */
export interface Heard {
  readonly kind: WrittenKind
  /** Among those of its kind. */
  readonly id: number
  readonly body: string
  readonly person: Person
  /** When it was written: milliseconds, UTC. */
  readonly at: number
  readonly repository: Repository
  readonly installation: number
  /** The number of the issue or pull request. */
  readonly issue: number
  readonly isPull: boolean
  /** The head that a review names; null for a comment. */
  readonly head: string | null
}

/** What its slash commands come to. The same heard twice changes nothing the second time, and is answered once. */
export async function hear(heard: Heard, ports: Ports): Promise<Handling> {
  const written = parseCommands(heard.body, vocabulary)
  if (written.length === 0) return NOTHING
  const invocation = invocationOf(heard, await subjectOf(heard, ports))
  const effects: Effect[] = []
  for (const command of written) effects.push(await run(command, invocation, ports))
  const said = { user: heard.person.id, at: heard.at }
  return { effects, replyTo: targetOf(heard, heard.kind), said }
}

/**
 * A command that an edit wrote into it is not carried out: nobody who read the comment before could know of it. Where nobody says
 * what stood there before, the text was not what changed.
 */
export function hearEdit(heard: Heard, before: string | null | undefined): Handling {
  if (typeof before !== 'string') return NOTHING
  const known = parseCommands(before, vocabulary)
    .filter(({ refusal }) => !refusal)
    .map(textOf)
  const isNew = (command: ParsedCommand) =>
    !command.refusal && commandNamed(command.name) && !known.includes(textOf(command))
  const [added] = parseCommands(heard.body, vocabulary).filter(isNew)
  if (!added) return NOTHING
  const answer = { kind: 'bad-command', name: added.name, reason: WRITE_ANEW } as const
  return { effects: [{ kind: 'answer', answer }], replyTo: targetOf(heard, `${heard.kind}-edit`) }
}

const WRITE_ANEW =
  'It was put into the comment by an edit, and edits are not carried out. Write it in a new comment.'

const textOf = ({ name, args }: ParsedCommand): string => `${name} ${args}`

/** In a subnet's home a comment is about a proposal or an incident, everywhere else about an idea. */
async function subjectOf({ repository, issue, isPull }: Heard, ports: Ports): Promise<CommentSubject> {
  const stream = await ports.subnetAt(repository.id)
  if (stream === null) {
    const own = subnetStream(repository.id, issue)
    return { kind: 'idea', stream: (await ports.ideaBehind(own)) ?? own }
  }
  return isPull ? { kind: 'proposal', stream, pull: issue } : { kind: 'incident', stream, issue }
}

async function run(written: ParsedCommand, invocation: Invocation, ports: Ports): Promise<Effect> {
  const { name, args, refusal } = written
  if (refusal) return { kind: 'answer', answer: { kind: 'bad-command', name, reason: refusal } }
  const command = commandNamed(name)
  if (!command) {
    const { person, at } = invocation
    return { kind: 'answer', answer: { kind: 'unknown-command', name, asked: { by: person.id, at } } }
  }
  return command.run({ ...invocation, args }, ports)
}

const invocationOf = (heard: Heard, subject: CommentSubject): Invocation => ({
  subject,
  args: '',
  person: heard.person,
  repository: heard.repository,
  installation: heard.installation,
  issue: heard.issue,
  source: SOURCES[heard.kind](heard),
  head: heard.head,
  at: heard.at,
})

const SOURCES: Readonly<Record<WrittenKind, (heard: Heard) => Source>> = {
  comment: ({ issue, id }) => ({ kind: 'comment', issue, comment: id }),
  review: ({ issue, id }) => ({ kind: 'review', pull: issue, review: id }),
  'review-comment': ({ issue, id }) => ({ kind: 'review-comment', pull: issue, comment: id }),
}

const targetOf = ({ repository, installation, issue, id }: Heard, kind: AnsweredKind) => ({
  repository,
  installation,
  issue,
  kind,
  comment: id,
})
