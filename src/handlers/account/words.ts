import { refusalsOf } from '../kit/words.ts'

export const accountRefusals = refusalsOf('account', 'already-linked', 'unlinked')
