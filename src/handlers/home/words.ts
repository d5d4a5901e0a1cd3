import { summariesOf } from '../kit/words.ts'

export const homeSummaries = summariesOf('home', 'make-home')
