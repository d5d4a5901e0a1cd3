import { noteSurface, surfaceOf } from '../ledger/surfaces.ts'
import { isFinal } from './api.ts'
import type { Reconciling } from './reconcile.ts'

/** Node ids, by which GraphQL names things; of labels by their names. */
type Nodes = Readonly<Record<string, string>>

/** The subject under which a repository's labels are kept. */
export const labelsOfRepository = ({ repository }: Pick<Reconciling, 'repository'>): string =>
  `labels:${repository.owner}/${repository.name}`

/** The first comes first, so that the issue is never without a label of ours. Those of other people are not touched. */
const SWAP = `mutation ($issue: ID!, $add: [ID!]!, $remove: [ID!]!) {
  addLabelsToLabelable(input: { labelableId: $issue, labelIds: $add }) { clientMutationId }
  removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: $remove }) { clientMutationId }
}`

/**
 * Adds labels and removes others by one call. False where it cannot be done so: a label's node id is not known, or GitHub says
 * no. Each label is then added or removed by itself, which does no harm where it is done already.
 */
export async function swapLabels(
  work: Reconciling,
  missing: readonly string[],
  surplus: readonly string[],
): Promise<boolean> {
  const known = await nodesOf(work, labelsOfRepository(work))
  const idsOf = (names: readonly string[]) => names.flatMap((name) => known[name] ?? [])
  const [add, remove] = [idsOf(missing), idsOf(surplus)]
  if (add.length < missing.length || remove.length < surplus.length) return false
  try {
    const issue = await nodeOfIssue(work)
    const { data } = await work.octokit.request('POST /graphql', {
      query: SWAP,
      variables: { issue, add, remove },
    })
    return (data as { errors?: unknown }).errors === undefined
  } catch (error) {
    if (isFinal(error)) return false
    throw error
  }
}

/** What GitHub says of labels when they are made or added has their node ids. */
export async function learnLabels(work: Reconciling, labels: unknown): Promise<void> {
  const told = (Array.isArray(labels) ? labels : [labels]) as { name?: unknown; node_id?: unknown }[]
  const learned = told.flatMap(({ name, node_id: id }) =>
    typeof name === 'string' && typeof id === 'string' ? [[name, id] as const] : [],
  )
  const subject = labelsOfRepository(work)
  const known = await nodesOf(work, subject)
  if (learned.every(([name, id]) => known[name] === id)) return
  await keep(work, subject, { ...known, ...Object.fromEntries(learned) })
}

async function nodeOfIssue(work: Reconciling): Promise<string> {
  const known = await nodesOf(work, work.subject)
  if (known.issue !== undefined) return known.issue
  const { data } = await work.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
    owner: work.repository.owner,
    repo: work.repository.name,
    issue_number: work.issue,
  })
  await keep(work, work.subject, { issue: data.node_id })
  return data.node_id
}

const nodesOf = async ({ queries }: Reconciling, subject: string): Promise<Nodes> =>
  JSON.parse((await surfaceOf(queries, subject))?.nodes ?? '{}')

const keep = ({ queries }: Reconciling, subject: string, nodes: Nodes): Promise<void> =>
  noteSurface(queries, subject, { nodes: JSON.stringify(nodes) })
