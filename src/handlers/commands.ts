import { link } from './account/link.ts'
import { challenge } from './dispute/challenge.ts'
import { reject, uphold } from './dispute/votes.ts'
import type { CommandSpec } from './kit/handler.ts'
import { help, status } from './market/answers.ts'
import { decline } from './mining/decline.ts'
import { guarantee } from './mining/guarantee.ts'
import type { Ports } from './ports.ts'
import { score } from './scoring/score.ts'

/** Every command there is, in the order in which help shows them. */
export const commands: readonly CommandSpec<Ports>[] = [
  link,
  challenge,
  uphold,
  reject,
  score,
  guarantee,
  decline,
  status,
  help,
]

export const commandNamed = (name: string): CommandSpec<Ports> | undefined =>
  commands.find((command) => command.name === name)
