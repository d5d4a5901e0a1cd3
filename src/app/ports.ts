import { max } from 'drizzle-orm'
import type { Chain } from '../chain/client.ts'
import { readElectorate } from '../chain/electorate.ts'
import { potsOf } from '../chain/pots.ts'
import type { Ports } from '../handlers/handler.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { coldkeyOf, holderOf } from '../ledger/projections/links.ts'
import { links, subnets } from '../ledger/schema.ts'
import { rao } from '../mechanisms/money.ts'
import type { ConfigReader } from './configs.ts'

/** The largest ordinal whose two pots have a 16-bit derivative index. */
const LAST_ORDINAL = 32_767

/** What handlers may ask, answered by the ledger and the chain. `treasury` is the multisig account, SS58. */
export function createPorts(ledger: Ledger, chain: Chain, treasury: string, configs: ConfigReader): Ports {
  const { queries } = ledger
  return {
    coldkeyOf: (user) => coldkeyOf(queries, user),
    holderOf: (coldkey) => holderOf(queries, coldkey),
    isKnown: async (stream) => (await ledger.readSubnet(stream)).phase !== 'none',
    configOf: (repository, installation) => configs.configOf(repository, installation),
    electorate: async (minimumStake) => {
      const linked = await queries.select({ user: links.userId, coldkey: links.coldkey }).from(links)
      return (await readElectorate(chain, linked, rao(minimumStake))).electorate
    },
    nextPots: async () => {
      const [row] = await queries.select({ last: max(subnets.ordinal) }).from(subnets)
      const ordinal = (row?.last ?? -1) + 1
      if (ordinal > LAST_ORDINAL) throw new Error('This treasury has no account left for another subnet.')
      return potsOf(treasury, ordinal)
    },
  }
}
