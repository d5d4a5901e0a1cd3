import type { Row } from './emulator.ts'
import {
  type App,
  type Organisation,
  theApp,
  theInstallation,
  theOrganisation,
  type User,
  type World,
} from './world.ts'

/** Opaque ids in the form that the emulator gives its own. */
export function nodeId(type: string, id: number): string {
  return Buffer.from(`0:${type}${id}`).toString('base64').replace(/=+$/, '')
}

/** A user as GitHub names one inside other objects. */
export function simpleUser(world: World, user: User & Row) {
  const name = encodeURIComponent(user.login)
  const api = `${world.url}/users/${name}`
  return {
    login: user.login,
    id: user.id,
    node_id: user.node_id,
    avatar_url: `${world.url}/avatars/u/${name}`,
    gravatar_id: user.gravatar_id,
    url: api,
    html_url: `${world.url}/${name}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: user.site_admin,
  }
}

/** The organisation as payloads name it. */
export function simpleOrganisation(world: World, organisation: Organisation & Row) {
  const api = `${world.url}/orgs/${organisation.login}`
  return {
    login: organisation.login,
    id: organisation.id,
    node_id: organisation.node_id,
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/o/${organisation.login}`,
    description: organisation.description ?? '',
  }
}

/** The organisation where GitHub wants an account: owner of the App and of repositories, account of the installation. */
export function account(world: World) {
  const organisation = theOrganisation(world)
  const asUser = simpleUser(world, {
    ...organisation,
    gravatar_id: '',
    type: 'User',
    site_admin: false,
    name: null,
  })
  return { ...asUser, type: 'Organization' }
}

/** An App, as `GET /app` has it and as what it made points back to it. */
export function appShape(world: World, app: App & Row = theApp(world)) {
  return {
    id: app.app_id,
    client_id: `Iv23local${app.app_id}`,
    slug: app.slug,
    node_id: nodeId('App', app.app_id),
    owner: account(world),
    name: app.name,
    description: app.description,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: app.created_at,
    updated_at: app.updated_at,
    permissions: app.permissions,
    events: app.events,
  }
}

export function installationShape(world: World) {
  const installation = theInstallation(world)
  const app = theApp(world)
  return {
    id: installation.installation_id,
    client_id: `Iv23local${app.app_id}`,
    account: account(world),
    repository_selection: installation.repository_selection,
    access_tokens_url: `${world.url}/app/installations/${installation.installation_id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${installation.installation_id}`,
    app_id: app.app_id,
    app_slug: app.slug,
    target_id: installation.account_id,
    target_type: installation.account_type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.created_at,
    updated_at: installation.updated_at,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspended_at,
  }
}
