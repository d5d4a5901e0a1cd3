import { clip } from '../../github/escape.ts'
import { type OpenedState, SHOWN } from '../../github/facts.ts'
import type { Accused, Verdict } from '../../mechanisms/dispute/slice.ts'
import { bountyOf, raisedOf } from '../../mechanisms/launch/amounts.ts'
import type { Rao } from '../../mechanisms/money.ts'
import type { IncidentClosed, IncidentOpened, ProbationEnded } from '../../mechanisms/probation/slice.ts'
import { neededDays } from '../../mechanisms/subnet/mined-view.ts'
import { inItsHome, type NoticeOf, onIdea, votersBut } from '../kit/notice.ts'

/** The guarantor can answer an incident while validators vote, who are asked to. */
export const incidentOpened: NoticeOf<IncidentOpened> = ({ issue, opener, closesAt, electorate }, state) => {
  const { launch, incidents } = state
  const open = incidents.find(({ number, verdict }) => number === issue && verdict === null)
  const accused = open?.accused
  const on = inItsHome(state, issue)
  if (!launch || !accused || !on) return null
  return {
    template: 'probation/notice/incident',
    filling: {
      closesAt,
      opener: clip(opener.login, SHOWN.login),
      netuid: launch.netuid,
      collateral: collateralOf(state, accused) ?? launch.rules.mining.collateral,
    },
    people: { guarantor: accused.guarantor },
    others: votersBut(electorate, accused.guarantor.id),
    until: closesAt,
    on,
  }
}

export const incidentDecided: NoticeOf<IncidentClosed> = ({ issue, verdict }, state) => {
  const incident = state.incidents.find(({ number }) => number === issue)
  const accused = incident?.accused
  const on = inItsHome(state, issue)
  if (!incident || !accused || !on || isOvertaken(state, accused, verdict)) return null
  return {
    template: 'probation/notice/incident-decided',
    filling: { verdict },
    people: { opener: incident.challenger, guarantor: accused.guarantor },
    on,
  }
}

/** One that closes after the verdict has no part in it. */
function isOvertaken(
  { probation, update: { current } }: OpenedState,
  { isUpdate, round }: Accused,
  verdict: Verdict,
): boolean {
  // An update that another has followed while validators were deciding is lost: one that holds waits for them.
  const ofUpdate = current?.round === round ? current.verdict : 'broke'
  const ended = isUpdate ? ofUpdate : probation?.verdict
  const isLost = ended === 'failed' || ended === 'broke'
  return ended === 'dissolved' || (isLost && verdict !== 'upheld')
}

/** What the accused has at stake. */
const collateralOf = ({ rounds }: OpenedState, { round }: Accused): Rao | undefined =>
  rounds.find(({ number }) => number === round)?.guarantee?.paid.collateral

/** Won or lost: said to the guarantor and to the discoverer. */
export const ended: NoticeOf<ProbationEnded> = ({ verdict, goodDays, days }, state) => {
  const { launch, idea } = state
  if (!launch) return null
  const { mining, probation } = launch.rules
  return {
    template: verdict === 'passed' ? 'probation/notice/passed' : 'probation/notice/failed',
    filling: {
      goodDays,
      days,
      needed: neededDays(probation),
      broken: isBroken(state),
      netuid: launch.netuid,
      coldkey: launch.coldkey,
      collateral: mining.collateral,
      bounty: bountyOf(raisedOf(state), probation.bountyBasisPoints),
    },
    people: { guarantor: launch.guarantor, discoverer: idea.discoverer },
    on: onIdea(state),
  }
}

const isBroken = ({ probation }: OpenedState): boolean => probation?.broken ?? false
