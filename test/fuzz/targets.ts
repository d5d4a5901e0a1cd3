import { broken } from './broken.ts'
import { commands, comments, ideas, issues } from './markdown.ts'
import type { Target } from './target.ts'
import { links, quantities, score, side } from './words.ts'
import { architecture, config, scores } from './yaml.ts'

/** Everything that reads what people write. */
export const targets: readonly Target[] = [
  ...[score, side, quantities, links, commands, comments, ideas, issues],
  ...[config, scores, architecture],
]

export const targetNamed = (name: string): Target | undefined =>
  [...targets, ...broken].find((target) => target.name === name)
