import { ask } from '../approve/api.ts'
import { UsageError } from '../exit-codes.ts'
import { during } from '../progress.ts'

export interface ReadOptions {
  readonly explorer: string
  readonly json?: true
}

/** An idea as `/api/ideas` lists it, as far as it is shown here. */
export interface ListedIdea {
  readonly repository: string
  readonly issue: number
  readonly phase: string
  readonly title: string
  readonly next: string
  readonly target_rao: string
  readonly raised_rao: string
  readonly funders: readonly unknown[]
  readonly discoverer: { readonly login: string }
  readonly home: string | null
  readonly launch: { readonly netuid: number | null } | null
  readonly due: { readonly at: string | null }
}

/** Pages of `/api/ideas`, until there are as many as asked for. */
export async function readIdeas(explorer: string, query: string, limit: number): Promise<ListedIdea[]> {
  const found: ListedIdea[] = []
  for (let before: number | null | undefined; before !== null && found.length < limit; ) {
    const from = before === undefined ? '' : `&before=${before}`
    const page: { ideas: ListedIdea[]; next_before: number | null } = await get(
      explorer,
      `/api/ideas?${query}${from}`,
    )
    found.push(...page.ideas)
    before = page.next_before
  }
  return found.slice(0, limit)
}

/** Phases in which the chain may have, or have had, a subnet of an idea: days may owe something after its end too. */
const REGISTERED = ['launching', 'preparing', 'probation', 'live', 'failed', 'dissolved'] as const
/** More than any network has. */
const ALL = 10_000

/** Those that the chain has, the oldest netuid first. */
export async function readSubnets(explorer: string, netuid?: number): Promise<ListedIdea[]> {
  const asked = netuid === undefined ? REGISTERED.map((phase) => `phase=${phase}`) : [`netuid=${netuid}`]
  const pages = await Promise.all(asked.map((query) => readIdeas(explorer, query, ALL)))
  const found = pages.flat().filter(({ launch }) => launch?.netuid != null)
  if (netuid !== undefined && found.length === 0)
    throw new Error(`The App at ${explorer} has no subnet ${netuid}: \`tributary subnets\` lists them.`)
  return found.toSorted((one, other) => (one.launch?.netuid ?? 0) - (other.launch?.netuid ?? 0))
}

/** Where the explorer says more of an idea. */
export const pathOf = ({ repository, issue }: ListedIdea, resource: string): string =>
  `/api/ideas/${issue}/${resource}?repository=${encodeURIComponent(repository)}`

export const get = <Body>(explorer: string, path: string): Promise<Body> =>
  during(`Asking ${explorer}`, ask<Body>(explorer, path))

export function netuidOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError('Name the subnet by its netuid, a number.')
}
