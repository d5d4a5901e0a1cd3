import type { Chain, Head } from '../../chain/client.ts'
import { readOwnerLimits } from '../../chain/owner-limits.ts'
import { itemsOf, mechanismKeys, subnetReader } from '../../chain/subnet-storage.ts'
import { type Beacon, readBeacon } from '../../chain/timelock/beacon.ts'
import type { Queries } from '../../ledger/database.ts'
import { successorOf } from '../../ledger/lineage.ts'
import { readLinked } from '../../ledger/links.ts'
import type { SubnetFacts } from '../../mechanisms/architecture/architecture.ts'
import { layoutOf, mechanismsAllowed } from '../../mechanisms/architecture/layout.ts'
import { openFrom, type Turn } from '../../mechanisms/architecture/turns.ts'
import { benchOf } from '../../mechanisms/team/bench.ts'
import type { Bench } from '../../mechanisms/team/slice.ts'
import type { PlannedWeights } from '../../mechanisms/weights/slice.ts'
import { type ChainTime, roundFor, type Timelock } from '../../mechanisms/weights/timelock.ts'
import { padded, type Vector, weigh } from '../../mechanisms/weights/vector.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { readCutoff } from '../probation/read-health.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'
import { holdersOf } from './holders.ts'
import { readUids, type Uids } from './uids.ts'

const HOUR = 3_600_000

/** T3: what the standings are as weights at the finalized head, and from which block on the chain takes them. */
export const readWeights: ErrandRunner<'team-weights', 'chain' | 'ledger'> = async (
  { chain, ledger },
  { team, launch, idea },
  { number },
  when,
) => {
  if (launch?.netuid == null || !idea?.pots) return null
  const head = await chain.finalized()
  const report = { type: 'ReportWeights', number, block: head.number, ...when } as const
  const { netuid, registeredIn, architecture } = launch
  // Of a network that is gone the watcher tells.
  if (!(await isSameNetwork(chain, { netuid, registeredIn }, head)))
    return { ...report, calls: [], left: [], again: 24 * HOUR }
  const bench = benchOf(team)
  const { hotkey, treasury } = idea.pots
  const facts = await readSubnetFacts(chain, netuid, head)
  const uids = await readUids(chain, { netuid, neurons: facts.neurons, hotkey }, head)
  const coldkeys = await coldkeysOf(ledger.queries, bench)
  const uidOf = new Map(
    [...coldkeys].flatMap(([user, coldkey]) => {
      const uid = uids.byColdkey.get(coldkey)
      return uid === undefined ? [] : [[user, uid] as const]
    }),
  )
  const { vectors, left } = weigh(bench, architecture.roles, slotsOf(architecture, facts), uidOf)
  const network = { netuid, owner: treasury, hotkey, uids }
  const people = new Map(bench.seats.map(({ person }) => [person.id, person]))
  return {
    ...report,
    calls: await plan(chain, network, vectors, head),
    left: left.flatMap((user) => people.get(user) ?? []),
    again: await againAfter(chain, netuid, head),
  }
}

/** The mechanisms that are on chain: what the architecture has beside them is not there yet. */
function slotsOf(architecture: Parameters<typeof layoutOf>[0], facts: SubnetFacts) {
  const uids = Number(facts.hyperparameters.max_allowed_uids ?? facts.limits.maximumUids)
  return layoutOf(architecture, mechanismsAllowed(uids, facts.limits)).slice(0, facts.mechanismCount)
}

/** By user id: the coldkey that is linked now, or else that of the seat; whoever the chain swapped it to. */
async function coldkeysOf(queries: Queries, { seats }: Bench): Promise<ReadonlyMap<number, string>> {
  const users = [...new Set(seats.map(({ person }) => person.id))]
  const linked = new Map((await readLinked(queries, users)).map(({ user, coldkey }) => [user, coldkey]))
  const found = new Map<number, string>()
  for (const { person, coldkey } of seats) {
    if (!found.has(person.id))
      found.set(person.id, linked.get(person.id) ?? (await successorOf(queries, coldkey)))
  }
  return found
}

interface Network {
  readonly netuid: number
  /** SS58 of the owner's coldkey, and of its hotkey. */
  readonly owner: string
  readonly hotkey: string
  readonly uids: Uids
}

/** Each at the block from which the chain takes it. */
async function plan(
  chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>,
  { netuid, owner, hotkey, uids }: Network,
  vectors: readonly Vector[],
  head: Head,
): Promise<PlannedWeights[]> {
  if (vectors.length === 0) return []
  const read = subnetReader(chain, head.hash)
  const keys = mechanismKeys(netuid, Math.max(...vectors.map(({ mechanism }) => mechanism)) + 1)
  const [limit, version, hidden, least] = await read(
    ['WeightsSetRateLimit', netuid],
    ['WeightsVersionKey', netuid],
    ['CommitRevealWeightsEnabled', netuid],
    ['MinAllowedWeights', netuid],
  )
  const isHidden = hidden?.toString() === 'true'
  const beacon = isHidden ? await readBeacon(chain, netuid, head) : null
  const updates = await read(...keys.map((key) => ['LastUpdate', key] as const))
  const { epochs } = await readOwnerLimits(chain, { netuid, owner }, [], head)
  const neurons = uids.hotkeys.length
  return vectors.map((vector) => {
    const last = Number(itemsOf(updates[vector.mechanism])[uids.own ?? 0] ?? 0)
    const open = last === 0 ? head.number + 1 : Math.max(head.number + 1, last + Number(limit))
    const turn: Turn = { from: openFrom(open, epochs), epochs }
    const time = { block: head.number, at: beacon?.at ?? 0, slotDuration: chain.slotDuration }
    return {
      ...padded(vector, Math.min(Number(least), neurons), neurons),
      netuid,
      versionKey: BigInt(version?.toString() ?? 0),
      turn,
      isHidden,
      ...timelockOf(turn, beacon, hotkey, time),
      holders: holdersOf(vector.uids, (uid) => uids.hotkeys[uid]),
    }
  })
}

/** Where nobody knows when the epochs are, or how the chain opens what is hidden, there is none. */
function timelockOf(
  { from, epochs }: Turn,
  beacon: Beacon | null,
  hotkey: string,
  time: ChainTime,
): { readonly timelock?: Timelock } {
  if (!beacon || !epochs) return {}
  const { publicKey, reveal } = beacon
  return { timelock: { hotkey, publicKey, ...roundFor(from, epochs, reveal, time, beacon) } }
}

/** Half of the time after which the chain takes a hotkey for inactive. */
async function againAfter(
  chain: Pick<Chain, 'api' | 'request' | 'slotDuration'>,
  netuid: number,
  { hash }: Head,
): Promise<number> {
  const half = Math.floor((await readCutoff(chain, netuid, hash)) / 2) * chain.slotDuration
  return Math.min(Math.max(half, HOUR), 12 * HOUR)
}
