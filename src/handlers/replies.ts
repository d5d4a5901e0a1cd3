import { clip, type Markdown, markdown } from '../github/escape.ts'
import { walletApp } from '../github/facts.ts'
import type { Reply } from '../github/reply.ts'
import { renderPart, renderTemplate } from '../github/template.ts'
import type { Thread } from '../github/thread.ts'
import type { Place } from '../ledger/moves.ts'
import type { ChainReading } from '../ledger/readings.ts'
import type { Refusal } from '../mechanisms/kernel/decision.ts'
import type { Answer, CommandHelp, FormProblem, ListedTask } from './kit/handler.ts'
import { renderOffer } from './sales/words.ts'
import { nameOfRefusal } from './words.ts'

export interface ReplyContext {
  readonly commands: readonly CommandHelp[]
  /** What `renderStatus` says, by stream; null where no idea was opened. */
  readonly statuses: ReadonlyMap<string, string | null>
  /** A node of the chain for links to wallets: a WebSocket URL. */
  readonly node: string | null
  /** The web address of what is answered. */
  readonly to: string | null
  /** Whether what is answered takes a reaction: a review takes none. */
  readonly canReact: boolean
  /** Whether the issue itself is answered, by its form. */
  readonly isForm: boolean
}

/**
 * One answer for all commands of a comment, each given by what is to be said to it, or null where it was carried out.
 * Carried out is answered by a reaction alone, or by words where none is taken; where there is something to say, the comment
 * says it without a reaction.
 */
export function renderReply(answers: readonly (Answer | null)[], context: ReplyContext): Reply {
  const said = answers.filter((answer) => answer !== null)
  if (answers.length === 0) return { reaction: null, body: null }
  if (said.length === 0 && context.canReact) return { reaction: '+1', body: null }
  const texts = said.map((answer) => renderAnswer(answer, context))
  const toIssue = said.some(({ kind }) => kind === 'form-problems')
  const body = renderTemplate('github/reply/answer', {
    texts,
    said: said.length,
    done: answers.length - said.length,
    to: context.to,
    toIssue,
    isForm: context.isForm,
  })
  return { reaction: null, body }
}

/** What of a problem is shown. */
type Worded = Pick<FormProblem, 'label' | 'reason'>

/**
 * What the sticky comment of an issue says while the form is not filled in as it should be, with what registering costs now: the target,
 * which has to pay for it, can still be chosen.
 */
export function renderFormProblems(
  problems: readonly Worded[],
  cost: Pick<ChainReading, 'amount' | 'block'> | null,
): Thread {
  return { body: renderTemplate('idea/form-problems', { problems, cost }), labels: [], closed: false }
}

/** A thread while the last edit of its issue cannot be read: what is wrong with it comes first. */
export function withEditProblems(thread: Thread, problems: readonly Worded[]): Thread {
  if (problems.length === 0) return thread
  return { ...thread, body: `${renderTemplate('idea/edit-problems', { problems })}\n\n${thread.body}` }
}

/** A thread whose issue was moved to another repository. */
export function withMove(thread: Thread, moved: Pick<Place, 'repository' | 'issue'> | null): Thread {
  if (!moved) return thread
  return { ...thread, body: `${renderTemplate('idea/moved', moved)}\n\n${thread.body}` }
}

const SHOWN = { name: 60, reason: 1_000 } as const

function renderAnswer(answer: Answer, context: ReplyContext): Markdown {
  switch (answer.kind) {
    case 'refusal':
      return renderPart(nameOfRefusal(answer.refusal), clipped(answer.refusal.facts))
    case 'unknown-command':
      return renderPart('github/reply/unknown-command', {
        name: clip(answer.name, SHOWN.name),
        help: answer.isListed ? null : helpOf(context),
      })
    case 'bad-command':
      return renderPart('github/reply/bad-command', {
        name: clip(answer.name, SHOWN.name),
        reason: clip(answer.reason, SHOWN.reason),
        usage: context.commands.find(({ name }) => name === answer.name)?.usage,
      })
    case 'bad-link':
      return renderPart('account/reply/bad-link', {
        reason: clip(answer.reason, SHOWN.reason),
        user: answer.user,
        signing: walletApp(context.node, 'signing'),
      })
    case 'form-problems':
      return renderPart('idea/form-problems', answer)
    case 'moved-here':
      return renderPart('idea/reply/moved-here', { from: clip(answer.from, 200) })
    case 'proposed-by-bot':
      return renderPart('proposal/reply/by-bot', {})
    case 'task-problems':
      return renderPart('task/reply/problems', answer)
    case 'tasks':
      return renderPart('task/reply/tasks', { tasks: answer.tasks.map(clippedTask) })
    case 'help':
      return helpOf(context)
    case 'status':
      return standingOf(answer.stream, context)
    case 'offer':
      return renderOffer(answer.offer, context.node)
  }
}

const clippedTask = (task: ListedTask) => ({ ...task, title: clip(task.title, SHOWN.name) })

/** A fact may be a word of the command that is answered. */
const clipped = (facts: Refusal['facts']): object =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? clip(fact, SHOWN.reason) : fact,
    ]),
  )

const helpOf = ({ commands }: ReplyContext): Markdown => renderPart('github/reply/help', { commands })

function standingOf(stream: string, { statuses }: ReplyContext): Markdown {
  const text = statuses.get(stream)
  return text === undefined || text === null
    ? renderPart('github/reply/no-status', {})
    : markdown(text.trimEnd())
}
