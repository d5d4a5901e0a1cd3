import { counts, spans } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { displaced, rolesSet, tasksDropped } from './notices.ts'
import { join, leave } from './seat-commands.ts'

export const teamOutside: Outside<'team'> = {
  events: eventsOf('team', 'SeatLeft', 'TeamEnded', 'SeatAsked', 'RolesSet'),
  fields: { ...counts('seats'), ...spans('immunity') },
  commands: [join, leave],
  refusals: refusalsOf(
    'team',
    'no-team',
    'unknown-role',
    'heard-late',
    'seated',
    'coldkey-seated',
    'seats-taken',
    'no-seat',
  ),
  notices: { ...quiet('SeatLeft'), TeamEnded: tasksDropped, SeatAsked: displaced, RolesSet: rolesSet },
}
