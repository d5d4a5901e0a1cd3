import { NO_PAYMENTS } from '../payments/payments.ts'
import { type AnyRules, type AnyState, type Kind, type KindState, kinds } from '../streams/kinds.ts'
import { dividendsOf, proposalOf } from '../streams/names.ts'
import type { SubnetState } from './state.ts'

/** How the streams of one kind are found in a subnet's state. */
interface Part<K extends Kind> {
  /** Whether they are read whole. Of the others only a slice is: what they pay and when they fall due is not in it. */
  readonly isWhole: boolean
  of(state: SubnetState): readonly KindState<K>[]
}

/** Null for what is of no one subnet, and for what is never waited for. A new kind of stream has to say it too. */
const PARTS: { readonly [K in Kind]: Part<K> | null } = {
  subnet: { isWhole: true, of: ({ life }) => [life] },
  proposal: {
    isWhole: false,
    of: ({ stream, proposals }) =>
      Object.values(proposals).map((proposal) => ({
        stream: proposalOf(stream, proposal.pull),
        proposal,
        scores: null,
      })),
  },
  race: { isWhole: true, of: ({ race }) => [race] },
  team: { isWhole: true, of: ({ crew }) => [crew] },
  dividends: {
    isWhole: false,
    of: ({ stream, dividends }) => [{ stream: dividendsOf(stream), dividends, payments: NO_PAYMENTS }],
  },
  sales: null,
  account: null,
  coldkey: null,
  refund: null,
}

/** What each stream of a subnet answers, asked of its kind's rules. */
export function askEach<Answer>(
  state: SubnetState,
  ask: (rules: AnyRules, own: AnyState) => Answer,
  which: 'all' | 'whole' = 'all',
): Answer[] {
  return (Object.keys(PARTS) as Kind[]).flatMap((kind) => {
    const part: Part<Kind> | null = PARTS[kind]
    if (!part || (which === 'whole' && !part.isWhole)) return []
    return part.of(state).map((own) => ask(kinds[kind] as AnyRules, own as unknown as AnyState))
  })
}
