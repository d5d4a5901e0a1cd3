import type { Row } from './emulator.ts'
import { ancestors } from './objects.ts'
import { simpleUser } from './shapes.ts'
import { type Repository, readAsOwner, type User, type World } from './world.ts'

const NOTHING = '0'.repeat(40)
/** GitHub names at most this many commits in a push, newest last. */
const MOST_COMMITS = 2048

export type Moved = { repository: Repository & Row; ref: string; before: string; after: string }

/** Where every branch and tag of a repository points. */
export function refsOf(world: World, repository: Row): Map<string, string> {
  const refs = world.refs.findBy('repo_id', repository.id).map(({ ref, sha }) => [ref, sha] as const)
  return new Map(refs.filter(([ref]) => /^refs\/(heads|tags)\//.test(ref)))
}

/** The refs that a request has moved, made or deleted: a push for each, however they were moved. */
export function movedRefs(world: World, repository: Repository & Row, earlier: Map<string, string>): Moved[] {
  const now = refsOf(world, repository)
  return [...new Set([...earlier.keys(), ...now.keys()])]
    .map((ref) => ({ repository, ref, before: earlier.get(ref) ?? NOTHING, after: now.get(ref) ?? NOTHING }))
    .filter(({ before, after }) => before !== after)
}

type ApiCommit = {
  sha: string
  commit: { message: string; tree: { sha: string }; author: Identity; committer: Identity }
  author: { login: string } | null
  committer: { login: string } | null
  files: { filename: string; previous_filename?: string; status: string }[]
}
type Identity = { name: string; email: string; date: string }

/** The payload of a push as GitHub makes it; the emulator sends half of one, and only for some ways to push. */
export async function pushPayload(
  world: World,
  moved: Moved,
  sender: User & Row,
): Promise<Record<string, unknown>> {
  const { repository, ref, before, after } = moved
  const deleted = after === NOTHING
  const commits = deleted
    ? []
    : await Promise.all(newCommits(world, moved).map((sha) => commitShape(world, repository, sha)))
  return {
    ref,
    before,
    after,
    base_ref: null,
    compare: `${world.url}/${repository.full_name}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    created: before === NOTHING,
    deleted,
    forced: before !== NOTHING && !deleted && !ancestors(world, repository, after).includes(before),
    commits,
    head_commit: commits.at(-1) ?? (deleted ? null : await commitShape(world, repository, after)),
    pusher: { name: sender.login, email: null },
    repository: await readAsOwner(world, `/repos/${repository.full_name}`),
    sender: simpleUser(world, sender),
  }
}

/** Commits that can be reached from the new tip and from no place where the repository pointed before, oldest first. */
function newCommits(world: World, { repository, ref, before, after }: Moved): string[] {
  const known = new Set(before === NOTHING ? [] : ancestors(world, repository, before))
  for (const [other, sha] of refsOf(world, repository)) {
    if (other !== ref && before === NOTHING)
      for (const old of ancestors(world, repository, sha)) known.add(old)
  }
  return ancestors(world, repository, after)
    .filter((sha) => !known.has(sha))
    .slice(0, MOST_COMMITS)
    .reverse()
}

async function commitShape(world: World, repository: Repository, sha: string) {
  const commit = await readAsOwner<ApiCommit>(world, `/repos/${repository.full_name}/commits/${sha}`)
  const paths = (...statuses: string[]) =>
    commit.files.filter(({ status }) => statuses.includes(status)).map(({ filename }) => filename)
  const gone = commit.files
    .filter(({ status }) => status === 'renamed')
    .map(({ previous_filename }) => previous_filename)
  return {
    id: sha,
    tree_id: commit.commit.tree.sha,
    distinct: true,
    message: commit.commit.message,
    timestamp: commit.commit.committer.date,
    url: `${world.url}/${repository.full_name}/commit/${sha}`,
    author: person(commit.commit.author, commit.author),
    committer: person(commit.commit.committer, commit.committer),
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...gone],
    modified: paths('modified', 'changed'),
  }
}

function person({ name, email, date }: Identity, user: { login: string } | null) {
  return { name, email, date, ...(user && { username: user.login }) }
}
