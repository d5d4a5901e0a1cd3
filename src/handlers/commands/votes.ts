import type { Side } from '../../mechanisms/dispute/slice.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import type { CommandSpec } from '../handler.ts'

/** Rule M4: what the validators answer to a dispute. */
const voting = (side: Side, summary: string): CommandSpec => ({
  name: side,
  usage: `/${side}`,
  summary,
  who: 'validators who had linked their coldkey when the dispute was opened',
  run: async ({ person, repository, issue, comment, at }) => ({
    kind: 'subnet',
    stream: subnetStream(repository.id, issue),
    command: { type: 'Vote', voter: person, side, at, source: { kind: 'comment', issue, comment } },
  }),
})

export const uphold = voting('uphold', 'Votes with your stake that the challenge is right.')
export const reject = voting('reject', 'Votes with your stake that the challenge is wrong.')
