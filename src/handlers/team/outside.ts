import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { refusalsOf } from '../kit/words.ts'
import { displaced, rolesSet } from './notices.ts'
import { join, leave } from './seat-commands.ts'

export const teamOutside: Outside<'team'> = {
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
  notices: { ...quiet('SeatLeft', 'TeamEnded'), SeatAsked: displaced, RolesSet: rolesSet },
}
