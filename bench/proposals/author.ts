import type { World } from '../../src/local/world/world.ts'

type Sha = { sha: string }

/** Someone with a fork of a subnet's repository, and a proposal there. */
export interface Author {
  readonly login: string
  /** Makes the fork: nothing is proposed yet. */
  fork(): Promise<void>
  /** Commits these files on top of what the repository began with; answers the commit. Nobody sees it yet. */
  commit(files: Readonly<Record<string, string>>): Promise<string>
  /** Opens the pull request. */
  propose(head: string): Promise<void>
  /** Moves the pull request to this commit. */
  push(head: string): Promise<void>
}

export function authorOf(world: World, repository: { owner: string; name: string }, login: string): Author {
  const { owner, name } = repository
  const fork = `/repos/${login}/${name}`
  const as = <T>(method: string, path: string, body?: object) => ask<T>(world, login, method, path, body)
  return {
    login,
    fork: async () => {
      await as('POST', `/repos/${owner}/${name}/forks`)
    },
    commit: async (files) => {
      const main = await as<{ object: Sha }>('GET', `${fork}/git/ref/heads/main`)
      const base = await as<{ tree: Sha }>('GET', `${fork}/git/commits/${main.object.sha}`)
      const tree = await as<Sha>('POST', `${fork}/git/trees`, {
        base_tree: base.tree.sha,
        tree: Object.entries(files).map(([path, content]) => ({
          path,
          mode: '100644',
          type: 'blob',
          content,
        })),
      })
      const commit = { message: `By ${login}`, tree: tree.sha, parents: [main.object.sha] }
      return (await as<Sha>('POST', `${fork}/git/commits`, commit)).sha
    },
    propose: async (sha) => {
      await as('POST', `${fork}/git/refs`, { ref: 'refs/heads/proposal', sha })
      await as('POST', `/repos/${owner}/${name}/pulls`, {
        title: `By ${login}`,
        head: `${login}:proposal`,
        base: 'main',
      })
    },
    push: async (sha) => {
      await as('PATCH', `${fork}/git/refs/heads/proposal`, { sha, force: true })
    },
  }
}

/** A call of a person's. */
export async function ask<T>(
  { github }: World,
  login: string,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await fetch(github.url + path, {
    method,
    headers: { authorization: `token ${github.tokens[login]}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
