import type { Place } from '../../ledger/moves.ts'
import type { AnsweredKind } from '../../ledger/replies.ts'
import type { Touched } from '../../ledger/touched.ts'
import type { WrittenBy } from '../../ledger/unlinked.ts'
import type { LinkColdkey } from '../../mechanisms/account/account.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { Refusal } from '../../mechanisms/kernel/decision.ts'
import type { Person, Source } from '../../mechanisms/kernel/occurrence.ts'
import type { AnyCommand } from '../../mechanisms/streams/kinds.ts'
import type { Task } from '../../mechanisms/task/slice.ts'
import type { Ports } from '../ports.ts'
import type { Doubtful, NotSelling, Offer } from '../sales/offer.ts'

/** What is wrong with one answer of a form. */
export interface FormProblem<Field extends string = string> {
  readonly field: Field
  /** The question as the form words it. */
  readonly label: string
  /** Backticks mark code. */
  readonly reason: string
}

/** A task that is not over, as people are shown it. */
export type ListedTask = Pick<Task, 'issue' | 'title' | 'role' | 'reward' | 'closesAt' | 'stage'>

/** Who wrote what is answered by the list of all commands, by user id, and when: milliseconds, UTC. */
export interface HelpAsked {
  readonly by: number
  readonly at: number
}

/** What is said to the person who wrote a command, beside what the rules refuse. */
export type Answer =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** `isListed`: whoever wrote it was shown the commands here shortly before. */
  | {
      readonly kind: 'unknown-command'
      readonly name: string
      readonly asked?: HelpAsked
      readonly isListed?: true
    }
  | { readonly kind: 'bad-command'; readonly name: string; readonly reason: string }
  | { readonly kind: 'bad-link'; readonly reason: string; readonly user: number }
  | { readonly kind: 'form-problems'; readonly problems: readonly FormProblem[] }
  /** What is wrong with the form of a task. */
  | { readonly kind: 'task-problems'; readonly problems: readonly FormProblem[] }
  | { readonly kind: 'tasks'; readonly tasks: readonly ListedTask[] }
  | { readonly kind: 'help'; readonly asked?: HelpAsked }
  /** The issue was moved here, `owner/name#number`, and its idea goes on. */
  | { readonly kind: 'moved-here'; readonly from: string }
  /** A bot proposed: it cannot guarantee. */
  | { readonly kind: 'proposed-by-bot' }
  /** `askedOn`: the issue or pull request of the subnet's home that it was asked on; null on the idea itself. */
  | { readonly kind: 'status'; readonly stream: string; readonly askedOn: number | null }
  /** What a share of the output costs, or why none is sold. */
  | { readonly kind: 'offer'; readonly offer: Offer | NotSelling | Doubtful }

/** What a delivery asks of the ledger, or of the person. */
export type Effect =
  | { readonly kind: 'command'; readonly stream: string; readonly command: AnyCommand }
  | { readonly kind: 'link'; readonly command: LinkColdkey }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'config'
      readonly repository: Repository
      readonly installation: number
      readonly commit: string
    }
  /** The App may do something in this account's repositories that it could not do before: what failed there is tried again at once. */
  | { readonly kind: 'installed'; readonly owner: string }
  /** GitHub moved the issue of a stream to another repository. */
  | { readonly kind: 'moved'; readonly stream: string; readonly to: Place; readonly at: number }
  /** Somebody changed by hand what we show of a subnet, or of an incident in its home. */
  | {
      readonly kind: 'touched'
      readonly stream: string
      readonly incident: number | null
      readonly touched: Touched
    }

/** Where an answer goes: below the comment that asked, or below the issue itself. */
export interface ReplyTarget {
  readonly repository: Repository
  readonly installation: number
  readonly issue: number
  readonly kind: AnsweredKind
  /** The id of what is answered, among those of its kind; minus the issue's own id where the issue itself is answered. */
  readonly comment: number
}

export interface Handling {
  readonly effects: readonly Effect[]
  /** Null where nobody waits for an answer. */
  readonly replyTo: ReplyTarget | null
  /** Who wrote what it comes of, and when; absent where nothing of it takes a wallet. */
  readonly said?: WrittenBy
  /** What was said before to the same is rewritten: it was edited since. */
  readonly isAnew?: true
}

/** The webhooks that are handled, by the name in GitHub's `X-GitHub-Event` header. */
export type WebhookEvent =
  | 'issues'
  | 'issue_comment'
  | 'pull_request'
  | 'pull_request_review'
  | 'pull_request_review_comment'
  | 'push'
  | 'check_run'
  | 'check_suite'
  | 'installation'
  | 'installation_repositories'

/** What one family makes of a webhook: `NOTHING` where it is none of its business. */
export type WebhookPart = (payload: unknown, ports: Ports) => Promise<Handling>

export const NOTHING: Handling = { effects: [], replyTo: null }

/** What a comment stands below. */
export type CommentSubject =
  | { readonly kind: 'idea'; readonly stream: string }
  /** A pull request in a subnet's home. */
  | { readonly kind: 'proposal'; readonly stream: string; readonly pull: number }
  /** An issue in a subnet's home. */
  | { readonly kind: 'incident'; readonly stream: string; readonly issue: number }

/** A slash command written in a comment on an issue or a pull request. */
export interface Invocation {
  readonly subject: CommentSubject
  readonly args: string
  readonly person: Person
  readonly repository: Repository
  readonly installation: number
  readonly issue: number
  /** Where it was written. */
  readonly source: Source
  /** The head of the pull request that it was written for; null where it names none. */
  readonly head: string | null
  /** When the comment was created: milliseconds, UTC. */
  readonly at: number
}

/** What help says of a slash command. */
export interface CommandHelp {
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** Who may use it, as people say it. */
  readonly who: string
}

/** One slash command: what its help says, what it needs to ask, and what it does. */
export interface CommandSpec<Needs = unknown> extends CommandHelp {
  readonly run: (invocation: Invocation, ports: Needs) => Promise<Effect>
}
