import { eq, max } from 'drizzle-orm'
import { potsOf } from '../chain/pots.ts'
import type { ConfigReader } from '../handlers/market/configs.ts'
import type { Ports } from '../handlers/ports.ts'
import { readConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { coldkeyOf } from '../ledger/projections/links.ts'
import { subnetAt } from '../ledger/projections/subnets.ts'
import { links, subnets } from '../ledger/schema.ts'
import type { ValidatorSource } from '../mechanisms/config.ts'
import type { Elector } from '../mechanisms/dispute/slice.ts'
import { currentRound } from '../mechanisms/mining/rounds.ts'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'

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
  /** Those of the linked accounts that have at least this stake (rao) on root or on another network, each with what it has. */
  readonly electorate: (
    linked: readonly Linked[],
    minimumStake: bigint,
    netuid?: number,
  ) => Promise<readonly Elector[]>
  /** The user ids of a team's members, as this installation sees them. */
  readonly team: (
    installation: number,
    team: ValidatorSource & { readonly kind: 'team' },
  ) => Promise<readonly number[]>
}

/** What handlers may ask: the ledger answers, and whoever knows about stakes. */
export function createPorts(options: PortsOptions): Ports {
  const { ledger, treasury, configs, electorate } = options
  const { queries } = ledger
  const electorateOnRoot: Ports['electorate'] = async (minimumStake) => {
    const linked = await queries.select({ user: links.userId, coldkey: links.coldkey }).from(links)
    return electorate(linked, minimumStake)
  }
  return {
    coldkeyOf: (user) => coldkeyOf(queries, user),
    isKnown: async (stream) => (await ledger.readSubnet(stream)).phase !== 'none',
    configOf: (repository, installation) => configs.configOf(repository, installation),
    subnetAt: (repository) => subnetAt(queries, repository),
    electorate: electorateOnRoot,
    electorateOf: async (stream) => {
      const { idea } = await ledger.readSubnet(stream)
      return electorateOnRoot((await readConfig(queries, idea?.repository.id ?? 0)).dispute.minimumStake)
    },
    stakeOf: async (stream, user) => readStake(options, await ledger.readSubnet(stream), user),
    nextPots: async () => {
      const [row] = await queries.select({ last: max(subnets.ordinal) }).from(subnets)
      const ordinal = (row?.last ?? -1) + 1
      if (ordinal > LAST_ORDINAL) throw new Error('This treasury has no account left for another subnet.')
      return potsOf(treasury, ordinal)
    },
  }
}

/** A3: by the rules of the present round, with the coldkey that is linked now. */
async function readStake(
  { ledger, electorate, team }: PortsOptions,
  state: SubnetState,
  user: number,
): Promise<Rao | null> {
  const rules = currentRound(state)?.rules.scoring
  if (!rules || !state.home) return null
  const { validators, minimumStake } = rules
  if (validators.kind === 'team') {
    return (await team(state.home.installation, validators)).includes(user) ? rao(1n) : null
  }
  const linked = await ledger.queries
    .select({ user: links.userId, coldkey: links.coldkey })
    .from(links)
    .where(eq(links.userId, user))
  const netuid = validators.kind === 'subnet' ? validators.netuid : undefined
  const [elector] = await electorate(linked, minimumStake, netuid)
  return elector?.stake ?? null
}
