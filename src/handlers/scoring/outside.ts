import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { score } from './score.ts'

export const scoringOutside: Outside<'scores'> = {
  events: eventsOf('scoring', 'ScoreGiven'),
  fields: { ...counts('points'), criteria: 'record' },
  commands: [score],
  notices: quiet('ScoreGiven'),
  refusals: refusalsOf(
    'scoring',
    'missing-criterion',
    'unknown-criterion',
    'bad-score',
    'own-proposal',
    'other-head',
    'scored-since',
  ),
}
