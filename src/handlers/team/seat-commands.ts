import { teamOf } from '../../mechanisms/streams/names.ts'
import type { Coldkeys } from '../account/ports.ts'
import type { CommandSpec, Effect } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'
import type { Inheritance } from './ports.ts'

/** Rule T1. */
export const join: CommandSpec<Coldkeys & Inheritance> = {
  name: 'join',
  usage: '/join <role>',
  summary:
    'Takes a seat in a role of this subnet. If none is free, the lowest member past immunity makes room.',
  who: 'anyone who has linked a coldkey',
  run: async ({ args, subject, person, source, at }, ports) => {
    if (subject.kind === 'idea') return misplaced('join', 'home')
    const role = roleIn(args)
    if (role === '')
      return wrong('join', 'Say after the command which role: the thread of the subnet names them.')
    const coldkey = await ports.coldkeyWhen(person.id, { at, source })
    const inherited = coldkey === null ? [] : await ports.inheritedBy(coldkey)
    const command = { type: 'AskSeat', role, person, coldkey, inherited, at, source } as const
    return { kind: 'command', stream: teamOf(subject.stream), command }
  },
}

export const leave: CommandSpec = {
  name: 'leave',
  usage: '/leave [role]',
  summary: 'Leaves your seat in a role of this subnet, or all your seats if you name none.',
  who: 'whoever holds one',
  run: async ({ args, subject, person, source, at }) => {
    if (subject.kind === 'idea') return misplaced('leave', 'home')
    const command = { type: 'LeaveSeat', role: roleIn(args) || null, person, at, source } as const
    return { kind: 'command', stream: teamOf(subject.stream), command }
  },
}

/** Ids of roles are written small. */
const roleIn = (args: string): string => args.replaceAll('`', '').trim().toLowerCase()

const wrong = (name: string, reason: string): Effect => ({
  kind: 'answer',
  answer: { kind: 'bad-command', name, reason },
})
