import type { EndPayout } from '../dividends/slice.ts'
import { isRoundOver, roundsOf } from '../funding/rounds.ts'
import { type Family, type Told, tell, type View } from '../kernel/family.ts'
import { isReturning } from '../launch/returning.ts'
import type { EndGuarantee, EndRace } from '../mining/commands.ts'
import { potIn } from '../pots.ts'
import { dividendsOf, raceOf, teamOf } from '../streams/names.ts'
import type { EndTeam } from '../team/slice.ts'
import { reportRest, seeDissolution, seeOutlook } from './decide.ts'
import { owedNow, repaid } from './rest.ts'
import type { DissolutionShape, RestCounted, RestErrand, SubnetDissolved } from './slice.ts'

type State = View<DissolutionShape>

/**
 * Rule D4: the chain dissolves the subnet. What was owed is paid, and what is left goes to the funders by what they gave. Rule L4: so it does
 * where a subnet was not registered in time.
 */
export const dissolution: Family<DissolutionShape> = {
  name: 'dissolution',
  initial: { isNext: false, saidAt: null, warnings: 0, at: null, rest: null },
  inHome: false,
  decide: { SeeDissolution: seeDissolution, SeeOutlook: seeOutlook, ReportRest: reportRest },
  evolve: {
    SubnetDissolved: (own, { at }) => ({ ...own, isNext: false, at }),
    OutlookChanged: (own, { isNext, at }) => ({
      ...own,
      isNext,
      saidAt: at,
      warnings: own.warnings + (isNext ? 1 : 0),
    }),
    RestCounted: (own, { total, block }) => ({ ...own, rest: { total, block, from: 0, paid: [] } }),
    FunderRepaid: (own, { place }) => ({ ...own, rest: own.rest && repaid(own.rest, place) }),
  },
  wishes: {
    'rest-return': (state) => {
      const pots = state.idea?.pots
      if (!pots) return []
      return owedNow(state).map(({ place, coldkey, amount }) => ({
        purpose: { kind: 'rest-return', about: [place] },
        pot: potIn(pots, 'treasury'),
        call: { kind: 'transfer', to: { coldkey }, amount },
      }))
    },
  },
  settled: {
    'rest-return': (state, { about: [place] }, _, when) =>
      owedNow(state).some((share) => share.place === place) ? [{ type: 'FunderRepaid', place, ...when }] : [],
  },
  next: (state) => {
    if (isReturning(state)) return 'count-rest'
    if (state.phase !== 'dissolved' && state.phase !== 'returned') return null
    if (!state.dissolution.rest) return 'count-rest'
    return owedNow(state).length > 0 ? 'repay-funders' : state.phase
  },
  errands: { rest: restErrands },
  tells: { SubnetDissolved: endAll, RestCounted: endLaunch },
}

/** What a round of funding that is being called off brings yet is part of the rest. */
function restErrands(state: State): RestErrand[] {
  const { idea, funding, launch, dissolution, stream } = state
  const netuid = launch?.netuid ?? null
  const isDissolved = netuid !== null && dissolution.at !== null
  if (!idea?.pots || dissolution.rest || !(isDissolved || isReturning(state))) return []
  if (!roundsOf(funding).every(isRoundOver)) return []
  return [{ kind: 'rest', key: `rest:${stream}`, netuid, account: idea.pots.treasury }]
}

/** Nobody who guarantees can help it: a collateral that is still held goes back. Nobody works for it any more. */
function endAll({ launch, stream }: State, { at }: SubnetDissolved): Told[] {
  if (!launch) return []
  const { round } = launch
  const source = { kind: 'stream', stream } as const
  return [
    tell<EndGuarantee>(raceOf(stream), { type: 'EndGuarantee', round, verdict: 'dissolved', at, source }),
    tell<EndRace>(raceOf(stream), { type: 'EndRace', at, source }),
    tell<EndTeam>(teamOf(stream), { type: 'EndTeam', at, source }),
    tell<EndPayout>(dividendsOf(stream), { type: 'EndPayout', at, source }),
  ]
}

/** L4: from now on nothing can be registered any more. The guarantor could not help it, and gets the collateral back. */
function endLaunch({ phase, launch, stream }: State, { at }: RestCounted): Told[] {
  if (!launch || phase !== 'returned') return []
  const { round } = launch
  const source = { kind: 'stream', stream } as const
  return [
    tell<EndGuarantee>(raceOf(stream), { type: 'EndGuarantee', round, verdict: 'returned', at, source }),
  ]
}
