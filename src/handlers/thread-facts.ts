import type { ThreadFacts } from '../github/facts.ts'
import { type Places, pageOf } from '../github/places.ts'
import { readAnnounced } from '../ledger/announced-swaps.ts'
import { pendingApprovals } from '../ledger/approvals.ts'
import type { OutsideCause } from '../ledger/causes.ts'
import type { Queries } from '../ledger/database.ts'
import { readHolds } from '../ledger/holds.ts'
import { readLinked } from '../ledger/links.ts'
import { readFailed } from '../ledger/outstanding.ts'
import { balanceOf, REGISTRATION_COST, readReading } from '../ledger/readings.ts'
import { readReports } from '../ledger/reports.ts'
import { errands } from '../mechanisms/subnet/errands.ts'
import { intents } from '../mechanisms/subnet/intents.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import { payeesOf } from './payments/swaps.ts'

/** What a thread shows besides its state. What is not `wanted` is not read, and is empty. */
export async function readThreadFacts(
  queries: Queries,
  places: Places,
  state: SubnetState,
  wanted: ReadonlySet<OutsideCause> = ALL,
): Promise<ThreadFacts> {
  const owed = intents(state).map(({ key }) => key)
  return {
    page: pageOf(places, state),
    github: places.github,
    node: places.node,
    ...(places.treasury !== undefined && { treasury: places.treasury }),
    coldkeys: wanted.has('coldkeys') ? await coldkeysOf(queries, state) : {},
    approvals: wanted.has('approvals') ? await approvalsOf(queries, places, owed) : [],
    holds: wanted.has('holds') ? Object.fromEntries(await readHolds(queries, owed)) : {},
    cost: wanted.has('cost') ? await readReading(queries, REGISTRATION_COST) : null,
    balance: wanted.has('balance') ? await readReading(queries, balanceOf(state.stream)) : null,
    reports: wanted.has('reports') ? await readReports(queries, state.stream) : [],
    swaps: wanted.has('swaps') ? await swapsOf(queries, state) : {},
    missing: wanted.has('missing') ? await readFailed(queries, 'errand', askedOf(state)) : {},
  }
}

const ALL: ReadonlySet<OutsideCause> = new Set([
  'coldkeys',
  'approvals',
  'holds',
  'missing',
  'cost',
  'balance',
  'swaps',
  'reports',
])

const askedOf = (state: SubnetState): string[] => errands(state).map(({ key }) => key)

/** The user ids of those of whom a thread says whether they are linked. */
export function peopleOf({ idea, disputes, mining, tasks }: SubnetState): number[] {
  const users = disputes.map(({ challenger }) => challenger.id)
  const miner = mining.round?.invitation?.miner
  if (miner) users.push(miner.id)
  if (idea) users.push(idea.discoverer.id)
  users.push(...tasks.rewards.map(({ winner }) => winner.id))
  return users
}

async function coldkeysOf(queries: Queries, state: SubnetState): Promise<ThreadFacts['coldkeys']> {
  const linked = await readLinked(queries, peopleOf(state))
  return Object.fromEntries(linked.map(({ user, coldkey }) => [user, coldkey]))
}

/** Of the coldkeys that what is owed goes to. */
async function swapsOf(queries: Queries, state: SubnetState): Promise<ThreadFacts['swaps']> {
  const linked = await coldkeysOf(queries, state)
  return readAnnounced(queries, [...new Set(payeesOf(state, linked))])
}

async function approvalsOf(
  queries: Queries,
  { approval }: Places,
  owed: readonly string[],
): Promise<ThreadFacts['approvals']> {
  if (owed.length === 0) return []
  const waiting = await pendingApprovals(queries)
  return waiting
    .filter(({ intents: keys }) => keys.some((key) => owed.includes(key)))
    .map((open) => ({
      callHash: open.callHash,
      callHex: open.callData,
      threshold: open.threshold,
      signatories: open.signatories.map((address) => ({
        address,
        ...(open.approvedBy.includes(address)
          ? { approved: true, approvalHex: null }
          : { approved: false, approvalHex: approval?.(open, address) ?? null }),
      })),
      intents: open.intents.filter((key) => owed.includes(key)),
      others: open.intents.filter((key) => !owed.includes(key)).length,
    }))
}
