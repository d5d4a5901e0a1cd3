import { completeCheckRun, completePost, completePull, completeRepository, completeUser } from './complete.ts'
import { OWNER } from './people.ts'
import { installationShape, nodeId, simpleOrganisation, simpleUser } from './shapes.ts'
import { findRepository, sure, theInstallation, theOrganisation, type World } from './world.ts'

type Json = Record<string, unknown>
type Post = Json & { title?: string; body?: string | null }

/** What an issue or comment said before the request that changed it. */
export type Before = { title?: string; body?: string | null }

/** Completes what the emulator sends with an event, so that it holds what GitHub's payload does. */
export function completePayload(world: World, event: string, payload: Json, before: Before): Json {
  const { action, issue, comment, review, label, check_run, pull_request, changes, sender, ...rest } = payload
  const changed = (comment ?? review ?? issue ?? pull_request) as Post | undefined
  return {
    ...(action !== undefined && { action }),
    ...(issue ? { issue: completePost(world, issue as Post) } : {}),
    ...(comment ? { comment: wholeComment(world, event, comment as Post) } : {}),
    ...(review ? { review: wholeReview(world, review as Json) } : {}),
    ...(label ? { label: wholeLabel(world, payload) } : {}),
    ...(pull_request ? wholePull(world, pull_request as Post, comment || review) : {}),
    ...(check_run ? { check_run: completeCheckRun(world, check_run as Json) } : {}),
    ...(action === 'edited' && changed
      ? { changes: { ...changesSince(before, changed), ...retargeted(changes) } }
      : changes
        ? { changes }
        : {}),
    ...rest,
    ...accounts(world, event, payload),
    ...(sender ? { sender: completeUser(world, sender as { login: string }) } : {}),
  }
}

/** What is written below a pull request does not say its number a second time. */
function wholePull(world: World, pull: Post, below: unknown): Json {
  return { ...(!below && { number: pull.number }), pull_request: completePull(world, pull) }
}

/** Of a comment on a line the emulator leaves out where that line was. */
function wholeComment(world: World, event: string, comment: Post): Json {
  const whole: Json = completePost(world, comment)
  if (event !== 'pull_request_review_comment') return whole
  const { in_reply_to_id, position, url, html_url, pull_request_url, ...rest } = whole
  const href = (link: unknown) => ({ href: link })
  return {
    ...rest,
    ...(in_reply_to_id ? { in_reply_to_id } : {}),
    url,
    html_url,
    pull_request_url,
    position: position ?? 1,
    original_position: position ?? 1,
    original_line: rest.line,
    start_line: null,
    original_start_line: null,
    start_side: null,
    _links: { self: href(url), html: href(html_url), pull_request: href(pull_request_url) },
  }
}

/** In payloads the state of a review is in lower case, and its words are null where there are none. */
function wholeReview(world: World, review: Json): Json {
  const { created_at: _, state, body, ...rest } = completePost(world, review)
  return { ...rest, state: String(state).toLowerCase(), body: body === '' ? null : body }
}

/** GitHub says what was there before; the emulator only that it changed. */
function changesSince(before: Before, now: Post): Json {
  return {
    ...(before.title !== undefined && before.title !== now.title ? { title: { from: before.title } } : {}),
    ...(before.body !== undefined && before.body !== now.body ? { body: { from: before.body ?? '' } } : {}),
  }
}

const retargeted = (changes: unknown): Json => {
  const { base } = (changes ?? {}) as { base?: Json }
  return base ? { base } : {}
}

/** The emulator sends a label's name and colour only. */
function wholeLabel(world: World, { label, repository }: Json): unknown {
  const { name } = label as { name: string }
  const { full_name } = repository as { full_name: string }
  const row = world.labels
    .all()
    .find((candidate) => candidate.name === name && inRepository(world, candidate.repo_id, full_name))
  if (!row) return label
  const url = `${world.url}/repos/${full_name}/labels/${encodeURIComponent(name)}`
  return {
    id: row.id,
    node_id: row.node_id,
    url,
    name,
    color: row.color,
    default: row.default,
    description: row.description,
  }
}

function inRepository(world: World, id: number, fullName: string): boolean {
  return world.repositories.get(id)?.full_name === fullName
}

/** The organisation and the installation that the event belongs to. */
function accounts(world: World, event: string, payload: Json): Json {
  const organisation = theOrganisation(world)
  const installation = theInstallation(world)
  const { full_name = '' } = (payload.repository ?? {}) as { full_name?: string }
  const [owner = '', name = ''] = full_name.split('/')
  const repository = findRepository(world, owner, name)
  const repositoryShape = payload.repository
    ? { repository: wholeRepository(completeRepository(world, payload.repository as Json), event) }
    : {}
  if (repository && repository.owner_id !== organisation.id) return repositoryShape
  return {
    ...repositoryShape,
    organization: simpleOrganisation(world, organisation),
    installation: {
      id: installation.installation_id,
      node_id: nodeId('Installation', installation.installation_id),
    },
  }
}

/** Payloads do not say what the reader may do there; those of pushes give times in seconds. */
function wholeRepository({ permissions, ...repository }: Json, event: string): Json {
  const whole = { ...repository, web_commit_signoff_required: false, custom_properties: {} }
  if (event !== 'push') return whole
  const seconds = (time: unknown) => Math.floor(Date.parse(String(time)) / 1000)
  const { default_branch, owner } = whole as Json
  return {
    ...whole,
    created_at: seconds(repository.created_at),
    pushed_at: seconds(repository.pushed_at),
    master_branch: default_branch,
    organization: (owner as Json | undefined)?.login,
    stargazers: 0,
  }
}

/** What the App hears when it is installed. */
export function installationPayload(world: World): Json {
  const repositories = world.repositories.findBy('owner_id', theOrganisation(world).id)
  return {
    action: 'created',
    installation: installationShape(world),
    repositories: repositories.map(({ id, node_id, name, full_name, private: isPrivate }) => {
      return { id, node_id, name, full_name, private: isPrivate }
    }),
    requester: null,
    organization: simpleOrganisation(world, theOrganisation(world)),
    sender: simpleUser(world, sure(world.users.findOneBy('login', OWNER), OWNER)),
  }
}
