import { raceOf } from '../../mechanisms/streams/names.ts'
import type { Coldkeys } from '../account/ports.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'

/** Rule A5. */
export const guarantee: CommandSpec<Coldkeys> = {
  name: 'guarantee',
  usage: '/guarantee',
  summary: 'Accepts the invitation to guarantee this proposal; the bill for the collateral follows.',
  who: 'the miner who was invited, with a linked coldkey',
  run: async ({ subject, person, source, at }, ports) => {
    if (subject.kind !== 'proposal') return misplaced('guarantee', 'proposal')
    const { stream, pull } = subject
    const coldkey = await ports.coldkeyWhen(person.id, { at, source })
    return {
      kind: 'command',
      stream: raceOf(stream),
      command: { type: 'Accept', pull, person, coldkey, at, source },
    }
  },
}
