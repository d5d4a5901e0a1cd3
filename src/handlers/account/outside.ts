import type { Outside } from '../kit/outside.ts'
import { refusalsOf } from '../kit/words.ts'
import { link } from './link.ts'

export const accountOutside: Outside<'account'> = {
  commands: [link],
  refusals: refusalsOf('account', 'already-linked', 'linked-since', 'unlinked'),
}
