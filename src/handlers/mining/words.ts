import type { Lapse } from '../../mechanisms/mining/slice.ts'
import { intentsOf, refusalsOf, summariesOf, templatesIn } from '../kit/words.ts'

export const miningSummaries = summariesOf(
  'mining',
  'mine-architecture',
  'count-round',
  'accept-invitation',
  'prepare-guarantee-bill',
  'pay-guarantee',
)

export const miningIntents = intentsOf('mining', 'guarantee-return', 'guarantee-slash')

export const miningRefusals = refusalsOf(
  'mining',
  'counting',
  'no-round',
  'already-guaranteed',
  'not-invited',
)

export const lapses: Readonly<Record<Lapse, string>> = templatesIn(
  'mining/lapse',
  'closed',
  'deadline',
  'declined',
  'head-moved',
  'no-proposal',
  'not-merged',
)
