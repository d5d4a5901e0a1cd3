import { clip } from '../../github/escape.ts'
import { type OpenedState, SHOWN } from '../../github/facts.ts'
import { bountyOf, raisedOf } from '../../mechanisms/launch/amounts.ts'
import type { IncidentClosed, IncidentOpened, ProbationEnded } from '../../mechanisms/probation/slice.ts'
import { neededDays } from '../../mechanisms/subnet/mined-view.ts'
import { inItsHome, type NoticeOf, onIdea, votersBut } from '../kit/notice.ts'

/** The guarantor can answer an incident while validators vote, who are asked to. */
export const incidentOpened: NoticeOf<IncidentOpened> = ({ issue, opener, closesAt, electorate }, state) => {
  const { launch, incidents } = state
  const isOpen = incidents.some(({ number, verdict }) => number === issue && verdict === null)
  const on = inItsHome(state, issue)
  if (!isOpen || !launch || !on) return null
  return {
    template: 'probation/notice/incident',
    filling: {
      closesAt,
      opener: clip(opener.login, SHOWN.login),
      netuid: launch.netuid,
      collateral: launch.rules.mining.collateral,
    },
    people: { guarantor: launch.guarantor },
    others: votersBut(electorate, launch.guarantor.id),
    until: closesAt,
    on,
  }
}

export const incidentDecided: NoticeOf<IncidentClosed> = ({ issue, verdict }, state) => {
  const { launch, incidents, probation } = state
  // One that closes after the verdict has no part in it.
  if (probation?.verdict === 'dissolved' || (probation?.verdict === 'failed' && verdict !== 'upheld'))
    return null
  const opener = incidents.find(({ number }) => number === issue)?.challenger
  const on = inItsHome(state, issue)
  if (!opener || !launch || !on) return null
  return {
    template: 'probation/notice/incident-decided',
    filling: { verdict },
    people: { opener, guarantor: launch.guarantor },
    on,
  }
}

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
