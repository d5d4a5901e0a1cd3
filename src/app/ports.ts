import { max } from 'drizzle-orm'
import { potsOf } from '../chain/pots.ts'
import type { Ports } from '../handlers/handler.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { coldkeyOf } from '../ledger/projections/links.ts'
import { links, subnets } from '../ledger/schema.ts'
import type { Elector } from '../mechanisms/dispute/slice.ts'
import type { ConfigReader } from './configs.ts'

/** The largest ordinal whose two pots have a 16-bit derivative index. */
const LAST_ORDINAL = 32_767

export interface Linked {
  readonly user: number
  readonly coldkey: string
}

export interface PortsOptions {
  readonly ledger: Ledger
  /** SS58 of the multisig account. */
  readonly treasury: string
  readonly configs: ConfigReader
  /** Those of the linked accounts that have at least this stake on root (rao), each with what it has. */
  readonly electorate: (linked: readonly Linked[], minimumStake: bigint) => Promise<readonly Elector[]>
}

/** What handlers may ask: the ledger answers, and whoever knows about stakes. */
export function createPorts({ ledger, treasury, configs, electorate }: PortsOptions): Ports {
  const { queries } = ledger
  return {
    coldkeyOf: (user) => coldkeyOf(queries, user),
    isKnown: async (stream) => (await ledger.readSubnet(stream)).phase !== 'none',
    configOf: (repository, installation) => configs.configOf(repository, installation),
    electorate: async (minimumStake) => {
      const linked = await queries.select({ user: links.userId, coldkey: links.coldkey }).from(links)
      return electorate(linked, minimumStake)
    },
    nextPots: async () => {
      const [row] = await queries.select({ last: max(subnets.ordinal) }).from(subnets)
      const ordinal = (row?.last ?? -1) + 1
      if (ordinal > LAST_ORDINAL) throw new Error('This treasury has no account left for another subnet.')
      return potsOf(treasury, ordinal)
    },
  }
}
