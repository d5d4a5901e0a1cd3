import type { Row } from './emulator.ts'
import { atLeast, roleOf } from './identity.ts'
import { mergeChanges } from './merging.ts'
import { ancestors, share } from './objects.ts'
import type { Moved } from './pushes.ts'
import { simpleUser } from './shapes.ts'
import { type Pull, type Repository, readAsOwner, sure, type User, type World } from './world.ts'

type Announce = (event: string, payload: Record<string, unknown>) => void
export type PullPost = { world: World; announce: Announce }

const NOTHING = /^0+$/

/** What a moved branch means for pull requests: a new head, a new base, or the end where the branch is gone. */
export async function followBranch(
  { world, announce }: PullPost,
  { repository, ref, before, after }: Moved,
  sender: User & Row,
): Promise<void> {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1]
  if (branch === undefined) return
  const open = world.pulls.all().filter(({ state }) => state === 'open')
  for (const pull of open.filter((one) => one.base_repo_id === repository.id && one.base_ref === branch))
    world.pulls.update(pull.id, { base_sha: after })
  for (const pull of open.filter((one) => one.head_repo_id === repository.id && one.head_ref === branch)) {
    if (NOTHING.test(after)) {
      closePull(world, pull)
      await announcePull(world, announce, pull, { action: 'closed' }, sender)
    } else {
      reach(world, pull, after)
      await announcePull(world, announce, pull, { action: 'synchronize', before, after }, sender)
    }
  }
}

/** A pull request's head can be read in the repository that it is aimed at, as by GitHub's `refs/pull/<n>/head`. */
export function reach(world: World, pull: Pull & Row, head: string): void {
  const base = sure(world.repositories.get(pull.base_repo_id), 'a repository')
  const from = sure(world.repositories.get(pull.head_repo_id), 'a fork')
  share(world, from, base, head)
  const theirs = ancestors(world, base, head)
  const ours = new Set(ancestors(world, base, pull.base_sha))
  world.pulls.update(pull.id, { head_sha: head, commits: theirs.filter((sha) => !ours.has(sha)).length })
  const ref = `refs/pull/${pull.number}/head`
  const known = world.refs.findBy('repo_id', base.id).find((row) => row.ref === ref)
  if (known) world.refs.update(known.id, { sha: head })
  else world.refs.insert({ repo_id: base.id, ref, sha: head, node_id: '' })
}

export function closePull(world: World, pull: Pull & Row, changes: Partial<Pull> = {}): void {
  const closed_at = new Date().toISOString()
  world.pulls.update(pull.id, { state: 'closed', closed_at, ...changes })
  const issue = world.issues.findBy('repo_id', pull.repo_id).find(({ number }) => number === pull.number)
  if (issue) world.issues.update(issue.id, { state: 'closed' })
}

/** Tells of a pull request as it is now. */
export async function announcePull(
  world: World,
  announce: Announce,
  pull: Pull & Row,
  { action, ...rest }: Record<string, unknown>,
  sender: User & Row,
): Promise<void> {
  const { full_name } = sure(world.repositories.get(pull.repo_id), 'a repository') as Repository & Row
  const [whole, repository] = await Promise.all([
    readAsOwner<Record<string, unknown>>(world, `/repos/${full_name}/pulls/${pull.number}`),
    readAsOwner<Record<string, unknown>>(world, `/repos/${full_name}`),
  ])
  const payload = { action, number: pull.number, ...rest, pull_request: whole, repository }
  announce('pull_request', { ...payload, sender: simpleUser(world, sender) })
}

/** Whether it can be merged, as GitHub says when it has looked. */
export function mergeability(
  world: World,
  pull: Pull & Row,
): { mergeable: boolean | null; mergeable_state: string } {
  if (pull.state === 'closed') return { mergeable: null, mergeable_state: 'unknown' }
  const base = sure(world.repositories.get(pull.base_repo_id), 'a repository')
  if (!mergeChanges(world, base, pull)) return { mergeable: false, mergeable_state: 'dirty' }
  if (pull.draft) return { mergeable: true, mergeable_state: 'draft' }
  return { mergeable: true, mergeable_state: missingReviews(world, pull) ? 'blocked' : 'clean' }
}

/** How many approving reviews the base branch still asks for: the last word of each who may write, and only for this head. */
export function missingReviews(world: World, pull: Pull): number {
  const { base_repo_id, base_ref, number, head_sha } = pull
  const base = world.repositories.get(base_repo_id)
  const wanted =
    world.protections.findBy('repo_id', base_repo_id).find(({ branch_name }) => branch_name === base_ref)
      ?.required_pull_request_reviews?.required_approving_review_count ?? 0
  const reviews = world.reviews
    .findBy('pull_number', number)
    .filter(
      ({ repo_id, state, commit_id }) =>
        repo_id === base_repo_id && commit_id === head_sha && state !== 'COMMENTED',
    )
  const last = new Map(reviews.map(({ user_id, state }) => [user_id, state]))
  const approving = [...last].filter(([user, state]) => {
    const reviewer = world.users.get(user)
    return state === 'APPROVED' && base && reviewer && atLeast(roleOf(world, base, reviewer), 'write')
  })
  return Math.max(0, wanted - approving.length)
}
