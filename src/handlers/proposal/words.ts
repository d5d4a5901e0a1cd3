import { refusalsOf } from '../kit/words.ts'

export const proposalRefusals = refusalsOf('proposal', 'no-proposal', 'not-open', 'not-valid')
