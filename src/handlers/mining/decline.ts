import { raceOf } from '../../mechanisms/streams/names.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'

/** Rule A5. */
export const decline: CommandSpec = {
  name: 'decline',
  usage: '/decline',
  summary: 'Declines the invitation to guarantee, before anything is paid; the next round begins.',
  who: 'the miner who was invited',
  run: async ({ subject, person, source, at }) => {
    if (subject.kind !== 'proposal') return misplaced('decline', 'proposal')
    const { stream, pull } = subject
    return { kind: 'command', stream: raceOf(stream), command: { type: 'Decline', pull, person, at, source } }
  },
}
