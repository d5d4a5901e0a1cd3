import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, stepsOf } from '../kit/words.ts'
import { dissolved, near, returned } from './notices.ts'
import { countRest } from './rest.ts'

export const dissolutionOutside: Outside<'dissolution'> = {
  events: eventsOf(
    'dissolution',
    'RestCounted',
    'FunderRepaid',
    'PotsLeft',
    'PotReturned',
    'OutlookChanged',
    'SubnetDissolved',
  ),
  errands: { rest: countRest },
  intents: intentsOf('dissolution', 'rest-return', 'pot-return'),
  notices: {
    ...quiet('FunderRepaid', 'PotsLeft', 'PotReturned'),
    RestCounted: returned,
    OutlookChanged: near,
    SubnetDissolved: dissolved,
  },
  steps: stepsOf('dissolution', 'count-rest', 'repay-funders', 'dissolved', 'returned'),
}
