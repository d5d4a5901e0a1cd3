import type { Scene } from '../../src/local/github/testing/world.ts'
import type { HomeSlice } from '../../src/mechanisms/home/slice.ts'

type File = { content: string; sha: string }

/** A subnet's own repository on a local GitHub, and what people do there. */
export interface Home {
  readonly slice: HomeSlice
  /** Writes a file, and answers the commit. */
  write(path: string, text: string, branch?: string): Promise<string>
  /** Opens a pull request that writes these files: its number and its head. */
  propose(branch: string, files: Readonly<Record<string, string>>): Promise<{ pull: number; head: string }>
  open(title: string): Promise<number>
  /** All that people see there, without what differs from one home to another. */
  shown(): Promise<string>
}

let homes = 0

export async function openHome({ as, github }: Scene): Promise<Home> {
  homes += 1
  const name = `home-${homes}`
  const ops = <T = unknown>(method: string, at: string, body?: object) =>
    as<T>('ops', method, `/repos/riverbed/${name}${at}`, body)
  const made = await as<{ id: number }>('ops', 'POST', '/orgs/riverbed/repos', { name, auto_init: true })
  const write: Home['write'] = async (path, text, branch = 'main') => {
    const at = `/contents/${path}`
    const { json } = await ops<File>('GET', `${at}?ref=${branch}`)
    const { json: written } = await ops<{ commit: { sha: string } }>('PUT', at, {
      message: 'Write',
      content: Buffer.from(text).toString('base64'),
      branch,
      ...(json.sha && { sha: json.sha }),
    })
    return written.commit.sha
  }
  return {
    slice: {
      repository: { id: made.json.id, owner: 'riverbed', name },
      installation: github.app.installationId,
    },
    write,
    propose: async (branch, files) => {
      const { json: main } = await ops<{ object: { sha: string } }>('GET', '/git/ref/heads/main')
      await ops('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: main.object.sha })
      let head = ''
      for (const [path, text] of Object.entries(files)) head = await write(path, text, branch)
      const { json } = await ops<{ number: number }>('POST', '/pulls', {
        title: branch,
        head: branch,
        base: 'main',
      })
      return { pull: json.number, head }
    },
    open: async (title) => (await ops<{ number: number }>('POST', '/issues', { title })).json.number,
    shown: async () => JSON.stringify(await shownIn(ops)).replaceAll(name, 'home'),
  }
}

type Ask = <T>(method: string, at: string) => Promise<{ readonly json: T }>
type Issue = { number: number; title: string; state: string; labels: { name: string }[]; body: string | null }
type Pull = { number: number; state: string; merged_at: string | null; head: { ref: string } }
type Release = { tag_name: string; body: string }
type Tree = { tree: { path: string; sha: string }[] }

async function shownIn(ask: Ask) {
  const all = 'state=all&per_page=100'
  const { json: issues } = await ask<Issue[]>('GET', `/issues?${all}`)
  const { json: pulls } = await ask<Pull[]>('GET', `/pulls?${all}`)
  const { json: releases } = await ask<Release[]>('GET', '/releases')
  const { json: tree } = await ask<Tree>('GET', '/git/trees/main?recursive=1')
  return {
    issues: issues.map(({ number, title, state, labels, body }) => {
      return { number, title, state, labels: labels.map((one) => one.name), body }
    }),
    pulls: pulls.map(({ number, state, merged_at, head }) => ({
      number,
      state,
      isMerged: merged_at !== null,
      from: head.ref,
    })),
    releases: releases.map(({ tag_name, body }) => ({ tag: tag_name, body })),
    files: tree.tree.filter(({ path }) => path !== 'README.md').map(({ path, sha }) => `${path} ${sha}`),
  }
}
