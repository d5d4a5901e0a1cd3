import { Octokit } from '@octokit/rest'
import type { Rao } from '../../src/mechanisms/money.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { form, type House, patiently } from './open-house.ts'

/** An entry of a git tree: text, bytes, a symbolic link to a path, another repository's commit, or nothing any more. */
export type Entry =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly submodule: string }
  | { readonly gone: true }

export type Entries = Readonly<Record<string, Entry>>

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly message: string | null
}

export interface Check {
  readonly conclusion: string | null
  readonly title: string
  readonly annotations: readonly Annotation[]
}

/** A subnet's own repository, and what a test of bad input does in it. */
export interface Yard {
  /** The issue of its idea in the market. */
  readonly issue: number
  state(): Promise<SubnetState>
  /** Each answers the new number or id. */
  say(login: string, issue: number, body: string): Promise<number>
  openIssue(login: string, title: string, labels: readonly string[]): Promise<{ number: number; id: number }>
  /** To the edit of one, where `comment` is `comment-edit:<id>`. */
  answerTo(issue: number, comment: number | `comment-edit:${number}`): Promise<string>
  /** A pull request from a branch of a person's fork. */
  propose(
    login: string,
    title: string,
    branch: string,
    entries: Entries,
  ): Promise<{ pull: number; head: string }>
  close(login: string, pull: number): Promise<void>
  /** The check run of a head, once it is there. */
  checkOf(head: string): Promise<Check>
  pay(login: string, callHex: string): Promise<void>
  editComment(login: string, comment: number, body: string): Promise<void>
}

/** Opens an idea, pays for it and funds it whole, and waits for its repository. */
export async function openYard({ world, open, state }: House, target: Rao): Promise<Yard> {
  const { github, wallets } = world
  const title = 'Roads are on no map'
  const whole = String(target / 1_000_000_000n)
  const issue = await open('dana', title, form({ 'Problem title': title, 'Funding target in TAO': whole }))
  const wanted = <Found>(what: string, look: (now: SubnetState) => Found | null | undefined) =>
    patiently(what, async () => look(await state(issue)) ?? undefined)
  await pay('dana', (await wanted('a bill', ({ deposit }) => deposit.bill)).callHex)
  const loan = await wanted('a loan', ({ funding }) => funding?.loan)
  await wallets.send('fay', wallets.api.tx.crowdloan?.contribute?.(loan.id, target))
  const { owner, name: repo } = await wanted('a home', ({ home }) => home?.repository)
  await wanted('its payments', ({ payments }) => {
    const families = ['loan-finalize', 'collateral-return']
    const settled = Object.keys(payments.settled)
    return families.every((family) => settled.some((key) => key.startsWith(`${family}:`))) || undefined
  })
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login] })
  const place = { owner, repo }
  const forked = new Set<string>()

  return {
    issue,
    pay,
    state: () => state(issue),
    say: async (login, on, body) =>
      (await as(login).issues.createComment({ ...place, issue_number: on, body })).data.id,
    editComment: async (login, comment_id, body) => {
      await as(login).issues.updateComment({ ...place, comment_id, body })
    },
    openIssue: async (login, called, labels) => {
      const { data } = await as(login).issues.create({ ...place, title: called })
      const issue_number = data.number
      // Only who may write in a repository can label.
      if (labels.length > 0) await as('ops').issues.addLabels({ ...place, issue_number, labels: [...labels] })
      return { number: issue_number, id: data.id }
    },
    answerTo: (on, comment) =>
      patiently(`an answer to comment ${comment}`, async () => {
        const { data } = await as('ops').issues.listComments({ ...place, issue_number: on, per_page: 100 })
        return data.map(({ body = '' }) => body).find((body) => body.endsWith(`:reply:${comment} -->`))
      }),
    propose: async (login, called, branch, entries) => {
      const fork = { owner: login, repo }
      if (!forked.has(login)) await as(login).repos.createFork(place)
      forked.add(login)
      const head = await commit(as(login), fork, entries)
      await as(login).git.createRef({ ...fork, ref: `refs/heads/${branch}`, sha: head })
      const pull = { ...place, title: called, head: `${login}:${branch}`, base: 'main' }
      return { pull: (await as(login).pulls.create(pull)).data.number, head }
    },
    close: async (login, pull_number) => {
      await as(login).pulls.update({ ...place, pull_number, state: 'closed' })
    },
    checkOf: async (ref) => {
      const { checks } = as('ops')
      const run = await patiently(`a check run on ${ref}`, async () => {
        const { data } = await checks.listForRef({ ...place, ref })
        return data.check_runs.find(({ name }) => name === 'tributary/proposal')
      })
      const { data } = await checks.listAnnotations({ ...place, check_run_id: run.id })
      return { conclusion: run.conclusion, title: run.output.title ?? '', annotations: data }
    },
  }

  async function pay(login: string, callHex: string): Promise<void> {
    const call = wallets.api.registry.createType('Call', callHex)
    await wallets.send(login, wallets.api.tx[call.section]?.[call.method]?.(...call.args))
  }
}

/** A commit upon the fork's main. */
async function commit(
  { git }: Octokit,
  fork: { owner: string; repo: string },
  entries: Entries,
): Promise<string> {
  const main = (await git.getRef({ ...fork, ref: 'heads/main' })).data.object.sha
  const base = (await git.getCommit({ ...fork, commit_sha: main })).data.tree.sha
  const tree = await Promise.all(Object.entries(entries).map(([path, entry]) => treeEntry(path, entry)))
  const made = await git.createTree({ ...fork, base_tree: base, tree })
  const message = 'Propose'
  return (await git.createCommit({ ...fork, message, tree: made.data.sha, parents: [main] })).data.sha

  async function treeEntry(path: string, entry: Entry) {
    if (typeof entry === 'object' && 'gone' in entry)
      return { path, mode: '100644' as const, type: 'blob' as const, sha: null }
    if (typeof entry === 'object' && 'submodule' in entry)
      return { path, mode: '160000' as const, type: 'commit' as const, sha: entry.submodule }
    const isLink = typeof entry === 'object' && 'link' in entry
    const content = Buffer.from(isLink ? entry.link : entry).toString('base64')
    const { sha } = (await git.createBlob({ ...fork, content, encoding: 'base64' })).data
    return { path, mode: isLink ? ('120000' as const) : ('100644' as const), type: 'blob' as const, sha }
  }
}
