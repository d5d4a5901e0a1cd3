import type { Side } from '../../mechanisms/dispute/slice.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'
import type { Holdings } from './ports.ts'

/** Rules M4 and L3: what the validators answer to a dispute. */
const voting = (side: Side, summary: string): CommandSpec<Holdings> => ({
  name: side,
  usage: `/${side}`,
  summary,
  who: 'validators who had linked their coldkey when the dispute was opened',
  run: async ({ subject, person: voter, source, at }, ports) => {
    const { kind, stream } = subject
    if (kind === 'proposal') return misplaced(side, 'idea', 'incident')
    const holds = await ports.holdingOf(stream, voter.id)
    const incident = kind === 'incident' ? subject.issue : null
    const late = holds === undefined ? null : await ports.lateElector(stream, voter.id, incident)
    const vote = {
      voter,
      side,
      ...(holds !== undefined && { holds }),
      ...(late && { late }),
      at,
      source,
    } as const
    if (kind === 'idea') return { kind: 'command', stream, command: { type: 'Vote', ...vote } }
    return { kind: 'command', stream, command: { type: 'VoteIncident', ...vote, issue: subject.issue } }
  },
})

export const uphold = voting('uphold', 'Votes with your stake that the challenge, or the incident, is right.')
export const reject = voting('reject', 'Votes with your stake that the challenge, or the incident, is wrong.')
