import type { Places } from '../github/places.ts'
import { type Reply, sendReply, takesReaction } from '../github/reply.ts'
import type { Queries } from '../ledger/database.ts'
import { decode, encode } from '../ledger/json.ts'
import type { Ledger, Writing } from '../ledger/ledger.ts'
import {
  type Answered,
  anchorOf,
  answersWith,
  keepReply,
  type ReplyRow,
  readReply,
  replaceReply,
} from '../ledger/replies.ts'
import { forgetForm, keepForm } from '../ledger/surfaces.ts'
import { subnetStream } from '../mechanisms/subnet/state.ts'
import { commands } from './commands.ts'
import type { Answer, HelpAsked, ReplyTarget } from './kit/handler.ts'
import type { GitHubWork } from './kit/show.ts'
import { renderReply } from './replies.ts'
import { renderStatus } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

/**
 * Keeps what is to be said to a person, in the transaction in which the command was handled: a null for each command
 * that was carried out. What is heard again is answered anew. The job that sends it finds the words. What is wrong with a form is shown by the issue's sticky comment instead.
 */
export async function keepAnswers(
  writing: Writing,
  replyTo: ReplyTarget,
  answers: readonly (Answer | null)[],
  isAgain = false,
): Promise<void> {
  const [first] = answers
  if (first?.kind === 'form-problems') return keepFormProblems(writing, replyTo, first)
  if (answers.length === 0) return
  const { repository, installation, issue, kind, comment } = replyTo
  const place = { repository: `${repository.owner}/${repository.name}`, issue }
  const keep = isAgain ? replaceReply : keepReply
  await keep(writing.queries, {
    kind,
    commentId: comment,
    installationId: installation,
    ...place,
    answers: encode(await withoutLists(writing.queries, place, { kind, comment }, answers)),
  })
  await writing.enqueue('reply', `${kind}:${comment}`, { kind, comment })
}

/** So long one list of the commands serves for all that a person asks in a thread. */
const LISTED_FOR = 60 * 60_000

/**
 * The answers without the list of all commands, where the same person was given it in this thread shortly before. They are answered all the
 * same: by a reaction, or in a line.
 */
async function withoutLists(
  queries: Queries,
  place: Pick<ReplyRow, 'repository' | 'issue'>,
  answered: Answered,
  answers: readonly (Answer | null)[],
): Promise<readonly (Answer | null)[]> {
  const [listing] = answers.filter((answer) => listAskedBy(answer) !== null)
  const asked = listing ? listAskedBy(listing) : null
  if (!listing || !asked) return answers
  const earlier = (await answersWith(queries, place, answered, '"asked"'))
    .flatMap((row) => decode<(Answer | null)[]>(row))
    .filter((answer) => answer?.kind === listing.kind)
    .flatMap((answer) => listAskedBy(answer) ?? [])
  if (!earlier.some(({ by, at }) => by === asked.by && Math.abs(asked.at - at) < LISTED_FOR)) return answers
  return answers.map((answer) => {
    if (answer?.kind !== listing.kind) return answer
    return answer.kind === 'unknown-command' ? { ...answer, isListed: true } : null
  })
}

/** Who asked for the list that an answer holds; null where it holds none. */
function listAskedBy(answer: Answer | null): HelpAsked | null {
  if (answer?.kind === 'help') return answer.asked ?? null
  return answer?.kind === 'unknown-command' && !answer.isListed ? (answer.asked ?? null) : null
}

/** Answers what was written, if anything is kept for it. */
export async function sendAnswer(
  { ledger, github, places, appId, log }: GitHubWork,
  answered: Answered,
): Promise<void> {
  const { queries } = ledger
  const row = await readReply(queries, answered)
  if (!row) return
  const octokit = await github.asInstallation(row.installationId)
  const render = (kept: ReplyRow) => renderAnswers(ledger, places, kept)
  const outcome = await sendReply({ queries, octokit, appId, answered, render })
  if (outcome !== 'answered') log.warn({ ...answered, why: outcome }, 'an answer is given up')
}

/** The words for what is kept; a status is that of this moment. */
export async function renderAnswers(ledger: Ledger, places: Places, row: ReplyRow): Promise<Reply> {
  const answers = decode<(Answer | null)[]>(row.answers)
  const { repository, issue, kind, commentId } = row
  const anchor = anchorOf(kind)
  return renderReply(answers, {
    commands,
    statuses: await readStatuses(ledger, places, answers),
    node: places.node,
    to:
      commentId > 0 && anchor ? `${places.github}/${repository}/issues/${issue}#${anchor}${commentId}` : null,
    // What was answered in words before is answered in words.
    isForm: commentId < 0,
    canReact: row.replyId === null && takesReaction({ kind, comment: commentId }),
  })
}

async function readStatuses(
  { queries, readSubnet }: Ledger,
  places: Places,
  answers: readonly (Answer | null)[],
): Promise<ReadonlyMap<string, string | null>> {
  const statuses = new Map<string, string | null>()
  for (const answer of answers) {
    if (answer?.kind !== 'status') continue
    const { stream, askedOn } = answer
    const state = await readSubnet(stream)
    statuses.set(stream, renderStatus(state, await readThreadFacts(queries, places, state), askedOn))
  }
  return statuses
}

async function keepFormProblems(
  writing: Writing,
  { repository, installation, issue }: ReplyTarget,
  { problems }: Answer & { kind: 'form-problems' },
): Promise<void> {
  const subject = subnetStream(repository.id, issue)
  const shownAt = {
    subject,
    installationId: installation,
    repository: `${repository.owner}/${repository.name}`,
    issue,
  }
  await keepForm(writing.queries, shownAt, encode(problems))
  await writing.showThread(subject)
}

/** The issue reads as an idea again: its thread no longer says what was wrong. */
export async function forgetFormProblems(writing: Writing, subject: string): Promise<void> {
  if (!(await forgetForm(writing.queries, subject))) return
  await writing.showThread(subject)
}
