import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { fork } from './command.ts'
import { forked } from './notices.ts'
import { openFork } from './open.ts'

export const forkOutside: Outside<'fork'> = {
  events: eventsOf('fork', 'ForkAsked', 'ForkOpened', 'ParentNamed'),
  commands: [fork],
  errands: { fork: openFork },
  notices: { ...quiet('ForkAsked', 'ParentNamed'), ForkOpened: forked },
  refusals: refusalsOf('fork', 'not-forkable', 'fork-named-alike', 'fork-waits', 'too-many-forks'),
}
