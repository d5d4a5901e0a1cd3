import type { WrittenBy } from '../../ledger/unlinked.ts'
import type { CommentSubject, Effect, ReplyTarget } from './handler.ts'
import { type IssuesPayload, millisecondsOf, repositoryOf } from './payload.ts'

/** `home`: any issue or pull request there. */
type WrittenOn = CommentSubject['kind'] | 'home'

const WORDS: Record<WrittenOn, string> = {
  idea: 'the issue of an idea',
  proposal: 'a pull request in a subnet’s repository',
  incident: 'an incident in a subnet’s repository',
  home: 'an issue of a subnet’s own repository',
}

/** The command means something elsewhere, and is told where. */
export function misplaced(name: string, ...kinds: readonly WrittenOn[]): Effect {
  const places = kinds.map((kind) => WORDS[kind]).join(' or on ')
  const reason = `Here it means nothing: write it on ${places}.`
  return { kind: 'answer', answer: { kind: 'bad-command', name, reason } }
}

/** Below the issue itself. */
export const targetOf = (payload: IssuesPayload): ReplyTarget => ({
  repository: repositoryOf(payload),
  installation: payload.installation.id,
  issue: payload.issue.number,
  kind: 'comment',
  comment: -payload.issue.id,
})

/** Who opened the issue, and when it came to what it is now. */
export const saidIn = ({ issue }: IssuesPayload): WrittenBy => ({
  user: issue.user?.id ?? 0,
  at: millisecondsOf(issue.updated_at),
})
