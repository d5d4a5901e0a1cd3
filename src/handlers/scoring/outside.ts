import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { refusalsOf } from '../kit/words.ts'
import { score } from './score.ts'

export const scoringOutside: Outside<'scores'> = {
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
