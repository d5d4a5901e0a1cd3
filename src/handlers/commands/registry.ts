import type { CommandSpec } from '../handler.ts'
import { help, status } from './answers.ts'
import { challenge } from './challenge.ts'
import { decline } from './decline.ts'
import { guarantee } from './guarantee.ts'
import { link } from './link.ts'
import { score } from './score.ts'
import { reject, uphold } from './votes.ts'

/** Every command there is, in the order in which help shows them. */
export const commands: readonly CommandSpec[] = [
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

export const commandNamed = (name: string): CommandSpec | undefined =>
  commands.find((command) => command.name === name)
