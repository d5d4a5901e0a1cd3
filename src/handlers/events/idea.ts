import { createHash } from 'node:crypto'
import type { Terms } from '../../mechanisms/idea/slice.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import type { Effect, Ports } from '../handler.ts'
import { type FieldProblem, IDEA_LABELS, parseIdea } from '../parse/idea-form.ts'
import { type Common, type Issue, millisecondsOf, repositoryOf } from '../payload.ts'

export type ReadIdea =
  | { readonly ok: true; readonly terms: Terms }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** The terms in an issue's body; no problems and not ok: the issue is no idea, and none of the App's business. */
export function readIdea(issue: Issue): ReadIdea {
  const body = issue.body ?? ''
  const parsed = parseIdea(body)
  if (!parsed.ok) return { ok: false, problems: parsed.kind === 'problems' ? parsed.problems : [] }
  const { title, link, roles, target } = parsed.idea
  const bodyHash = createHash('sha256').update(body).digest('hex')
  return { ok: true, terms: { title, link, roles, target, bodyHash } }
}

/** Opens the idea of an issue, or says what is wrong with its form. Nothing where the issue is no idea. */
export async function openIdea(payload: Common & { issue: Issue }, ports: Ports): Promise<Effect[]> {
  const { issue, installation } = payload
  if (issue.pull_request || issue.user.type !== 'User') return []
  const repository = repositoryOf(payload)
  const read = readIdea(issue)
  if (!read.ok) return problemsEffect(read.problems)
  const { funding } = await ports.configOf(repository, installation.id)
  const outside = targetProblem(read.terms.target, funding.minimumTarget, funding.maximumTarget)
  if (outside) return problemsEffect([outside])
  const command = {
    type: 'OpenIdea',
    repository,
    issue: issue.number,
    installation: installation.id,
    discoverer: { id: issue.user.id, login: issue.user.login },
    terms: read.terms,
    pots: await ports.nextPots(),
    at: millisecondsOf(issue.created_at),
    source: { kind: 'issue', issue: issue.number },
  } as const
  return [{ kind: 'subnet', stream: subnetStream(repository.id, issue.number), command }]
}

const problemsEffect = (problems: readonly FieldProblem[]): Effect[] =>
  problems.length > 0 ? [{ kind: 'answer', answer: { kind: 'form-problems', problems } }] : []

function targetProblem(target: bigint, smallest: bigint, largest: bigint): FieldProblem | null {
  if (target >= smallest && target <= largest) return null
  const reason = `The target must lie between ${formatTao(smallest)} and ${formatTao(largest)}.`
  return { field: 'target', label: IDEA_LABELS.target, reason }
}
