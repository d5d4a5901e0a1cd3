import type { Config } from '../../mechanisms/config.ts'
import type { Terms } from '../../mechanisms/idea/slice.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import type { Effect, FormProblem } from '../kit/handler.ts'
import { type Common, type Issue, millisecondsOf, personOf, repositoryOf } from '../kit/payload.ts'
import { isAllowedHost, notAllowed, PORT_GIVEN } from '../link/allowed-host.ts'
import type { Markets } from '../market/ports.ts'
import { bodyHashOf } from './body-hash.ts'
import { IDEA_LABELS, parseIdea } from './idea-form.ts'
import type { Ideas } from './ports.ts'

export type ReadIdea =
  | { readonly ok: true; readonly terms: Terms }
  | { readonly ok: false; readonly problems: readonly FormProblem[] }

/**
 * The terms in an issue's body, within what the market's settings allow; no problems and not ok: the issue is no idea, and
 * none of the App's business.
 */
export async function readIdea(payload: Common & { issue: Issue }, ports: Markets): Promise<ReadIdea> {
  const body = payload.issue.body ?? ''
  const parsed = parseIdea(body)
  if (!parsed.ok) return { ok: false, problems: parsed.kind === 'problems' ? parsed.problems : [] }
  const { title, link, roles, target } = parsed.idea
  const bodyHash = bodyHashOf(body)
  const terms = { title, link, roles, target, bodyHash }
  const config = await ports.configOf(repositoryOf(payload), payload.installation.id)
  const problems = problemsOf(terms, config)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, terms }
}

/**
 * Opens the idea of an issue, or says what is wrong with its form. Nothing where the issue is no idea. Its time runs from when its
 * form was first whole `here`: when the issue was made, unless the caller knows better.
 */
export async function openIdea(
  payload: Common & { issue: Issue },
  ports: Ideas & Markets,
  here = payload.issue.created_at,
): Promise<Effect[]> {
  const { issue, installation } = payload
  const discoverer = personOf(issue.user)
  if (issue.pull_request || !discoverer || issue.user?.type !== 'User') return []
  const repository = repositoryOf(payload)
  const stream = subnetStream(repository.id, issue.number)
  // It lives on under another stream, or elsewhere: a second bill for it would be paid twice.
  if ((await ports.ideaBehind(stream)) !== null || (await ports.hasMoved(stream))) return []
  const read = await readIdea(payload, ports)
  if (!read.ok) return problemsEffect(read.problems)
  const command = {
    type: 'OpenIdea',
    repository,
    issue: issue.number,
    installation: installation.id,
    discoverer,
    terms: read.terms,
    saidAt: millisecondsOf(issue.updated_at),
    at: millisecondsOf(here),
    source: { kind: 'issue', issue: issue.number },
  } as const
  return [{ kind: 'command', stream, command }]
}

export const problemsEffect = (problems: readonly FormProblem[]): Effect[] =>
  problems.length > 0 ? [{ kind: 'answer', answer: { kind: 'form-problems', problems } }] : []

function problemsOf({ link, target }: Terms, config: Config): FormProblem[] {
  const { minimumTarget, maximumTarget } = config.funding
  const problems: FormProblem[] = []
  const host = wrongHost(new URL(link), config.link.allowedHosts)
  if (host) problems.push({ field: 'link', label: IDEA_LABELS.link, reason: host })
  if (target < minimumTarget || target > maximumTarget) {
    const reason = `The target must lie between ${formatTao(minimumTarget)} and ${formatTao(maximumTarget)}.`
    problems.push({ field: 'target', label: IDEA_LABELS.target, reason })
  }
  return problems
}

/** Said before anybody pays. What is visited is checked again then, with the addresses that the name leads to. */
function wrongHost({ hostname, port }: URL, allowedHosts: readonly string[]): string | null {
  if (!isAllowedHost(hostname, allowedHosts)) return notAllowed(hostname, allowedHosts)
  return port ? PORT_GIVEN : null
}
