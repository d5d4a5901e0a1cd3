import { refusalsOf, summariesOf } from '../kit/words.ts'

export const ideaSummaries = summariesOf('idea', 'withdrawn')

export const ideaRefusals = refusalsOf('idea', 'no-idea')
