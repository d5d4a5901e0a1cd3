import type { Delivery } from './control.ts'
import type { Collection, Emulator, Row } from './emulator.ts'
import { ORGANISATION, OWNER } from './people.ts'

export type User = {
  login: string
  node_id: string
  gravatar_id: string
  type: 'User' | 'Bot'
  site_admin: boolean
  name: string | null
}
export type Organisation = {
  login: string
  node_id: string
  description: string | null
  default_repository_permission: string
}
export type Repository = {
  node_id: string
  name: string
  full_name: string
  owner_id: number
  owner_type: 'User' | 'Organization'
  private: boolean
  default_branch: string
  description: string | null
  forked_from_id: number | null
}
export type Label = {
  node_id: string
  repo_id: number
  name: string
  color: string
  description: string | null
  default: boolean
}
export type Issue = {
  node_id: string
  repo_id: number
  number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  locked: boolean
  user_id: number
  label_ids: number[]
  is_pull_request: boolean
}
export type Comment = {
  repo_id: number
  issue_number: number | null
  pull_number: number | null
  comment_type: string
  body: string
  user_id: number
}
export type Annotation = {
  path: string
  blob_href: string
  start_line: number
  end_line: number
  start_column: number | null
  end_column: number | null
  annotation_level: string
  title: string | null
  message: string
  raw_details: string | null
}
export type CheckRun = {
  repo_id: number
  head_sha: string
  name: string
  status: string
  conclusion: string | null
  output: {
    title: string | null
    summary: string | null
    text: string | null
    annotations_count: number
    annotations: Annotation[]
  }
}
export type App = {
  app_id: number
  slug: string
  name: string
  private_key: string
  webhook_secret: string
  permissions: Record<string, string>
  events: string[]
  description: string | null
}
type Installation = {
  app_id: number
  installation_id: number
  account_id: number
  account_type: string
  repository_selection: string
  permissions: Record<string, string>
  events: string[]
  suspended_at: string | null
  repository_ids?: number[]
}
export type Reaction = { subject: string; user_id: number; content: string }
export type Pull = {
  repo_id: number
  number: number
  title: string
  state: 'open' | 'closed'
  draft: boolean
  node_id: string
  user_id: number
  head_ref: string
  head_sha: string
  head_repo_id: number
  base_ref: string
  base_sha: string
  base_repo_id: number
  merged: boolean
  merged_at: string | null
  merged_by_id: number | null
  merge_commit_sha: string | null
  closed_at: string | null
  commits: number
  assignee_ids: number[]
}
export type Commit = {
  repo_id: number
  sha: string
  message: string
  tree_sha: string
  parent_shas: string[]
  user_id: number | null
  author_name: string
  author_email: string
  /** ISO, in any zone. */
  author_date: string
  committer_name: string
  committer_email: string
  committer_date: string
}
export type Review = {
  repo_id: number
  pull_number: number
  user_id: number
  body: string | null
  state: string
  commit_id: string
}
type Release = { repo_id: number; tag_name: string; target_commitish: string; body: string | null }
export type TreeEntry = { path: string; mode: string; type: string; sha: string; size?: number }
type Tree = { repo_id: number; sha: string; tree: TreeEntry[]; truncated: boolean; node_id: string }
export type Blob = {
  repo_id: number
  sha: string
  content: string
  encoding: string
  size: number
  node_id: string
}
type Branch = { repo_id: number; name: string; sha: string; protected: boolean }
type Protection = {
  repo_id: number
  branch_name: string
  required_pull_request_reviews: { required_approving_review_count: number } | null
}
type Ref = { repo_id: number; ref: string; sha: string; node_id: string }

/** Everything that is on the local GitHub: the emulator's own collections, and ours beside them in the same store. */
export type World = ReturnType<typeof openWorld>

export function openWorld(url: string, emulator: Emulator) {
  const open = <T>(name: string, ...indexed: (keyof T & string)[]): Collection<T> =>
    emulator.store.collection<T>(name, indexed)
  return {
    url,
    emulator,
    users: open<User>('github.users', 'login'),
    organisations: open<Organisation>('github.orgs', 'login'),
    repositories: open<Repository>('github.repos', 'owner_id', 'full_name'),
    collaborators: open<{ repo_id: number; user_id: number; permission: string }>(
      'github.collaborators',
      'repo_id',
      'user_id',
    ),
    teams: open<{ org_id: number; slug: string }>('github.teams', 'org_id', 'slug'),
    teamMembers: open<{ team_id: number; user_id: number; role: string }>(
      'github.team_members',
      'team_id',
      'user_id',
    ),
    labels: open<Label>('github.labels', 'repo_id'),
    issues: open<Issue>('github.issues', 'repo_id', 'number'),
    comments: open<Comment>('github.comments', 'repo_id'),
    checkRuns: open<CheckRun>('github.check_runs', 'repo_id', 'head_sha'),
    commits: open<Commit & { node_id: string }>('github.commits', 'repo_id', 'sha'),
    refs: open<Ref>('github.refs', 'repo_id'),
    pulls: open<Pull>('github.pull_requests', 'repo_id', 'number'),
    reviews: open<Review>('github.reviews', 'repo_id', 'pull_number'),
    releases: open<Release>('github.releases', 'repo_id'),
    branches: open<Branch>('github.branches', 'repo_id'),
    protections: open<Protection>('github.branch_protections', 'repo_id'),
    trees: open<Tree>('github.trees', 'repo_id', 'sha'),
    blobs: open<Blob>('github.blobs', 'repo_id', 'sha'),
    apps: open<App>('github.apps', 'slug'),
    installations: open<Installation>('github.app_installations', 'app_id', 'installation_id'),
    reactions: open<Reaction>('tributary.reactions', 'subject'),
    deliveries: open<Omit<Delivery, 'id'>>('tributary.deliveries', 'guid'),
  }
}

export function findRepository(world: World, owner: string, name: string): (Repository & Row) | undefined {
  return world.repositories.findOneBy('full_name', `${owner}/${name}`)
}

/** The issue or pull request of that number. */
export function findIssue(world: World, repository: Row, number: number): (Issue & Row) | undefined {
  return world.issues.findBy('repo_id', repository.id).find((issue) => issue.number === number)
}

export function findComment(
  world: World,
  repository: Row,
  id: number,
  type: 'issue' | 'review' = 'issue',
): (Comment & Row) | undefined {
  const comment = world.comments.get(id)
  return comment?.repo_id === repository.id && comment.comment_type === type ? comment : undefined
}

export function findPull(world: World, repository: Row, number: number): (Pull & Row) | undefined {
  return world.pulls.findBy('repo_id', repository.id).find((pull) => pull.number === number)
}

/** The App that is installed here; others may be registered after it. */
export function theApp(world: World): App & Row {
  return sure(world.apps.all()[0], 'the App')
}

export function theInstallation(world: World): Installation & Row {
  return sure(world.installations.all()[0], 'the installation')
}

export function theOrganisation(world: World): Organisation & Row {
  return sure(world.organisations.findOneBy('login', ORGANISATION), ORGANISATION)
}

export function sure<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the local GitHub lost ${what}`)
  return value
}

/** Reads the emulator's API as the owner of the organisation, who may see everything. */
export async function readAsOwner<T>(world: World, path: string): Promise<T> {
  return actAsOwner<T>(world, 'GET', path)
}

/** The JSON of what the emulator answers the owner of the organisation, past the front. */
export async function actAsOwner<T>(world: World, method: string, path: string, body?: object): Promise<T> {
  const answer = await askAsOwner(world, method, path, body)
  if (!answer.ok) throw new Error(`the local GitHub cannot ${method} its own ${path}: ${answer.status}`)
  return (await answer.json()) as T
}

export async function askAsOwner(
  world: World,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  const [token] = sure(
    [...world.emulator.tokens].find(([, { login, installation }]) => login === OWNER && !installation),
    "the owner's token",
  )
  return world.emulator.fetch(
    new Request(world.url + path, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
}
