import { clip } from '../../github/escape.ts'
import { type OpenedState, SHOWN, settledIn, type ThreadFacts } from '../../github/facts.ts'
import type { Section } from '../../github/section.ts'
import { bountyOf, raisedOf, rewardOf } from '../../mechanisms/launch/amounts.ts'
import type { Rao } from '../../mechanisms/money.ts'
import { neededDays } from '../../mechanisms/subnet/mined-view.ts'
import type { SubnetPurpose } from '../../mechanisms/subnet/state.ts'

/** Rules L2 and M6: the verdict, and what it and the start earned whom. */
export const earnedSection: Section<'coldkeys'> = {
  template: 'probation/section/earned',
  events: [
    'SubnetStarted',
    'SubnetDissolved',
    'DayRecorded',
    'IncidentClosed',
    'ProbationEnded',
    'IntentSettled',
  ],
  reads: ['coldkeys'],
  fill(state, facts) {
    const { probation, launch } = state
    if (!probation || !launch) return null
    const rows = [...guarantorRows(state), ...rewardRow(state, facts)]
    if (!probation.verdict && rows.length === 0) return null
    const rules = launch.rules.probation
    return {
      verdict: probation.verdict,
      good: probation.good,
      recorded: probation.recorded,
      needed: neededDays(rules),
      length: rules.days,
      upheld: probation.broken,
      rows,
    }
  },
}

interface Row {
  readonly what: 'returned' | 'slashed' | 'bounty' | 'reward'
  /** A login. */
  readonly to: string
  readonly amount: Rao
  readonly settledIn: number | null
  /** Whether a wallet is there to pay to. */
  readonly linked: boolean
}

/** What a guarantor may earn or lose. */
type Earned = Extract<SubnetPurpose['kind'], 'guarantee-return' | 'guarantee-slash' | 'bounty'>

function guarantorRows(state: OpenedState): Row[] {
  const { launch, probation } = state
  const guarantee = state.rounds.find(({ number }) => number === launch?.round)?.guarantee
  if (!launch || !guarantee || !probation?.verdict) return []
  const to = clip(launch.guarantor.login, SHOWN.login)
  const row = (what: Row['what'], amount: Rao, kind: Earned): Row => ({
    what,
    to,
    amount,
    settledIn: settledIn(state, { kind, about: [launch.round] }),
    linked: true,
  })
  const { collateral } = guarantee.paid
  if (probation.verdict === 'failed') return [row('slashed', collateral, 'guarantee-slash')]
  if (probation.verdict === 'dissolved') return [row('returned', collateral, 'guarantee-return')]
  const bounty = bountyOf(raisedOf(state), launch.rules.probation.bountyBasisPoints)
  return [
    row('returned', collateral, 'guarantee-return'),
    ...(bounty > 0n ? [row('bounty', bounty, 'bounty')] : []),
  ]
}

function rewardRow(state: OpenedState, { coldkeys }: Pick<ThreadFacts, 'coldkeys'>): Row[] {
  const amount = rewardOf(state)
  if (amount === 0n) return []
  const { id, login } = state.idea.discoverer
  const sent = settledIn(state, { kind: 'discoverer-reward', about: [] })
  const to = clip(login, SHOWN.login)
  return [{ what: 'reward', to, amount, settledIn: sent, linked: coldkeys[id] !== undefined }]
}
