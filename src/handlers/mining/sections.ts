import { clip } from '../../github/escape.ts'
import { inHome, type OpenedState, SHOWN, settledIn, type ThreadFacts } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import type { RoundRecord } from '../../mechanisms/mining/history.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { leaderboard } from '../../mechanisms/scoring/leaderboard.ts'
import { describeStanding } from '../scoring/standing.ts'
import { unreadTeam } from '../scoring/unread-team.ts'
import { invitationSection } from './invitation.ts'
import { lapseOf } from './words.ts'

/** Rules A2 to A5: the round and its leaderboard, as they are now. */
const raceSection: Section<'missing'> = {
  template: 'mining/section/race',
  events: [
    'HomeMade',
    'RoundOpened',
    'RoundClosed',
    'RoundCounted',
    'MinerInvited',
    'GuaranteePaid',
    'RoundLapsed',
    'LaunchVoided',
    'LaunchBegun',
    'GuaranteeReturned',
    'GuaranteeSlashed',
    'ProposalSeen',
    'HeadRead',
    'ScoreGiven',
  ],
  reads: ['missing'],
  fill(state, facts) {
    const round = currentRound(state)
    const home = inHome(state, facts)
    if (!round || !home || !isHeld(state)) return null
    const table = leaderboard(state)
    const { rubric, validators, minimumStake } = round.rules.scoring
    const { leastGrade: least = 0 } = round.rules.mining
    return {
      home,
      round: round.number,
      stage: round.stage,
      unread: unreadTeam(state, facts),
      closesAt: round.closesAt,
      rows: table.slice(0, SHOWN.items).map((standing) => ({
        ...describeStanding(standing, 2),
        author: clip(standing.author.login, SHOWN.login),
        title: clip(state.proposals[standing.pull]?.title ?? '', SHOWN.login),
        url: `${home.url}/pull/${standing.pull}`,
      })),
      more: Math.max(table.length - SHOWN.items, 0),
      rubric: rubric.map(({ id }) => `${id}=80`).join(' '),
      validators,
      minimumStake,
      least,
      month: round.month
        ? { margin: round.month.marginBasisPoints, grade: state.mining.live?.grade ?? null }
        : null,
    }
  },
}

/** Whether a race is shown: rounds before the launch, and months of a live subnet as long as nobody has won the present one. */
const isHeld = ({ phase, mining: { round } }: OpenedState): boolean =>
  phase === 'minable' ||
  (round?.month !== undefined && round.stage !== 'guaranteed' && round.stage !== 'lapsed')

/** The rounds that came to nothing, the last ones first. */
const pastRoundsSection: Section = {
  template: 'mining/section/past-rounds',
  events: ['RoundLapsed', 'IntentSettled'],
  reads: [],
  isFinal: () => true,
  fill(state, facts) {
    const lapsed = state.rounds.filter(({ stage }) => stage === 'lapsed').toReversed()
    if (lapsed.length === 0) return null
    const shown = lapsed.slice(0, SHOWN.items)
    return {
      rounds: shown.map((round) => describeRound(state, facts, round)),
      more: lapsed.length - shown.length,
    }
  },
}

function describeRound(state: OpenedState, facts: Pick<ThreadFacts, 'github'>, round: RoundRecord) {
  const { number, closesAt, invitation, lapse, guarantee } = round
  return {
    number,
    closesAt,
    leader: invitation && clip(invitation.miner.login, SHOWN.login),
    pull: invitation?.pull,
    url: `${inHome(state, facts)?.url}/pull/${invitation?.pull}`,
    why: lapse && lapseOf(lapse, round),
    collateral: guarantee?.paid.collateral,
    returnedIn: settledIn(state, { kind: 'guarantee-return', about: [number] }),
  }
}

export const miningSections = {
  invitation: invitationSection,
  race: raceSection,
  'past-rounds': pastRoundsSection,
} satisfies Sections
