import type { IdeaName } from './ideas.ts'
import type { Stage } from './stage.ts'

/** The parts of the story, in their order. */
export const CHAPTERS = [
  'Ideas: discoverers open them, and pay fee and collateral',
  'Funding: people give to a crowdloan, and validators judge a challenge',
  'Mining: miners propose, validators score, the best miner guarantees',
  'Launch: the proposal is merged, and its subnet registered, configured and started',
  'Probation: good days earn the bounty, bad days cost the collateral',
  'Live: whoever wants what the subnet makes buys a share of it',
  'Team: people take seats, rival for a task, and make room for each other',
  'Innovation: the best of a month is merged and proves itself, or is taken back',
  'Drift: somebody changes the chain past the architecture, and it is put right',
  'Distribution: each day what the subnet earned goes to those who hold and funded it',
] as const

export interface Step {
  readonly name: string
  readonly chapter: (typeof CHAPTERS)[number]
  /** Whose thread it is told in; null where it is about all of them. */
  readonly about: IdeaName | null
  play(stage: Stage): Promise<void>
}
