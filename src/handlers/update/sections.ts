import { clip } from '../../github/escape.ts'
import { inHome, type OpenedState, SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { neededOf } from '../../mechanisms/update/probation.ts'
import type { Update } from '../../mechanisms/update/slice.ts'
import { isUnderway } from '../../mechanisms/update/underway.ts'

/** Rules N1 and N2: the update, step by step: what is done and where, what is under way, what is in its way. */
const updateSection: Section = {
  template: 'update/section/update',
  events: [
    'UpdateBegun',
    'UpdateVoided',
    'UpdateMerged',
    'UpdateReleased',
    'UpdateApplied',
    'UpdateDayRecorded',
    'IncidentOpened',
    'IncidentClosed',
    'UpdateEnded',
    'UpdateReverted',
    'UpdateSetBack',
    'AuthorsRewarded',
    'GuaranteeReturned',
    'GuaranteeSlashed',
    'ErrandBlocked',
    'ErrandRetried',
  ],
  reads: [],
  isFinal: ({ update: { current } }) => !isUnderway(current),
  fill(state, facts) {
    const { current } = state.update
    const home = inHome(state, facts)
    if (!current || !home) return null
    const { round, pull, head, stage, commit, tag, startedAt, recorded, bad, verdict, revert, lapsesAt } =
      current
    const shown = bad.toReversed().slice(0, SHOWN.items)
    return {
      round,
      pull,
      head: head.slice(0, 7),
      stage,
      lapsesAt,
      url: `${home.url}/pull/${pull}`,
      guarantor: clip(current.guarantor.login, SHOWN.login),
      owner: state.home?.repository.owner,
      commit,
      commitUrl: `${home.url}/commit/${commit}`,
      tag: tag && clip(tag, SHOWN.login),
      releaseUrl: `${home.url}/releases/tag/${encodeURIComponent(tag ?? '')}`,
      startedAt,
      recorded,
      good: current.good,
      needed: neededOf(current),
      length: current.rules.month.probationDays,
      bad: shown,
      moreBad: bad.length - shown.length,
      openIncidents: current.openIncidents,
      isUpheld: current.isUpheld,
      verdict,
      revert: revert && { pull: revert.pull, url: `${home.url}/pull/${revert.pull}` },
      collateral: collateralOf(state, current),
      obstacle: obstacleOf(state),
      reward: rewardOf(state, current),
    }
  },
}

function collateralOf(state: OpenedState, { round }: Update) {
  const guarantee = state.rounds.find(({ number }) => number === round)?.guarantee
  return guarantee ? { amount: guarantee.paid.collateral, fate: guarantee.fate } : null
}

/** N3: what is new, and what it earned; null where nothing is. */
function rewardOf({ update: { rewards = [] } }: OpenedState, { round }: Update) {
  const reward = rewards.find((one) => one.round === round)
  if (!reward) return null
  const { roles, mechanisms, given } = reward
  const names = [...roles, ...mechanisms].map((id) => clip(id, SHOWN.login))
  return { names: names.slice(0, SHOWN.items), more: Math.max(names.length - SHOWN.items, 0), given }
}

function obstacleOf({ errands }: OpenedState) {
  for (const errand of ['update-merge', 'revert', 'update-release'] as const) {
    const blocked = errands[errand]
    if (blocked) return { errand, ...blocked, said: clip(blocked.said ?? '', SHOWN.gist) }
  }
  return null
}

export const updateSections = { update: updateSection } satisfies Sections
