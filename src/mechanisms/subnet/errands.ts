import { isFree } from '../errand/decide.ts'
import { isPlanWanted } from '../launch/decide.ts'
import { isOpen } from '../link/decide.ts'
import { currentRound } from '../mining/rounds.ts'
import { isUnread } from '../proposal/decide.ts'
import type { SubnetState } from './state.ts'

/** A thing to be found out or done outside. What came of it is answered by a command; until then it is wanted. */
export type Errand =
  | { readonly kind: 'bill'; readonly key: string }
  | { readonly kind: 'link'; readonly key: string; readonly check: number; readonly url: string }
  /** Make the subnet's repository, or find the one that was made. */
  | { readonly kind: 'home'; readonly key: string }
  | { readonly kind: 'head'; readonly key: string; readonly pull: number; readonly head: string }
  /** The stakes of those who scored, by user id. */
  | {
      readonly kind: 'stakes'
      readonly key: string
      readonly round: number
      readonly users: readonly number[]
    }
  | { readonly kind: 'guarantee-bill'; readonly key: string; readonly round: number }
  | {
      readonly kind: 'merge'
      readonly key: string
      readonly round: number
      readonly pull: number
      readonly head: string
    }
  | { readonly kind: 'release'; readonly key: string; readonly round: number; readonly commit: string }
  /** What is to be done on the network that was registered, as the chain has it now. */
  | { readonly kind: 'plan'; readonly key: string; readonly round: number; readonly netuid: number }
  | { readonly kind: 'health'; readonly key: string; readonly day: number; readonly netuid: number }

export function errands(state: SubnetState): Errand[] {
  if (!state.idea) return []
  return [
    ...ideaErrands(state),
    ...homeErrand(state),
    ...headErrands(state),
    ...roundErrands(state),
    ...launchErrands(state),
  ]
}

function ideaErrands(state: SubnetState): Errand[] {
  const { idea, link, stream } = state
  if (!idea) return []
  if (state.phase === 'awaiting-deposit' && !state.deposit.bill) {
    return [{ kind: 'bill', key: `bill:${stream}:${idea.terms.title}:${idea.terms.link}` }]
  }
  if (!isOpen(state) || link.asked <= link.answered) return []
  return [{ kind: 'link', key: `link:${stream}:${link.asked}`, check: link.asked, url: idea.terms.link }]
}

/** A1. The raise is in the treasury before anything is built on it. */
function homeErrand(state: SubnetState): Errand[] {
  const isWanted = state.phase === 'minable' && !state.home && isFree(state, 'home')
  return isWanted ? [{ kind: 'home', key: `home:${state.stream}:${failures(state, 'home')}` }] : []
}

function headErrands(state: SubnetState): Errand[] {
  const unread = Object.values(state.proposals).filter(isUnread)
  return unread.map(({ pull, head }) => ({
    kind: 'head',
    key: `head:${state.stream}:${pull}:${head}`,
    pull,
    head,
  }))
}

function roundErrands(state: SubnetState): Errand[] {
  const round = currentRound(state)
  if (!round) return []
  const { number, stage, invitation } = round
  if (stage === 'counting') {
    const users = [
      ...new Set(Object.values(state.scoring.scores).flatMap((given) => Object.keys(given))),
    ].map(Number)
    return [{ kind: 'stakes', key: `stakes:${state.stream}:${number}`, round: number, users }]
  }
  const isBillWanted = stage === 'invited' && invitation?.coldkey && !invitation.bill
  return isBillWanted
    ? [{ kind: 'guarantee-bill', key: `guarantee-bill:${state.stream}:${number}`, round: number }]
    : []
}

function launchErrands(state: SubnetState): Errand[] {
  const { launch, probation, stream } = state
  if (!launch) return []
  const { round, pull, head, commit, netuid, stage } = launch
  if (stage === 'merging' && isFree(state, 'merge')) {
    return [{ kind: 'merge', key: `merge:${stream}:${round}:${failures(state, 'merge')}`, round, pull, head }]
  }
  if (stage === 'releasing' && commit && isFree(state, 'release')) {
    return [
      { kind: 'release', key: `release:${stream}:${round}:${failures(state, 'release')}`, round, commit },
    ]
  }
  if (isPlanWanted(launch) && netuid !== null) {
    return [{ kind: 'plan', key: `plan:${stream}:${round}`, round, netuid }]
  }
  if (!probation || probation.verdict || netuid === null || probation.asked <= probation.days.length)
    return []
  return [{ kind: 'health', key: `health:${stream}:${probation.asked}`, day: probation.asked, netuid }]
}

const failures = ({ errands: blocked }: SubnetState, errand: 'home' | 'merge' | 'release'): number =>
  blocked[errand]?.failures ?? 0
