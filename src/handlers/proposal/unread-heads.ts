import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import { type Contender, contenderAt } from '../../mechanisms/proposal/contender.ts'
import { liveScores } from '../../mechanisms/scoring/standings.ts'
import { proposalOf } from '../../mechanisms/streams/names.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { readHead } from './head.ts'

/** So long after the end of a round or task it waits for heads that GitHub does not show, milliseconds. */
export const PATIENCE = 86_400_000

/** Those that were scored with a head that nobody has read, as when a push replaced it before it was heard. */
export const unreadAt = (state: SubnetState, end: number | null): Contender[] =>
  Object.values(state.proposals)
    .map((proposal) => contenderAt(proposal, end))
    .filter(
      (one) =>
        one.status === 'open' && one.verdict === null && liveScores(one, state.scores[one.pull]).length > 0,
    )

/** Reads these heads, so that what was scored in time is compared. Who asks is asked again, with what was read. */
export async function readUnread(
  tools: Pick<ErrandTools, 'ledger' | 'github' | 'contents' | 'chain'>,
  state: SubnetState,
  unread: readonly Contender[],
  when: Occurrence,
): Promise<void> {
  for (const { pull, head } of unread) {
    const stream = proposalOf(state.stream, pull)
    const answer = await readHead(tools, state, { kind: 'head', key: '', pull, head }, when)
    if (answer) await tools.ledger.write((writing) => writing.handle(stream, answer))
  }
}
