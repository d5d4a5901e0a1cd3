import type { Octokit } from '@octokit/rest'
import type { Listed } from './looked-deliveries.ts'

/** GitHub, as far as it is asked what there is. */
export type GitHubAsked = Pick<Octokit, 'request'>

/** The HTTP status of an answer that Octokit throws; null where none came. */
export function statusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' ? status : null
}

/** Tags of answers by what was asked, of one repository: an answer that has not changed costs nothing of the limit. */
export type Etags = ReadonlyMap<string, string>

/** How many calls may still be made. */
export interface Purse {
  left: number
}

/** What lists one repository, and gathers the tags of what was answered. */
export interface Lister {
  list(path: string, query?: Record<string, string>, isEnough?: IsEnough): Promise<Listed[]>
  /** To be kept once all that was listed is stored: before that, an unchanged answer would hide what was lost. */
  readonly etags: Etags
}

type IsEnough = (page: readonly Listed[]) => boolean

const [PAGE, PAGES] = [100, 10]
/** A listing of so many may have more behind it. */
export const MOST = PAGES * PAGE

export interface ListerOptions {
  readonly octokit: GitHubAsked
  readonly owner: string
  readonly name: string
  readonly known: Etags
  readonly purse: Purse
}

/** Listings end after ten pages; one that has not changed since its tag was kept is empty. */
export function createLister({ octokit, owner, name, known, purse }: ListerOptions): Lister {
  const etags = new Map<string, string>()

  async function pageOf(path: string, query: Record<string, string>, page: number): Promise<Listed[]> {
    const key = `${path} ${page} ${JSON.stringify(query)}`
    const etag = known.get(key)
    purse.left -= 1
    try {
      const { data, headers } = await octokit.request(`GET /repos/{owner}/{repo}/${path}`, {
        owner,
        repo: name,
        ...query,
        per_page: PAGE,
        page,
        ...(etag && { headers: { 'if-none-match': etag } }),
      })
      const listed = data as Listed[]
      // A full page may have others behind it, that change while it does not.
      if (headers.etag && listed.length < PAGE) etags.set(key, headers.etag)
      return listed
    } catch (error) {
      if (statusOf(error) !== 304 || etag === undefined) throw error
      etags.set(key, etag)
      return []
    }
  }

  return {
    etags,
    list: async (path, query = {}, isEnough = () => false) => {
      const all: Listed[] = []
      for (let page = 1; page <= PAGES; page += 1) {
        const listed = await pageOf(path, query, page)
        all.push(...listed)
        if (listed.length < PAGE || isEnough(listed)) break
      }
      return all
    },
  }
}
