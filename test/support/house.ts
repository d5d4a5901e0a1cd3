import type { Config } from '../../src/mechanisms/config.ts'
import type { Refund, RefundOwed } from '../../src/mechanisms/deposit/slice.ts'
import type { DividendsState } from '../../src/mechanisms/dividends/dividends.ts'
import type { ExtrinsicRef } from '../../src/mechanisms/intent.ts'
import type { Refusal } from '../../src/mechanisms/kernel/decision.ts'
import type { Named } from '../../src/mechanisms/kernel/family.ts'
import { keyOf } from '../../src/mechanisms/kernel/purpose.ts'
import { step } from '../../src/mechanisms/kernel/step.ts'
import { isOfRound, type RoundRecord, recordRound } from '../../src/mechanisms/mining/history.ts'
import { contestEnd } from '../../src/mechanisms/mining/rounds.ts'
import type { IntentSettled } from '../../src/mechanisms/payments/slice.ts'
import { candidateWith, recordHeads } from '../../src/mechanisms/proposal/candidate.ts'
import { contenderAt, isContending } from '../../src/mechanisms/proposal/contender.ts'
import { copiesAmong } from '../../src/mechanisms/proposal/copies.ts'
import type { Candidate, ProposalEvent } from '../../src/mechanisms/proposal/slice.ts'
import type { RefundGathered } from '../../src/mechanisms/refund/slice.ts'
import { type AnyState, kindOf, rulesFor } from '../../src/mechanisms/streams/kinds.ts'
import {
  dividendsOf,
  isRefund,
  pullOf,
  raceOf,
  subnetOf,
  teamOf,
} from '../../src/mechanisms/streams/names.ts'
import { upcastEvent } from '../../src/mechanisms/streams/upcast.ts'
import type { ProposalState } from '../../src/mechanisms/subnet/proposal.ts'
import type { RaceState } from '../../src/mechanisms/subnet/race.ts'
import {
  type SubnetCommand,
  type SubnetEvent,
  type SubnetState,
  together,
} from '../../src/mechanisms/subnet/state.ts'
import type { LifeState } from '../../src/mechanisms/subnet/subnet.ts'
import type { TeamState } from '../../src/mechanisms/team/team.ts'
import { type Address, type Addressed, addressOf } from './addressed.ts'
import { openRows, type Rows } from './house-rows.ts'

/** An event and the stream in which it happened. */
export interface Happened {
  readonly stream: string
  readonly event: SubnetEvent
}

/** All streams of some subnets, in memory: what the ledger does with commands, without one. */
export interface House {
  readonly happened: readonly Happened[]
  readonly refusals: readonly Refusal[]
  /** What people had to know of what was accepted. */
  readonly notices: readonly Refusal[]
  state(subnet: string): SubnetState
  stream(name: string): AnyState
  /** What the heads of a proposal say. */
  heads(name: string): Candidate | undefined
  /** Folds what has happened elsewhere. */
  record(stream: string, event: Named): void
  /** Lets the rules decide, with all that one stream tells another. Answers what happened. */
  handle(stream: string, command: Named, config: Config): readonly Happened[]
}

/** A refund as its row has it: the payment that brings it back is known by its key. */
interface RefundRow {
  readonly refund: Refund
  readonly gathered: boolean
  readonly key: string
}

const rowIn = (
  stream: string,
  about: { readonly kind: string; readonly about: readonly (string | number)[] },
  { payer, amount, reason, extrinsic, type }: RefundOwed | RefundGathered,
): RefundRow => ({
  refund: { payer, amount, reason, extrinsic },
  gathered: type === 'RefundGathered',
  key: keyOf(stream, about),
})

const DEEPEST = 8

export function openHouse(): House {
  const states = new Map<string, AnyState>()
  const rows = new Map<string, Rows>()
  const rounds = new Map<string, RoundRecord[]>()
  const candidates = new Map<string, Candidate>()
  const settled = new Map<string, Record<string, ExtrinsicRef>>()
  const refunds = new Map<string, RefundRow[]>()
  const sent = new Map<string, ExtrinsicRef>()
  const happened: Happened[] = []
  const refusals: Refusal[] = []
  const notices: Refusal[] = []

  const stream = (name: string) => states.get(name) ?? rulesFor(name).initial(name)

  function rowsOf(name: string): Rows {
    const known = rows.get(name) ?? openRows()
    rows.set(name, known)
    return known
  }

  function record(name: string, written: Named): void {
    const event = upcastEvent(name, written)
    const before = stream(name)
    const after = rulesFor(name).evolve(before, event)
    states.set(name, after)
    happened.push({ stream: name, event: event as SubnetEvent })
    rowsOf(name).record(event, after)
    const of = isRefund(name) ? name : subnetOf(name)
    if (event.type === 'IntentSettled') {
      const { key, extrinsic } = event as IntentSettled
      settled.set(of, { ...settled.get(of), [key]: extrinsic })
      sent.set(key, extrinsic)
    }
    keepRefund(name, event)
    if (kindOf(name) === 'race' && isOfRound(event)) keepRound(name, event)
    if (kindOf(name) === 'proposal')
      keepHeads(name, before as unknown as ProposalState, event as ProposalEvent)
  }

  function keepRefund(name: string, event: Named): void {
    if (event.type === 'RefundGathered') {
      const gathered = event as RefundGathered
      const row = rowIn(name, { kind: 'refund', about: [gathered.payout] }, gathered)
      const { subnet } = gathered
      if (subnet !== null) refunds.set(subnet, [...(refunds.get(subnet) ?? []), row])
      return
    }
    if (event.type !== 'RefundOwed' || (event as RefundOwed).pot) return
    const owed = event as RefundOwed
    const of = subnetOf(name)
    const row = rowIn(of, { kind: 'deposit-refund', about: [owed.extrinsic.hash, owed.payer] }, owed)
    refunds.set(of, [...(refunds.get(of) ?? []), row])
  }

  function keepRound(name: string, event: Parameters<typeof recordRound>[1]): void {
    const known = rounds.get(name) ?? []
    const round = recordRound(known[event.round - 1], event)
    if (round) rounds.set(name, [...known.slice(0, event.round - 1), round, ...known.slice(event.round)])
  }

  function keepHeads(name: string, before: ProposalState, event: ProposalEvent): void {
    const pull = Number(name.split(':')[3])
    const known = candidates.get(name) ?? { pull, present: [], heads: [] }
    const after = states.get(name) as unknown as ProposalState
    candidates.set(name, recordHeads(known, event, before.proposal?.head, after.proposal?.head))
  }

  function handle(name: string, command: Named, config: Config, depth = 0): readonly Happened[] {
    if (depth > DEEPEST) throw new Error(`${command.type} was told too deep`)
    const from = happened.length
    const rules = rulesFor(name)
    const besides = Object.entries(rules.beside(name, command))
    const seen = Object.fromEntries(
      besides.map(([slice, beside]) => [
        slice,
        typeof beside === 'string' ? stream(beside)[slice] : rowsOf(name).read(beside),
      ]),
    )
    const { refusal, notice, events, told } = step(rules, stream(name), command, { config, seen })
    if (refusal && depth > 0) throw new Error(`${command.type} was told and refused: ${refusal.code}`)
    if (refusal) refusals.push(refusal)
    if (notice) notices.push(notice)
    for (const event of events) record(name, event)
    for (const one of told) handle(one.stream, one.command, config, depth + 1)
    return happened.slice(from)
  }

  function state(subnet: string): SubnetState {
    const race = raceOf(subnet)
    const ofSubnet = <Value>(all: ReadonlyMap<string, Value>) =>
      [...all]
        .filter(([name]) => kindOf(name) === 'proposal' && subnetOf(name) === subnet)
        .map(([, one]) => one)
    const proposals = ofSubnet(states) as unknown as ProposalState[]
    const present = stream(race) as unknown as RaceState
    const running = proposals
      .flatMap(({ proposal }) => (proposal ? [contenderAt(proposal, contestEnd(present))] : []))
      .filter(isContending)
    const headOf = new Map(running.map(({ pull, head }) => [pull, head]))
    const threshold = present.mining.round?.rules.scoring.copyBasisPoints ?? 10_000
    return together({
      life: stream(subnet) as unknown as LifeState,
      race: present,
      crew: stream(teamOf(subnet)) as unknown as TeamState,
      dividends: (stream(dividendsOf(subnet)) as unknown as DividendsState).dividends,
      rounds: rounds.get(race) ?? [],
      ballots: rowsOf(subnet).ballots(),
      days: [...rowsOf(subnet).days],
      stakes: rowsOf(race).stakes(),
      scores: Object.fromEntries(
        proposals
          .map(({ stream: name }) => [pullOf(name), rowsOf(name).scores()] as const)
          .filter(([, given]) => Object.keys(given).length > 0),
      ),
      settled: settled.get(subnet) ?? {},
      refunds: (refunds.get(subnet) ?? []).map(({ refund, gathered, key }) => ({
        ...refund,
        gathered,
        sentIn: sent.get(key) ?? null,
      })),
      proposals,
      copies: copiesAmong(
        ofSubnet(candidates).flatMap((one) => {
          const head = headOf.get(one.pull)
          return head === undefined ? [] : [candidateWith(one, head)]
        }),
        threshold,
      ),
    })
  }

  return { happened, refusals, notices, state, stream, heads: (name) => candidates.get(name), record, handle }
}

/** A house in which nothing was decided: the events of another, folded anew. */
export function refold(happened: readonly Happened[]): House {
  const house = openHouse()
  for (const { stream, event } of happened) house.record(stream, event)
  return house
}

/** Hands a command about a subnet to the streams that it is for, as the rooms around the rules do. */
export function hand(
  house: House,
  subnet: string,
  command: SubnetCommand,
  config: Config,
): readonly Happened[] {
  return lookUp(house, subnet, addressOf(subnet, command)).flatMap((to) =>
    house.handle(to.stream, to.command, config),
  )
}

function lookUp(house: House, subnet: string, address: Address): readonly Addressed[] {
  switch (address.by) {
    case 'name':
      return address.to
    case 'race':
      return address.to(house.stream(raceOf(subnet)) as unknown as RaceState)
    case 'team':
      return address.to(house.stream(teamOf(subnet)) as unknown as TeamState)
    case 'subnet':
      return address.to(house.state(subnet))
  }
}

/** What each event of a tale finds and leaves, in the order of the ledger. */
export function* unfold(
  commands: readonly SubnetCommand[],
  config: Config,
  subnet: string,
): Generator<{ readonly event: SubnetEvent; readonly stream: string; readonly state: SubnetState }> {
  const [deciding, folding] = [openHouse(), openHouse()]
  for (const command of commands) {
    for (const { stream, event } of hand(deciding, subnet, command, config)) {
      folding.record(stream, event)
      yield { stream, event, state: folding.state(subnet) }
    }
  }
}
