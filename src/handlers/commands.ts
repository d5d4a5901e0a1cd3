import type { CommandSpec } from './kit/handler.ts'
import type { Hears } from './kit/outside.ts'
import { outsides } from './outsides.ts'
import type { Ports } from './ports.ts'

/** Every slash command that a family has, in the order in which help shows them. */
export const commands: readonly CommandSpec<Ports>[] = Object.values<Hears>(outsides).flatMap(
  (outside) => outside.commands ?? [],
)

export const commandNamed = (name: string): CommandSpec<Ports> | undefined =>
  commands.find((command) => command.name === name)
