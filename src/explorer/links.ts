import type { Source } from '../ledger/read.ts'

/** Where pages point to outside. */
export interface LinkBases {
  /** The web front of GitHub, as `https://github.com`. */
  readonly github: string
  /**
   * An explorer of the chain: a URL with `{hash}` (the block's hash) or `{block}` (its number) in it, as
   * `https://polkadot.js.org/apps/?rpc=wss%3A%2F%2Fexample.org#/explorer/query/{hash}`. Without it a block is linked to
   * the ledger's own page of the event that was seen there.
   */
  readonly chain: string | null
}

export type Linker = ReturnType<typeof createLinker>

/** Throws where a base is not a URL of http or https, or the chain's names neither block nor hash. */
export function createLinker({ github, chain }: LinkBases) {
  const base = web(github).href.replace(/\/$/, '')
  if (chain !== null && !(web(chain) && /\{(hash|block)\}/.test(chain))) {
    throw new Error('links.chain needs {hash} or {block} in it')
  }
  const repository = (name: string): string => `${base}/${name.split('/').map(encodeURIComponent).join('/')}`
  const issue = (name: string, number: number): string => `${repository(name)}/issues/${number}`
  const pull = (name: string, number: number): string => `${repository(name)}/pull/${number}`
  const block = (number: number, hash: string): string | null =>
    chain?.replaceAll('{hash}', encodeURIComponent(hash)).replaceAll('{block}', String(number)) ?? null
  return {
    repository,
    issue,
    pull,
    commit: (name: string, sha: string): string => `${repository(name)}/commit/${encodeURIComponent(sha)}`,
    release: (name: string, tag: string): string =>
      `${repository(name)}/releases/tag/${encodeURIComponent(tag)}`,
    block,
    newIdea: (name: string): string => issue(name, 0).replace(/0$/, 'new?template=idea.yml'),
    person: (login: string): string => `${base}/${encodeURIComponent(login)}`,
    /** Where an event was seen; null where there is nothing outside to look at. */
    source: (source: Source, name: string | null): string | null => {
      if (source.kind === 'block') return block(source.block, source.blockHash)
      if (source.kind === 'errand' || source.kind === 'operator' || source.kind === 'stream') return null
      if (name === null) return null
      if (source.kind === 'pull') return pull(name, source.pull)
      if (source.kind === 'review') return `${pull(name, source.pull)}#pullrequestreview-${source.review}`
      if (source.kind === 'review-comment') return `${pull(name, source.pull)}#discussion_r${source.comment}`
      const thread = issue(name, source.issue)
      return source.kind === 'issue' ? thread : `${thread}#issuecomment-${source.comment}`
    },
  }
}

/** An idea in a path of the explorer's own, behind `/ideas/` or `/api/ideas/`: several repositories may have its number. */
export const ideaPath = (
  { repository, issue }: { readonly repository: string; readonly issue: number },
  part = '',
): string => `${issue}${part}?repository=${encodeURIComponent(repository)}`

function web(url: string): URL {
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol)) throw new Error('links are of http or https')
  return parsed
}

/** A link that a person gave: only https, without a name or password in it; anything else is not made clickable. */
export function articleLink(link: string): { readonly href: string; readonly host: string } | null {
  const url = URL.canParse(link) ? new URL(link) : null
  const fit = url?.protocol === 'https:' && url.username === '' && url.password === ''
  return fit ? { href: url.href, host: url.host } : null
}
