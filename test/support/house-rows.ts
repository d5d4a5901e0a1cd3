import { ballotChange, ballotOf, counted, isOfBallot } from '../../src/mechanisms/dispute/ballots.ts'
import type { Ballot, Voter } from '../../src/mechanisms/dispute/slice.ts'
import type { RowsAsked } from '../../src/mechanisms/kernel/beside.ts'
import type { Named } from '../../src/mechanisms/kernel/family.ts'
import type { RoundCounted } from '../../src/mechanisms/mining/events.ts'
import { type DayRecorded, dayIn, type ProbationDay } from '../../src/mechanisms/probation/slice.ts'
import { type ScoreGiven, type Scores, scoreIn } from '../../src/mechanisms/scoring/slice.ts'
import type { SeesStakes } from '../../src/mechanisms/scoring/stakes.ts'

interface Voting {
  readonly ballot: Ballot
  readonly voters: ReadonlyMap<number, Voter>
}

/** What the ledger keeps in rows beside one stream, in memory. */
export interface Rows {
  ballots(): readonly Ballot[]
  readonly days: readonly ProbationDay[]
  scores(): Scores
  stakes(): SeesStakes['stakes']
  /** `after` is the state of its stream with the event. */
  record(event: Named, after: unknown): void
  read(asked: RowsAsked): unknown
}

export function openRows(): Rows {
  const voting = new Map<string, Voting>()
  const days: ProbationDay[] = []
  let scores: Scores = {}
  let stakes: SeesStakes['stakes'] = {}

  function recordBallot(...[event, after]: Parameters<typeof ballotChange>): void {
    const { of, number } = ballotOf(event)
    const change = ballotChange(event, after)
    const key = `${of} ${number}`
    if (change.kind === 'opened') {
      const voters = change.electorate.map(
        ({ user, stake }) => [user, { stake, side: null, said: null }] as const,
      )
      voting.set(key, { ballot: change.ballot, voters: new Map(voters) })
      return
    }
    const { ballot, voters } = voting.get(key) ?? {}
    if (!ballot || !voters) return
    if (change.kind === 'closed') {
      voting.set(key, { ballot: { ...ballot, verdict: change.verdict }, voters: new Map() })
      return
    }
    const { user, side, said } = change
    const voter = voters.get(user)
    if (!voter) return
    const now = new Map(voters).set(user, { ...voter, side, said })
    voting.set(key, { ballot: counted(ballot, voter, side), voters: now })
  }

  const ballots = () => [...voting.values()].map(({ ballot }) => ballot)
  const voterOf = ({ of, number, user }: Extract<RowsAsked, { readonly rows: 'voter' }>) =>
    [...voting.values()]
      .filter(({ ballot }) => ballot.of === of && (number === undefined || ballot.number === number))
      .map(({ voters }) => voters.get(user))
      .find((voter) => voter !== undefined) ?? null

  return {
    ballots,
    days,
    scores: () => scores,
    stakes: () => stakes,
    record: (event, after) => {
      if (isOfBallot(event)) recordBallot(event, after as Parameters<typeof ballotChange>[1])
      if (event.type === 'DayRecorded') days.push(dayIn(event as DayRecorded))
      if (event.type === 'RoundCounted') stakes = (event as RoundCounted).stakes
      if (event.type !== 'ScoreGiven') return
      const score = scoreIn(event as ScoreGiven)
      scores = { ...scores, [score.validator.id]: score }
    },
    read: (asked) => {
      switch (asked.rows) {
        case 'voter':
          return voterOf(asked)
        case 'incident':
          return voting.get(`incident ${asked.issue}`)?.ballot ?? null
        case 'opened-by':
          return ballots()
            .filter(({ of, challenger }) => of === 'incident' && challenger.id === asked.user)
            .map(({ openedAt }) => openedAt)
        case 'over':
          return ballots().filter(({ verdict, closesAt }) => verdict === null && closesAt <= asked.at)
        case 'score':
          return scores[asked.user] ?? null
      }
    },
  }
}
