import { summariesOf } from '../kit/words.ts'

export const linkSummaries = summariesOf('link', 'check-link', 'mend-link')
