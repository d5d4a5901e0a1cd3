import { ask } from './approve/api.ts'
import { UsageError } from './exit-codes.ts'

/** A subnet as the App's explorer lists it. */
interface Listed {
  readonly issue: number
  readonly repository: string
  readonly phase: string
  /** The wallet that owns it, SS58; null before it has pots. */
  readonly treasury: string | null
}

/** Where the explorer says more of it: `of('shares')` is its path. */
export interface Found extends Listed {
  readonly netuid: number
  of(resource: string): string
}

/** Asks the App's explorer for a subnet by what the chain calls it. Throws, in words, where it has none. */
export async function findSubnet(explorer: string, asked: string): Promise<Found> {
  if (!/^\d{1,5}$/.test(asked)) throw new UsageError('Name the subnet by its netuid, a number.')
  const netuid = Number(asked)
  const { ideas } = await ask<{ readonly ideas: readonly Listed[] }>(explorer, `/api/ideas?netuid=${netuid}`)
  const [subnet] = ideas
  if (!subnet)
    throw new Error(
      `The App at ${explorer} has no subnet ${netuid}: look there for the netuid, or name another with --explorer.`,
    )
  const { issue, repository } = subnet
  const query = `?repository=${encodeURIComponent(repository)}`
  return { ...subnet, netuid, of: (resource) => `/api/ideas/${issue}/${resource}${query}` }
}
