import type { GitHubAsked, Purse } from './listing.ts'

/** A repository that GitHub is asked about, by its name at some time: GitHub follows renames. */
export interface AskedAbout {
  readonly id: number
  readonly owner: string
  readonly name: string
}

/** So many repositories in one query: a node of issues and one of pull requests each, which is two points or three of 5,000 an hour. */
export const AT_ONCE = 100

/** Comments and reviews change their issue or pull request, and pushes theirs: the newest of them tells whether anything happened. */
const NEWEST = `fragment newest on Repository {
  issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
  pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
}`

interface Newest {
  readonly nodes: readonly ({ readonly updatedAt: string } | null)[] | null
}
type Answered = Readonly<Record<string, { readonly issues: Newest; readonly pullRequests: Newest } | null>>

/**
 * When something happened last in each of a hundred repositories, by GitHub's time: milliseconds, and 0 where nothing ever did. One call. What
 * GitHub does not show is missing.
 */
export async function newestIn(
  octokit: GitHubAsked,
  repositories: readonly AskedAbout[],
  purse: Purse,
): Promise<ReadonlyMap<number, number>> {
  purse.left -= 1
  const asked = repositories.map(
    ({ id, owner, name }) =>
      `r${id}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ...newest }`,
  )
  const { data } = await octokit.request('POST /graphql', {
    query: `query { ${asked.join('\n')} }\n${NEWEST}`,
  })
  const answered = (data as { data?: Answered | null }).data ?? {}
  return new Map(
    repositories.flatMap(({ id }) => {
      const found = answered[`r${id}`]
      return found ? [[id, Math.max(timeOf(found.issues), timeOf(found.pullRequests))] as const] : []
    }),
  )
}

const timeOf = ({ nodes }: Newest): number => Date.parse(nodes?.[0]?.updatedAt ?? '') || 0
