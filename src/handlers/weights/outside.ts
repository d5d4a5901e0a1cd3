import { counts, spans } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'
import { readWeights } from './read.ts'

export const weightsOutside: Outside<'weights'> = {
  events: eventsOf(
    'weights',
    'WeighingBegun',
    'TeamWeighed',
    'TeamWeightsSet',
    'TeamWeightsOpened',
    'TeamWeightsUnopened',
    'WeightsDoubted',
  ),
  fields: {
    ...counts('mechanism', 'uids', 'values', 'from', 'next', 'every', 'closed', 'opensIn', 'of'),
    ...spans('again'),
    versionKey: 'chain',
  },
  errands: { 'team-weights': readWeights },
  intents: intentsOf('weights', 'team-weights'),
  notices: quiet(
    'WeighingBegun',
    'TeamWeighed',
    'TeamWeightsSet',
    'TeamWeightsOpened',
    'TeamWeightsUnopened',
    'WeightsDoubted',
  ),
}
