import type { ConfigReader } from '../handlers/market/configs.ts'
import type { Ports } from '../handlers/ports.ts'
import type { Proposals } from '../handlers/proposal/ports.ts'
import { type Prepare, readOffer } from '../handlers/sales/offer.ts'
import { readStakeOf, type Weighers } from '../handlers/scoring/stake-of.ts'
import { hasVote, readLate, readVoter } from '../ledger/ballots.ts'
import { readConfig } from '../ledger/configs.ts'
import { readOwedFrom } from '../ledger/intents.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { inheritedBy } from '../ledger/lineage.ts'
import { coldkeyOf, coldkeyWhen, type Linked, linkedWhen } from '../ledger/links.ts'
import { ideaBehind, isAlive, movedTo } from '../ledger/moves.ts'
import { readLife, readRace, readTeamState } from '../ledger/read-subnet.ts'
import { readState } from '../ledger/states.ts'
import { subnetAt } from '../ledger/subnets.ts'
import { wasTask } from '../ledger/tasks.ts'
import type { Elector } from '../mechanisms/dispute/slice.ts'
import { rao } from '../mechanisms/money.ts'
import { potIn } from '../mechanisms/pots.ts'
import { bountyAhead } from '../mechanisms/probation/probation.ts'
import { proposalOf } from '../mechanisms/streams/names.ts'
import { proposal } from '../mechanisms/subnet/proposal.ts'
import { freeBeside } from '../mechanisms/task/free.ts'

export interface PortsOptions extends Pick<Weighers, 'electorate' | 'team'> {
  readonly ledger: Ledger
  readonly configs: ConfigReader
  /** Those of the linked accounts that had at least this stake (rao) on root at a time, milliseconds UTC; none where no node knows any more. */
  readonly electorateThen: (
    linked: readonly Linked[],
    minimumStake: bigint,
    at: number,
  ) => Promise<readonly Elector[]>
  readonly pullNow: Proposals['pullNow']
  /** What an account can give, rao. */
  readonly spendable: (address: string) => Promise<bigint>
  /** What a coldkey would sign to buy a share. */
  readonly prepare: Prepare
}

/** What handlers may ask: the ledger answers, and whoever knows about stakes. */
export function createPorts(options: PortsOptions): Ports {
  const { ledger, configs, electorate, prepare } = options
  const { queries } = ledger
  const electorateOnRoot: Ports['electorate'] = async (minimumStake, said) =>
    electorate(await linkedWhen(queries, said), minimumStake)
  const leastIn = async (stream: string) => {
    const { idea } = await readLife(queries, stream)
    return (await readConfig(queries, idea?.repository.id ?? 0)).dispute.minimumStake
  }
  return {
    coldkeyWhen: (user, said) => coldkeyWhen(queries, user, said),
    tasksOf: async (stream) => (await readTeamState(queries, stream)).tasks.open,
    wasTask: (stream, issue) => wasTask(queries, stream, issue),
    freeIn: async (stream) => {
      const life = await readLife(queries, stream)
      const pots = life.idea?.pots
      if (!pots) return rao(0n)
      const owed = await readOwedFrom(queries, potIn(pots, 'treasury'))
      const has = await options.spendable(pots.treasury)
      return freeBeside(has, owed, bountyAhead(life))
    },
    inheritedBy: (coldkey) => inheritedBy(queries, coldkey),
    isKnown: async (stream) => (await readLife(queries, stream)).phase !== 'none',
    isAlive: (stream) => isAlive(queries, stream),
    ideaBehind: (stream) => ideaBehind(queries, stream),
    hasMoved: async (stream) => (await movedTo(queries, stream)) !== null,
    configOf: (repository, installation) => configs.configOf(repository, installation),
    proposalAt: async (stream, pull) =>
      (await readState(queries, proposal, proposalOf(stream, pull))).state.proposal,
    pullNow: options.pullNow,
    subnetAt: (repository) => subnetAt(queries, repository),
    electorate: electorateOnRoot,
    electorateOf: async (stream, said) => electorateOnRoot(await leastIn(stream), said),
    isValidator: async (stream, user, said) => {
      const coldkey = await coldkeyWhen(queries, user, said)
      if (coldkey === null) return false
      return (await electorate([{ user, coldkey }], await leastIn(stream))).length > 0
    },
    holdingOf: async (stream, user) => {
      if (await hasVote(queries, stream, user)) return undefined
      const coldkey = await coldkeyOf(queries, user)
      if (coldkey === null) return null
      // Nobody's vote waits for a chain that does not answer.
      const found = await electorate([{ user, coldkey }], 0n).catch(() => null)
      return found ? (found[0]?.stake ?? rao(0n)) : undefined
    },
    lateElector: async (stream, user, incident) => {
      const ballot =
        incident === null ? ({ of: 'challenge' } as const) : ({ of: 'incident', number: incident } as const)
      if (await readVoter(queries, stream, { ...ballot, user })) return null
      const late = await readLate(queries, stream, { ...ballot, user })
      if (!late) return null
      const linked = late.coldkeys.map((coldkey) => ({ user, coldkey }))
      const [elector] = await options.electorateThen(linked, await leastIn(stream), late.openedAt)
      return elector ? { coldkey: elector.coldkey, stake: elector.stake } : null
    },
    stakeOf: async (stream, user, said) => {
      const [{ home }, { mining }] = [await readLife(queries, stream), await readRace(queries, stream)]
      return readStakeOf(options, { home, mining }, user, () => coldkeyWhen(queries, user, said))
    },
    offerOf: (stream, asked) => readOffer(queries, prepare, stream, asked),
  }
}
