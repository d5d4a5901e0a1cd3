import type { CommandSpec } from '../handler.ts'
import { help, status } from './answers.ts'
import { challenge } from './challenge.ts'
import { link } from './link.ts'
import { reject, uphold } from './votes.ts'

/** Every command there is, in the order in which help shows them. */
export const commands: readonly CommandSpec[] = [link, challenge, uphold, reject, status, help]

export const commandNamed = (name: string): CommandSpec | undefined =>
  commands.find((command) => command.name === name)
