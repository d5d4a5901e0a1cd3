import { isTaking } from '../delegates/delegates.ts'
import type { EndPayout } from '../dividends/slice.ts'
import { isRoundOver, roundsOf } from '../funding/rounds.ts'
import { type Family, type Told, tell, type View } from '../kernel/family.ts'
import { isReturning } from '../launch/returning.ts'
import type { EndGuarantee, EndRace } from '../mining/commands.ts'
import { type Pots, potIn } from '../pots.ts'
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
  initial: { isNext: false, saidAt: null, warnings: 0, at: null, rest: null, left: null },
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
    PotsLeft: (own, { left }) => ({ ...own, left: left.map((one) => ({ ...one, isReturned: false })) }),
    PotReturned: (own, { place }) => ({
      ...own,
      left: own.left?.map((one, other) => (other === place ? { ...one, isReturned: true } : one)) ?? null,
    }),
    FunderRepaid: (own, { place }) => ({ ...own, rest: own.rest && repaid(own.rest, place) }),
  },
  wishes: {
    'pot-return': ({ idea, dissolution }) => {
      const pots = idea?.pots
      if (!pots) return []
      return (dissolution.left ?? []).flatMap(({ pot, amount, isReturned }, place) =>
        isReturned
          ? []
          : [
              {
                purpose: { kind: 'pot-return', about: [place] },
                pot: potIn(pots, pot),
                call: { kind: 'transfer', to: { coldkey: pots.treasury }, amount },
              },
            ],
      )
    },
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
    'pot-return': ({ dissolution: { left } }, { about: [place] }, _, when) =>
      left?.[place]?.isReturned === false ? [{ type: 'PotReturned', place, ...when }] : [],
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

/** The rest includes what a round of funding that is being called off brings yet, what other pots have, and what their proxies give back. */
function restErrands(state: State): RestErrand[] {
  const { idea, funding, launch, dissolution, delegates, stream } = state
  const netuid = launch?.netuid ?? null
  const isDissolved = netuid !== null && dissolution.at !== null
  if (!idea?.pots || dissolution.rest || !(isDissolved || isReturning(state))) return []
  if (!roundsOf(funding).every(isRoundOver)) return []
  if (isTaking(delegates)) return []
  const account = idea.pots.treasury
  const { left } = dissolution
  if (left) {
    const isBack = left.every(({ isReturned }) => isReturned)
    return isBack ? [{ kind: 'rest', key: `rest:${stream}:returned`, netuid, account, pots: [] }] : []
  }
  const pots = isDissolved ? sweptOf(idea.pots) : []
  return [{ kind: 'rest', key: `rest:${stream}`, netuid, account, pots }]
}

/** Where pots were given out two by two, the escrow is the hotkey, and holds what is others'. */
const sweptOf = ({ payroll, hotkey }: Pots): RestErrand['pots'] =>
  payroll === null
    ? []
    : [
        ['payroll', payroll],
        ['hotkey', hotkey],
      ]

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
