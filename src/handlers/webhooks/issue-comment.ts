import { subnetStream } from '../../mechanisms/subnet/state.ts'
import { commandNamed } from '../commands.ts'
import { openIdea } from '../idea/open-idea.ts'
import { type CommentSubject, type Effect, type Handling, type Invocation, NOTHING } from '../kit/handler.ts'
import { type ParsedCommand, parseCommands } from '../kit/parse/commands.ts'
import { type CommentPayload, isCommentPayload, millisecondsOf, repositoryOf } from '../kit/payload.ts'
import type { Ports } from '../ports.ts'

/** A comment was written. Only comments that people just created are commands: not edits, not what bots say. */
export async function handleIssueComment(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isCommentPayload(payload) || payload.action !== 'created' || !isByPerson(payload)) return NOTHING
  const written = parseCommands(payload.comment.body)
  if (written.length === 0) return NOTHING
  const subject = await subjectOf(payload, ports)
  const invocation = invocationOf(payload, subject)
  const effects = subject.kind === 'idea' ? await openFirst(payload, ports) : []
  for (const command of written) effects.push(await run(command, invocation, ports))
  const { repository, installation, issue, comment } = invocation
  return { effects, replyTo: { repository, installation, issue, comment } }
}

/** In a subnet's home a comment is about a proposal or an incident, everywhere else about an idea. */
async function subjectOf({ repository, issue }: CommentPayload, ports: Ports): Promise<CommentSubject> {
  const stream = await ports.subnetAt(repository.id)
  if (stream === null) return { kind: 'idea', stream: subnetStream(repository.id, issue.number) }
  return issue.pull_request
    ? { kind: 'proposal', stream, pull: issue.number }
    : { kind: 'incident', stream, issue: issue.number }
}

const isByPerson = ({ comment, sender }: CommentPayload): boolean =>
  comment.user.type === 'User' && sender.id === comment.user.id && !comment.performed_via_github_app

/** A comment can arrive before its issue: then the idea is opened from what the comment's delivery says of it. */
async function openFirst(payload: CommentPayload, ports: Ports): Promise<Effect[]> {
  if (await ports.isKnown(subnetStream(payload.repository.id, payload.issue.number))) return []
  const effects = await openIdea(payload, ports)
  return effects.filter((effect) => effect.kind === 'command')
}

async function run(written: ParsedCommand, invocation: Invocation, ports: Ports): Promise<Effect> {
  const { name, args, refusal } = written
  if (refusal) return { kind: 'answer', answer: { kind: 'bad-command', name, reason: refusal } }
  const command = commandNamed(name)
  if (!command) return { kind: 'answer', answer: { kind: 'unknown-command', name } }
  return command.run({ ...invocation, args }, ports)
}

const invocationOf = (payload: CommentPayload, subject: CommentSubject): Invocation => ({
  subject,
  args: '',
  person: { id: payload.comment.user.id, login: payload.comment.user.login },
  repository: repositoryOf(payload),
  installation: payload.installation.id,
  issue: payload.issue.number,
  comment: payload.comment.id,
  at: millisecondsOf(payload.comment.created_at),
})
