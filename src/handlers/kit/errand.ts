import type { Logger } from 'pino'
import type { Chain } from '../../chain/client.ts'
import type { GitHubApp } from '../../github/client.ts'
import type { Places } from '../../github/places.ts'
import type { Queries } from '../../ledger/database.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import type { Errand } from '../../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../../mechanisms/subnet/state.ts'
import type { LinkCheckOptions } from '../link/check-link.ts'
import type { Contents } from './contents.ts'

/** Where a test may stop the process: the errand is run, and what came of it is not recorded; or a page of who holds the alpha is kept. */
export type ErrandCheckpoint = `${Errand['kind']} run` | 'census page'

/** What errands are run with. */
export interface ErrandTools {
  readonly ledger: Ledger
  readonly chain: Chain
  /** SS58. */
  readonly treasury: string
  readonly github: GitHubApp
  readonly contents: Contents
  readonly places: Places
  readonly localHosts: NonNullable<LinkCheckOptions['localHosts']>
  readonly log: Logger
  /** The ledger's clock, by which deadlines fall due: milliseconds, UTC. */
  readonly now: () => number | Promise<number>
  readonly checkpoint?: ((name: ErrandCheckpoint) => Promise<void> | void) | undefined
}

/** An answer with rows that are too many for it: they are written with the events that it leads to, and not where it leads to none. */
export interface WithRows {
  readonly command: SubnetCommand
  readonly keep: (queries: Queries) => Promise<void>
}

/**
 * Runs one kind of errand with those of the tools that it needs, and brings the answer back as a command; null where there is nothing to say. It may be run
 * twice, as after a crash between doing and saying: it finds what it did before. A throw means another try later.
 */
export type ErrandRunner<
  Kind extends Errand['kind'],
  Needs extends keyof ErrandTools,
  Reported extends SubnetCommand | WithRows = SubnetCommand,
> = (
  tools: Pick<ErrandTools, Needs>,
  state: SubnetState,
  errand: Errand & { readonly kind: Kind },
  when: Occurrence,
) => Promise<Reported | null>
