import type { Row } from './emulator.ts'
import { APP_SLUG } from './people.ts'
import { type Repository, sure, type User, type World } from './world.ts'

/** Who makes a request. */
export type Actor =
  | { kind: 'nobody' }
  | { kind: 'person'; user: User & Row }
  | { kind: 'installation'; user: User & Row; permissions: Record<string, string> }
  | { kind: 'app' }

export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'
const ROLES: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** The account in whose name the App writes. */
function bot(world: World): User & Row {
  return sure(world.users.findOneBy('login', `${APP_SLUG}[bot]`), 'the bot')
}

/** Who a webhook says has sent it. */
export function senderOf(world: World, actor: Actor): User & Row {
  return 'user' in actor ? actor.user : bot(world)
}

/** Who is behind an Authorization header; `undefined` for bad credentials, which the emulator takes for its first user. */
export async function identify(world: World, authorization: string | undefined): Promise<Actor | undefined> {
  if (!authorization) return { kind: 'nobody' }
  const token = tokenIn(authorization)
  if (token.startsWith('eyJ')) return (await isTheApp(world, authorization)) ? { kind: 'app' } : undefined
  const owner = world.emulator.tokens.get(token)
  if (!owner || (owner.expiresAt !== undefined && Date.parse(owner.expiresAt) <= Date.now())) return undefined
  if (owner.installation)
    return { kind: 'installation', user: bot(world), permissions: owner.installation.permissions }
  const user = world.users.findOneBy('login', owner.login)
  return user && { kind: 'person', user }
}

/** Git gives it as the password of any user, as `curl -u` does. */
function tokenIn(authorization: string): string {
  const [, pair] = /^basic\s+(.+)$/i.exec(authorization) ?? []
  if (pair === undefined) return authorization.replace(/^(bearer|token)\s+/i, '').trim()
  return Buffer.from(pair, 'base64')
    .toString()
    .replace(/^[^:]*:/, '')
}

/** The emulator checks the JSON web token's signature and time; it answers `GET /app` to nobody else. */
async function isTheApp(world: World, authorization: string): Promise<boolean> {
  const answer = await world.emulator.fetch(new Request(`${world.url}/app`, { headers: { authorization } }))
  return answer.ok
}

/** What a user may do in a repository, as GitHub has it: strangers read what is public, owners of the organisation do all. */
export function roleOf(world: World, repository: Repository & Row, user: User & Row): Role {
  if (repository.owner_type === 'User' && repository.owner_id === user.id) return 'admin'
  const roles: Role[] = [repository.private ? 'none' : 'read']
  if (repository.owner_type === 'Organization') roles.push(roleOfMember(world, repository.owner_id, user))
  const collaborator = world.collaborators
    .findBy('repo_id', repository.id)
    .find((row) => row.user_id === user.id)
  if (collaborator) roles.push(roleNamed(collaborator.permission))
  return roles.reduce((best, role) => (atLeast(role, best) ? role : best))
}

function roleOfMember(world: World, organisation: number, user: Row): Role {
  const memberships = world.teamMembers
    .findBy('user_id', user.id)
    .filter((membership) => world.teams.get(membership.team_id)?.org_id === organisation)
  if (memberships.length === 0) return 'none'
  if (memberships.some(({ role }) => role === 'maintainer')) return 'admin'
  return roleNamed(world.organisations.get(organisation)?.default_repository_permission ?? 'none')
}

function roleNamed(permission: string): Role {
  if (permission === 'pull') return 'read'
  if (permission === 'push') return 'write'
  return ROLES.find((role) => role === permission) ?? 'none'
}

export function atLeast(role: Role, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted)
}

/** Whether an actor may write where an App needs `permission: write` and a person the role `wanted`. */
export function mayWrite(
  world: World,
  repository: Repository & Row,
  actor: Actor,
  permission: string,
  wanted: Role,
): boolean {
  if (actor.kind === 'installation') return actor.permissions[permission] === 'write'
  return actor.kind === 'person' && atLeast(roleOf(world, repository, actor.user), wanted)
}
