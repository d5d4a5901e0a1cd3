/**
 * The body of an `issue_comment` delivery as GitHub sends it: every address, count and flag that a repository, an issue
 * and a user carry there, about 13 kB. `n` makes each one different.
 */
export function commentBody(n: number): string {
  const repository = repositoryOf('riverbed', 'market')
  const issue = issueOf(repository.url, 1000 + (n % 500), n)
  return JSON.stringify({
    action: 'created',
    issue,
    comment: commentOf(repository.url, issue.number, n),
    repository,
    organization: organizationOf('riverbed'),
    sender: userOf('discoverer', 40_000_000 + n),
    installation: { id: 61_234_567, node_id: 'MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uNjEyMzQ1Njc=' },
  })
}

const API = 'https://api.github.com'
const WEB = 'https://github.com'

function userOf(login: string, id: number) {
  const url = `${API}/users/${login}-${id}`
  return {
    login: `${login}-${id}`,
    id,
    node_id: Buffer.from(`04:User${id}`).toString('base64'),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${WEB}/${login}-${id}`,
    ...addresses(url, USER_ADDRESSES),
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
  }
}

const USER_ADDRESSES = {
  followers_url: 'followers',
  following_url: 'following{/other_user}',
  gists_url: 'gists{/gist_id}',
  starred_url: 'starred{/owner}{/repo}',
  subscriptions_url: 'subscriptions',
  organizations_url: 'orgs',
  repos_url: 'repos',
  events_url: 'events{/privacy}',
  received_events_url: 'received_events',
}

function organizationOf(login: string) {
  const url = `${API}/orgs/${login}`
  return {
    login,
    id: 150_000_001,
    node_id: 'O_kgDOCPDRgQ',
    url,
    ...addresses(url, {
      repos_url: 'repos',
      events_url: 'events',
      hooks_url: 'hooks',
      issues_url: 'issues',
      members_url: 'members{/member}',
      public_members_url: 'public_members{/member}',
    }),
    avatar_url: 'https://avatars.githubusercontent.com/u/150000001?v=4',
    description: 'Where ideas for subnets are brought to market',
  }
}

function commentOf(repository: string, issue: number, n: number) {
  const url = `${repository}/issues/comments/${2_000_000_000 + n}`
  return {
    url,
    html_url: `${WEB}/riverbed/market/issues/${issue}#issuecomment-${2_000_000_000 + n}`,
    issue_url: `${repository}/issues/${issue}`,
    id: 2_000_000_000 + n,
    node_id: Buffer.from(`012:IssueComment${2_000_000_000 + n}`).toString('base64'),
    user: userOf('discoverer', 40_000_000 + n),
    created_at: moment(n),
    updated_at: moment(n),
    author_association: 'CONTRIBUTOR',
    body: `/challenge The cited inefficiency (claim ${n}) was closed in June: ${PROSE.slice(0, 600)}`,
    reactions: reactionsOf(url),
    performed_via_github_app: null,
  }
}

function issueOf(repository: string, number: number, n: number) {
  const url = `${repository}/issues/${number}`
  return {
    url,
    repository_url: repository,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${WEB}/riverbed/market/issues/${number}`,
    id: 2_500_000_000 + number,
    node_id: Buffer.from(`05:Issue${number}`).toString('base64'),
    number,
    title: `[Idea] Spare transcoding capacity is unpriced after midnight (${number})`,
    user: userOf('author', 30_000_000 + number),
    labels: ['tributary: idea', 'tributary: funding'].map((name, at) => ({
      id: 7_000_000_000 + at,
      node_id: 'LA_kwDOLNvXHc8AAAABo5G0Aw',
      url: `${repository}/labels/${encodeURIComponent(name)}`,
      name,
      color: '1d76db',
      default: false,
      description: 'Set by Tributary: the state of this idea',
    })),
    state: 'open',
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: n % 97,
    created_at: moment(number),
    updated_at: moment(n),
    closed_at: null,
    author_association: 'NONE',
    type: null,
    active_lock_reason: null,
    sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
    body: `### Title of the problem\n\nUnpriced capacity\n\n### Article\n\nhttps://arxiv.org/abs/2401.${number}\n\n### The inefficiency\n\n${PROSE}\n\n### First sketch of the mechanism\n\n${PROSE}`,
    reactions: reactionsOf(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  }
}

function repositoryOf(owner: string, name: string) {
  const url = `${API}/repos/${owner}/${name}`
  return {
    id: 752_600_861,
    node_id: 'R_kgDOLNvXHQ',
    name,
    full_name: `${owner}/${name}`,
    private: false,
    owner: { ...userOf(owner, 150_000_001), type: 'Organization' },
    html_url: `${WEB}/${owner}/${name}`,
    description: 'The market of ideas',
    fork: false,
    url,
    ...addresses(url, REPOSITORY_ADDRESSES),
    created_at: '2026-02-04T08:12:41Z',
    updated_at: '2026-11-20T17:03:12Z',
    pushed_at: '2026-11-20T17:03:08Z',
    git_url: `git://github.com/${owner}/${name}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    clone_url: `${WEB}/${owner}/${name}.git`,
    svn_url: `${WEB}/${owner}/${name}`,
    homepage: null,
    size: 311,
    stargazers_count: 412,
    watchers_count: 412,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: true,
    forks_count: 37,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 188,
    license: {
      key: 'mit',
      name: 'MIT License',
      spdx_id: 'MIT',
      url: `${API}/licenses/mit`,
      node_id: 'MDc6TGljZW5zZTEz',
    },
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: ['bittensor', 'ideas', 'subnets'],
    visibility: 'public',
    forks: 37,
    open_issues: 188,
    watchers: 412,
    default_branch: 'main',
    custom_properties: {},
  }
}

const REPOSITORY_ADDRESSES = {
  forks_url: 'forks',
  keys_url: 'keys{/key_id}',
  collaborators_url: 'collaborators{/collaborator}',
  teams_url: 'teams',
  hooks_url: 'hooks',
  issue_events_url: 'issues/events{/number}',
  events_url: 'events',
  assignees_url: 'assignees{/user}',
  branches_url: 'branches{/branch}',
  tags_url: 'tags',
  blobs_url: 'git/blobs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  git_refs_url: 'git/refs{/sha}',
  trees_url: 'git/trees{/sha}',
  statuses_url: 'statuses/{sha}',
  languages_url: 'languages',
  stargazers_url: 'stargazers',
  contributors_url: 'contributors',
  subscribers_url: 'subscribers',
  subscription_url: 'subscription',
  commits_url: 'commits{/sha}',
  git_commits_url: 'git/commits{/sha}',
  comments_url: 'comments{/number}',
  issue_comment_url: 'issues/comments{/number}',
  contents_url: 'contents/{+path}',
  compare_url: 'compare/{base}head',
  merges_url: 'merges',
  archive_url: '{archive_format}{/ref}',
  downloads_url: 'downloads',
  issues_url: 'issues{/number}',
  pulls_url: 'pulls{/number}',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  labels_url: 'labels{/name}',
  releases_url: 'releases{/id}',
  deployments_url: 'deployments',
}

function reactionsOf(url: string) {
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  return { url: `${url}/reactions`, total_count: 0, ...none }
}

function addresses(url: string, paths: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `${url}/${path}`]))
}

function moment(n: number): string {
  return new Date(Date.UTC(2026, 10, 20) + n * 1000).toISOString().replace('.000', '')
}

const PROSE =
  'Operators of transcoding farms size them for the evening and leave two thirds of the machines idle from one to six. Buyers who could wait have no way to say so, hence the price is flat around the clock and the capacity is lost. A market in which miners offer minutes, validators re-encode a random hundredth of what was delivered and compare it frame by frame, and buyers bid for a deadline rather than for a machine would price the night at what it is worth. Measurements over eleven weeks at three operators, a survey of forty buyers, and the method by which both were taken are in the article; the raw logs are linked at its end so that anyone may repeat them. What remains open is how a validator tells a slow machine from a dishonest one within a single block, and the sketch below takes the cautious side.'
