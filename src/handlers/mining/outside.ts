import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf, stepsOf } from '../kit/words.ts'
import { configFields } from '../market/fields.ts'
import { readStakes } from '../scoring/stakes.ts'
import { decline } from './decline.ts'
import { guarantee } from './guarantee.ts'
import { makeRoundBill } from './guarantee-bill.ts'
import { nearsEnd } from './nears-end.ts'
import { invited, lapsed, toPay } from './notices.ts'

export const miningOutside: Outside<'mining'> = {
  events: {
    ...eventsOf(
      'mining',
      'RaceOpened',
      'RoundOpened',
      'RoundNearsEnd',
      'RoundClosed',
      'CountDisturbed',
      'RoundCounted',
      'InvitationAccepted',
      'GuaranteePaid',
      'GuaranteeReturned',
      'GuaranteeSlashed',
      'RoundAdopted',
      'RaceEnded',
      'MinerInvited',
      'GuaranteeBillIssued',
      'RoundLapsed',
    ),
    ...eventsOf('deposit', 'RefundOwed'),
  },
  fields: {
    ...configFields,
    ...counts(
      'consensus',
      'copyOf',
      'count',
      'from',
      'grade',
      'incentive',
      'mean',
      'needed',
      'rank',
      'scores',
      'to',
    ),
    stakes: 'record',
  },
  commands: [guarantee, decline],
  errands: { stakes: readStakes, 'guarantee-bill': makeRoundBill },
  intents: {
    ...intentsOf('mining', 'guarantee-return', 'guarantee-slash'),
    // What somebody pays to a race without being asked goes back as a deposit does.
    ...intentsOf('deposit', 'deposit-refund'),
  },
  notices: {
    ...quiet(
      'RaceOpened',
      'RoundOpened',
      'RoundClosed',
      'CountDisturbed',
      'RoundCounted',
      'InvitationAccepted',
    ),
    ...quiet(
      'GuaranteePaid',
      'GuaranteeReturned',
      'GuaranteeSlashed',
      'RoundAdopted',
      'RaceEnded',
      'RefundOwed',
    ),
    RoundNearsEnd: nearsEnd,
    MinerInvited: invited,
    GuaranteeBillIssued: toPay,
    RoundLapsed: lapsed,
  },
  refusals: refusalsOf('mining', 'counting', 'no-round', 'already-guaranteed', 'not-invited', 'other-commit'),
  steps: stepsOf(
    'mining',
    'mine-architecture',
    'count-round',
    'accept-invitation',
    'prepare-guarantee-bill',
    'pay-guarantee',
  ),
}
