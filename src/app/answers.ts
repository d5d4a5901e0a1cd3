import { commands } from '../handlers/commands/registry.ts'
import type { Answer, Place } from '../handlers/handler.ts'
import { renderReply } from '../handlers/replies.ts'
import { renderStatus } from '../handlers/thread.ts'
import { encode } from '../ledger/json.ts'
import type { Writing } from '../ledger/ledger.ts'
import { keepReply } from '../ledger/replies.ts'
import { forgetForm, keepForm } from '../ledger/surfaces.ts'
import { subnetStream } from '../mechanisms/subnet/state.ts'
import { type Places, readThreadFacts } from './thread-facts.ts'

/**
 * Keeps what is to be said to a person, in the transaction in which the command was handled: a null for each command
 * that was carried out. What is wrong with a form is shown by the issue's sticky comment instead.
 */
export async function keepAnswers(
  writing: Writing,
  places: Places,
  place: Place,
  answers: readonly (Answer | null)[],
): Promise<void> {
  const [first] = answers
  if (first?.kind === 'form-problems') return keepFormProblems(writing, place, first)
  const { repository, installation, issue, comment } = place
  const statuses = await readStatuses(writing, places, place, answers)
  const { owner, name } = repository
  const { reaction, body } = renderReply(answers, {
    commands,
    status: (stream) => statuses.get(stream) ?? null,
    node: places.node,
    to: comment > 0 ? `${places.github}/${owner}/${name}/issues/${issue}#issuecomment-${comment}` : null,
  })
  if (!reaction && !body) return
  await keepReply(writing.queries, {
    commentId: comment,
    installationId: installation,
    repository: `${owner}/${name}`,
    issue,
    reaction,
    body,
  })
  await writing.enqueue('reply', String(comment), { comment })
}

async function readStatuses(
  writing: Writing,
  places: Places,
  { repository, issue }: Place,
  answers: readonly (Answer | null)[],
): Promise<Map<string, string | null>> {
  const statuses = new Map<string, string | null>()
  for (const answer of answers) {
    if (answer?.kind !== 'status') continue
    const state = await writing.readSubnet(answer.stream)
    const facts = await readThreadFacts(writing.queries, places, state)
    const isHome = repository.id === state.home?.repository.id
    statuses.set(answer.stream, renderStatus(state, facts, isHome ? issue : null))
  }
  return statuses
}

async function keepFormProblems(
  writing: Writing,
  { repository, installation, issue }: Place,
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
  await writing.enqueue('surface', subject, { stream: subject })
}

/** The issue reads as an idea again: its thread no longer says what was wrong. */
export async function forgetFormProblems(writing: Writing, subject: string): Promise<void> {
  if (!(await forgetForm(writing.queries, subject))) return
  await writing.enqueue('surface', subject, { stream: subject })
}
