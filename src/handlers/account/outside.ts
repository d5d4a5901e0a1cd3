import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { link } from './link.ts'

export const accountOutside: Outside<'account'> = {
  events: eventsOf('account', 'ColdkeyLinked', 'EarlierLinked'),
  commands: [link],
  refusals: refusalsOf('account', 'already-linked', 'linked-since', 'unlinked'),
}
