import { type Family, type Told, tell, type Wide } from '../kernel/family.ts'
import type { SeeChange } from '../mining/commands.ts'
import { standsSince } from '../proposal/sightings.ts'
import { raceOf, teamOf } from '../streams/names.ts'
import { giveScore } from './decide.ts'
import type { ScoreGiven, ScoringShape } from './slice.ts'

/** Rule A3: what validators give to a proposal. How many may score is not bounded, so that the scores are in rows. */
export const scoring: Family<ScoringShape> = {
  name: 'scores',
  initial: null,
  inHome: {
    ScoreGiven: true,
  },
  asks: {
    mining: raceOf,
    tasks: (stream, command) => (command.type === 'GiveScore' ? teamOf(stream) : null),
    lastScore: (_, command) =>
      command.type === 'GiveScore' ? { rows: 'score', user: command.validator.id } : null,
  },
  decide: { GiveScore: giveScore },
  evolve: { ScoreGiven: (own) => own },
  tells: { ScoreGiven: tellLate },
}

/** A count that it comes between is taken anew. */
function tellLate({ stream, proposal, mining }: Wide<ScoringShape>, { at }: ScoreGiven): Told[] {
  if (!proposal || mining.round?.stage !== 'counting') return []
  const { pull, head, status } = proposal
  const source = { kind: 'stream', stream } as const
  const change = { type: 'SeeChange', pull, head, status, since: standsSince(proposal), at, source } as const
  return [tell<SeeChange>(raceOf(stream), change)]
}
